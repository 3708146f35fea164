"""Expressions by their meaning: variables called alike, and one way of saying what can be said in several."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from policy_engine.expr.ast import (
    Binary,
    BinaryOperator,
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
from policy_engine.expr.numbers import exact
from policy_engine.expr.printer import to_text

_SWAPPED: Mapping[BinaryOperator, BinaryOperator] = {">": "<", ">=": "<="}
_OPPOSITE: Mapping[BinaryOperator, BinaryOperator] = {
    "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<",
}  # fmt: skip
_DUAL: Mapping[BinaryOperator, BinaryOperator] = {"&&": "||", "||": "&&"}


def renamed(expr: Expr, names: Mapping[str, str]) -> Expr:
    """The expression with the names of its variables changed; its own are numbered from the outside in."""
    match expr:
        case Name(name=name):
            return replace(expr, name=names.get(name, name))
        case Select(base=base) | Has(base=base):
            return replace(expr, base=renamed(base, names))
        case Index(base=base, key=key):
            return replace(expr, base=renamed(base, names), key=renamed(key, names))
        case Call(arguments=arguments):
            return replace(expr, arguments=tuple(renamed(each, names) for each in arguments))
        case Unary(operand=operand):
            return replace(expr, operand=renamed(operand, names))
        case Binary(left=left, right=right):
            return replace(expr, left=renamed(left, names), right=renamed(right, names))
        case Conditional(test=test, then=then, otherwise=otherwise):
            return replace(expr, test=renamed(test, names), then=renamed(then, names),
                           otherwise=renamed(otherwise, names))  # fmt: skip
        case _:
            return _renamed_lists(expr, names)


def _renamed_lists(expr: Expr, names: Mapping[str, str]) -> Expr:
    match expr:
        case ListLiteral(items=items):
            return replace(expr, items=tuple(renamed(each, names) for each in items))
        case MapLiteral(entries=entries):
            return replace(expr, entries=tuple((key, renamed(value, names)) for key, value in entries))
        case Comprehension():
            return _renamed_comprehension(expr, names)
        case _:
            return expr


def _renamed_comprehension(expr: Comprehension, names: Mapping[str, str]) -> Comprehension:
    variable = f"${len(names) + 1}"
    inner = {**names, expr.variable: variable, variable: variable}
    return replace(
        expr,
        source=renamed(expr.source, names),
        variable=variable,
        body=renamed(expr.body, inner),
        where=None if expr.where is None else renamed(expr.where, inner),
    )


def normal(expr: Expr) -> Expr:
    """The one way in which this is said: `b >= a` as `a <= b`, `!(a && b)` as `!a || !b`, 20 / 100 as 1/5."""
    match expr:
        case Unary(operator="!", operand=operand):
            return _negated(operand)
        case Unary(operand=operand):
            inner = normal(operand)
            number = _number(inner)
            return Literal(-number) if number is not None else Unary("-", inner)
        case Binary(operator=operator, left=left, right=right):
            return _normal_binary(operator, normal(left), normal(right))
        case Call(function="date", arguments=(Literal(value=str() as day),)):
            return _date(day, expr)
        case Call(function=function, arguments=arguments):
            return Call(function, tuple(map(normal, arguments)))
        case Select(base=base, field=field):
            return Select(normal(base), field)
        case Has(base=base, field=field):
            return Has(normal(base), field)
        case Index(base=base, key=key):
            return Index(normal(base), normal(key))
        case _:
            return _normal_compound(expr)


def _normal_compound(expr: Expr) -> Expr:
    match expr:
        case Conditional(test=test, then=then, otherwise=otherwise):
            return Conditional(normal(test), normal(then), normal(otherwise))
        case ListLiteral(items=items):
            return ListLiteral(tuple(map(normal, items)))
        case MapLiteral(entries=entries):
            return MapLiteral(tuple((key, normal(value)) for key, value in entries))
        case Comprehension(kind=kind, source=source, variable=variable, body=body, where=where):
            condition = None if where is None else normal(where)
            return Comprehension(kind, normal(source), variable, normal(body), condition)
        case _:
            return expr


def _negated(expr: Expr) -> Expr:
    match expr:
        case Unary(operator="!", operand=operand):
            return normal(operand)
        case Literal(value=bool() as truth):
            return Literal(not truth)
        case Binary(operator="&&" | "||" as operator, left=left, right=right):
            return _normal_binary(_DUAL[operator], _negated(left), _negated(right))
        case Binary(operator=operator, left=left, right=right) if operator in _OPPOSITE:
            return _normal_binary(_OPPOSITE[operator], normal(left), normal(right))
        case _:
            return Unary("!", normal(expr))


def _normal_binary(operator: BinaryOperator, left: Expr, right: Expr) -> Expr:
    if operator in _DUAL:
        parts = dict.fromkeys((*parts_of(left, operator), *parts_of(right, operator)))
        first, *others = sorted(parts, key=to_text)
        for each in others:
            first = Binary(operator, first, each)
        return first
    if operator in _SWAPPED:
        return Binary(_SWAPPED[operator], right, left)
    if operator in ("==", "!="):
        return Binary(operator, *sorted((left, right), key=to_text))
    if operator == "in" and isinstance(right, ListLiteral):
        return Binary("in", left, ListLiteral(tuple(sorted(dict.fromkeys(right.items), key=to_text))))
    return _counted(operator, left, right)


def _counted(operator: BinaryOperator, left: Expr, right: Expr) -> Expr:
    """Numbers that are written as a sum or a part: 20 / 100, 3 + 2."""
    one, other = _number(left), _number(right)
    if one is None or other is None or (operator == "/" and other == 0):
        return Binary(operator, left, right)
    match operator:
        case "+":
            return Literal(exact(Fraction(one + other)))
        case "-":
            return Literal(exact(Fraction(one - other)))
        case "*":
            return Literal(exact(Fraction(one * other)))
        case "/":
            return Literal(exact(Fraction(one) / other))
        case _:
            return Binary(operator, left, right)


def _number(expr: Expr) -> int | Fraction | None:
    value = expr.value if isinstance(expr, Literal) else None
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _date(day: str, expr: Expr) -> Expr:
    try:
        return Literal(datetime.date.fromisoformat(day))
    except ValueError:  # validation says that there is no such day
        return expr


def parts_of(expr: Expr, operator: BinaryOperator) -> tuple[Expr, ...]:
    """What `&&` or `||` joins, in the order of the text; the expression itself where it joins nothing."""
    if isinstance(expr, Binary) and expr.operator == operator:
        return (*parts_of(expr.left, operator), *parts_of(expr.right, operator))
    return (expr,)
