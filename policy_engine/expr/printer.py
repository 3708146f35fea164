"""Syntax tree → text, with no more parentheses than needed; parse(to_text(e)) == e for parsed trees."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction

from policy_engine.expr.ast import (
    Absent,
    Binary,
    Call,
    Comprehension,
    Conditional,
    Constant,
    Expr,
    Has,
    Index,
    ListLiteral,
    Literal,
    MapLiteral,
    Name,
    Select,
    Unary,
)
from policy_engine.expr.numbers import plain

_CONDITIONAL, _OR, _AND, _RELATION, _ADD, _MULTIPLY, _UNARY, _MEMBER = range(8)
_LEVELS = {"||": _OR, "&&": _AND, "+": _ADD, "-": _ADD, "*": _MULTIPLY, "/": _MULTIPLY, "%": _MULTIPLY}
_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def to_text(expr: Expr) -> str:
    """The expression as a writer would write it; a folded value as itself, an absent one as its path."""
    match expr:
        case Literal(value=value) | Constant(value=value, origin=None):
            return _value(value)
        case Constant(value=value, origin=origin):
            return _value(value) if _is_plain(value) else _path(origin or ())
        case Absent(path=path):
            return path
        case Name() | Select() | Has() | Index():
            return _access(expr)
        case Call(function=function, arguments=arguments):
            return f"{function}({_listed(arguments)})"
        case ListLiteral(items=items):
            return f"[{_listed(items)}]"
        case MapLiteral(entries=entries):
            return "{" + ", ".join(f"{_quoted(key)}: {to_text(value)}" for key, value in entries) + "}"
        case Comprehension():
            return _comprehension(expr)
        case Unary() | Binary() | Conditional():
            return _operation(expr)


def _access(expr: Name | Select | Has | Index) -> str:
    match expr:
        case Name(name=name):
            return name
        case Select(base=base, field=field):
            return f"{_at(base, _MEMBER)}.{field}"
        case Has(base=base, field=field):
            return f"has({_at(base, _MEMBER)}.{field})"
        case Index(base=base, key=key):
            return f"{_at(base, _MEMBER)}[{to_text(key)}]"


def _operation(expr: Unary | Binary | Conditional) -> str:
    match expr:
        case Unary(operator=operator, operand=operand):
            return f"{operator}{_at(operand, _UNARY)}"
        case Binary(operator=operator, left=left, right=right):
            level = _LEVELS.get(operator, _RELATION)
            # Operators group to the left; comparisons do not group at all.
            first = level + 1 if level == _RELATION else level
            return f"{_at(left, first)} {operator} {_at(right, level + 1)}"
        case Conditional(test=test, then=then, otherwise=otherwise):
            return f"{_at(test, _OR)} ? {_at(then, _OR)} : {_at(otherwise, _CONDITIONAL)}"


def _comprehension(expr: Comprehension) -> str:
    parts = [part for part in (expr.where, expr.body) if part is not None]
    return f"{_at(expr.source, _MEMBER)}.{expr.kind}({expr.variable}, {_listed(tuple(parts))})"


def _listed(items: tuple[Expr, ...]) -> str:
    return ", ".join(map(to_text, items))


def _at(expr: Expr, level: int) -> str:
    """`expr` where something at least as binding as `level` is needed."""
    text = to_text(expr)
    return text if _level(expr) >= level else f"({text})"


def _level(expr: Expr) -> int:
    match expr:
        case Conditional():
            return _CONDITIONAL
        case Binary(operator=operator):
            return _LEVELS.get(operator, _RELATION)
        case Unary():
            return _UNARY
        case Literal(value=value) | Constant(value=value):
            return _number_level(value)
        case _:
            return _MEMBER


def _number_level(value: object) -> int:
    """Values made by folding may print as an operation: -1, or 2/3."""
    if isinstance(value, Fraction) and "/" in plain(value):
        return _MULTIPLY
    if isinstance(value, int | Fraction) and not isinstance(value, bool) and value < 0:
        return _UNARY
    return _MEMBER


def _is_plain(value: object) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if isinstance(value, Mapping):
        return all(map(_is_plain, value.values()))
    return value is None or isinstance(value, bool | int | Fraction | str | datetime.date)


def _value(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | Fraction):
        return plain(value)
    if isinstance(value, datetime.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(str(key))}: {_value(item)}" for key, item in value.items()) + "}"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    return "'" + text.translate(_ESCAPES) + "'"


def _path(origin: tuple[str | int, ...]) -> str:
    """Where a folded record or table stands, e.g. params.institutions.templates[0]."""
    return "params" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in origin)
