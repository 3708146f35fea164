"""One wording for all expressions that say the same in other words, and for rules that do.

Negations go to the leaves, the parts of "and" and "or" are put in order and said once,
comparisons point one way, variables have numbers. Two rules with the same wording are
the same rule; the reverse is not claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policy_engine.expr.ast import (
    Binary,
    Call,
    Comprehension,
    Conditional,
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
from policy_engine.expr.printer import to_text
from policy_engine.expr.types import BOOL
from policy_engine.program.rules import Rule

_NEGATED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TURNED = {">": "<", ">=": "<="}
_DUAL = {"exists": "all", "all": "exists"}
_Names = Mapping[str, str]


def wording(rule: Rule) -> tuple[str, ...]:
    """What the rule needs, ranges over, and asks of each: "`when` implies `require`"."""
    names: dict[str, str] = {}
    needs = sorted(f"needs {said(need, names)}" for need in rule.needs)
    sources = []
    for binding in rule.bindings:
        sources.append(said(binding.source, names))
        names[binding.variable] = f"${len(names)}"
    asked = rule.require
    if rule.when is not None:
        asked = Binary("||", Unary("!", rule.when, type=BOOL), asked, type=BOOL)
    return (*needs, *sources, said(asked, names))


def said(expr: Expr, names: _Names, truth: bool = True) -> str:
    """The wording of a typed expression, of its negation where `truth` is False."""
    match expr:
        case Literal(value=bool() as value):
            return to_text(Literal(value is truth))
        case Unary(operator="!", operand=operand):
            return said(operand, names, not truth)
        case Binary(operator="&&" | "||" as operator):
            return _joined(expr, operator, names, truth)
        case Binary(operator=operator) if operator in _NEGATED:
            return _comparison(expr, names, truth)
        case Binary(operator="in", left=left, right=ListLiteral(items=(only,))):
            return _comparison(Binary("==", left, only), names, truth)
        case Has(base=base, field=field):
            return f"{said(base, names)}.{field} {'!=' if truth else '=='} null"
        case Conditional(test=test, then=Literal(value=True), otherwise=Literal(value=False)):
            return said(test, names, truth)
        case Conditional(test=test, then=Literal(value=False), otherwise=Literal(value=True)):
            return said(test, names, not truth)
        case Comprehension(kind="exists" | "all" as kind):
            return _comprehension(expr, kind if truth else _DUAL[kind], names, truth)
        case _:
            text = _plain(expr, names)
            return text if truth else f"!({text})"


def _joined(expr: Binary, operator: str, names: _Names, truth: bool) -> str:
    """The parts of a chain of one operator, each once, in the order of their wording.

    What is always so is left out of "and"; what is never so, of "or".
    """
    shown = operator if truth else {"&&": "||", "||": "&&"}[operator]
    without = to_text(Literal(shown == "&&"))
    parts = sorted({said(part, names, truth) for part in _parts(expr, operator)} - {without})
    if len(parts) <= 1:
        return parts[0] if parts else without
    return "(" + f" {shown} ".join(parts) + ")"


def _parts(expr: Expr, operator: str) -> Iterator[Expr]:
    if isinstance(expr, Binary) and expr.operator == operator:
        yield from _parts(expr.left, operator)
        yield from _parts(expr.right, operator)
    else:
        yield expr


def _comparison(expr: Binary, names: _Names, truth: bool) -> str:
    left, right = expr.left, expr.right
    operator: str = expr.operator if truth else _NEGATED[expr.operator]
    for value, other in ((left, right), (right, left)):
        if isinstance(value, Literal) and isinstance(value.value, bool) and other.type == BOOL:
            return said(other, names, (operator == "==") is value.value)
    first, second = said(left, names), said(right, names)
    if operator in _TURNED:
        first, second, operator = second, first, _TURNED[operator]
    if operator in ("==", "!=") and first > second:
        first, second = second, first
    return f"{first} {operator} {second}"


def _comprehension(expr: Comprehension, kind: str, names: _Names, truth: bool) -> str:
    inner = {**names, expr.variable: f"${len(names)}"}
    where = "" if expr.where is None else f"{said(expr.where, inner)}, "
    return f"{said(expr.source, names)}.{kind}({where}{said(expr.body, inner, truth)})"


def _plain(expr: Expr, names: _Names) -> str:
    """The wording of what is neither true nor false by its form."""
    match expr:
        case Unary(operand=operand):
            return f"-({said(operand, names)})"
        case Binary(operator=operator, left=left, right=right):
            return f"({said(left, names)} {operator} {said(right, names)})"
        case Conditional(test=test, then=then, otherwise=otherwise):
            return f"({said(test, names)} ? {said(then, names)} : {said(otherwise, names)})"
        case Comprehension(kind="filter", source=source, body=Literal(value=True)):
            return said(source, names)
        case Comprehension(kind="map", source=source, variable=variable, body=body, where=None):
            same = body == Name(variable)
            return said(source, names) if same else _comprehension(expr, "map", names, truth=True)
        case Comprehension(kind=kind):
            return _comprehension(expr, kind, names, truth=True)
        case _:
            return _value(expr, names)


def _value(expr: Expr, names: _Names) -> str:
    """The wording of names, fields, calls and lists; everything else is its text."""
    match expr:
        case Name(name=name):
            return names.get(name, name)
        case Select(base=base, field=field):
            return f"{said(base, names)}.{field}"
        case Index(base=base, key=key):
            return f"{said(base, names)}[{said(key, names)}]"
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(said(each, names) for each in arguments)})"
        case ListLiteral(items=items):
            return f"[{', '.join(said(each, names) for each in items)}]"
        case MapLiteral(entries=entries):
            return "{" + ", ".join(f"{key}: {said(each, names)}" for key, each in entries) + "}"
        case _:
            return to_text(expr)
