"""Whether conditions can hold together, as far as simple bounds tell.

A condition is opened into alternatives, each a list of bounds that hold together:
on a value against a constant, or of two values against each other. What is not
understood may come out either way, so "cannot hold" is never said without proof.
Missing values make a rule incomplete, not true or false; they are left aside.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any, TypeAlias

from policy_engine.expr.ast import (
    COMPARISONS,
    Binary,
    Call,
    Comprehension,
    Conditional,
    Expr,
    Has,
    ListLiteral,
    Literal,
    Select,
    Unary,
)
from policy_engine.expr.printer import to_text
from policy_engine.linting.known import Constant, Known

# More alternatives than anybody reads: nothing is said of such a condition.
_MOST = 256
_NEGATED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TURNED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ORDERS = {
    "==": frozenset("="), "!=": frozenset("<>"), "<": frozenset("<"),
    "<=": frozenset("<="), ">": frozenset(">"), ">=": frozenset(">="),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _OfOne:
    """What a condition says of one value."""

    subject: Expr
    says: Callable[[Known], None]


@dataclass(frozen=True, slots=True)
class _OfTwo:
    """How two values may stand to each other: some of < = >."""

    subjects: tuple[Expr, Expr]
    orders: frozenset[str]


_Bound: TypeAlias = _OfOne | _OfTwo
_Alternatives: TypeAlias = list[tuple[_Bound, ...]]


class _TooManyError(Exception):
    """The condition has more alternatives than are looked at."""


def can_hold(*conditions: tuple[Expr | None, bool]) -> bool:
    """Whether all the typed conditions can come out as given at once. None holds always."""
    given = [(expr, truth) for expr, truth in conditions if expr is not None]
    try:
        return any(map(_consistent, _together([_alternatives(expr, truth) for expr, truth in given])))
    except _TooManyError:
        return True


def constant(expr: Expr) -> tuple[Constant] | None:
    """The value of an expression that has the same one everywhere; None for any other."""
    match expr:
        case Literal(value=value):
            return (value,)
        case Unary(operator="-", operand=operand):
            found = constant(operand)
            return (-found[0],) if found is not None and isinstance(found[0], int | Fraction) else None
        case Binary(operator="+" | "-" | "*" | "/" as operator, left=left, right=right):
            return _computed(operator, constant(left), constant(right))
        case Call(function="date", arguments=(Literal(value=str() as written),)):
            try:
                return (datetime.date.fromisoformat(written),)
            except ValueError:
                return None
    return None


def _computed(
    operator: str, left: tuple[Constant] | None, right: tuple[Constant] | None
) -> tuple[Constant] | None:
    """What two constant numbers come to."""
    if left is None or right is None:
        return None
    one, other = left[0], right[0]
    if not isinstance(one, int | Fraction) or not isinstance(other, int | Fraction):
        return None
    if operator == "/":
        return (Fraction(one) / other,) if other != 0 else None
    return ({"+": one + other, "-": one - other, "*": one * other}[operator],)


def _together(parts: Sequence[_Alternatives]) -> _Alternatives:
    """Every choice of one alternative from each part."""
    number = 1
    for part in parts:
        number *= len(part)
    if number > _MOST:
        raise _TooManyError
    return [tuple(bound for each in choice for bound in each) for choice in product(*parts)]


def _alternatives(expr: Expr, truth: bool) -> _Alternatives:
    match expr:
        case Literal(value=bool() as value):
            return _settled(value is truth)
        case Unary(operator="!", operand=operand):
            return _alternatives(operand, not truth)
        case Binary(operator="&&" | "||" as operator, left=left, right=right):
            parts = [_alternatives(left, truth), _alternatives(right, truth)]
            return _together(parts) if (operator == "&&") == truth else [*parts[0], *parts[1]]
        case Conditional(test=test, then=then, otherwise=otherwise):
            met = _together([_alternatives(test, True), _alternatives(then, truth)])
            return met + _together([_alternatives(test, False), _alternatives(otherwise, truth)])
        case Binary(operator=operator) if operator in COMPARISONS:
            return _comparison(expr, operator if truth else _NEGATED[operator])
        case Binary(operator="in", left=left, right=ListLiteral(items=items)):
            return _membership(expr, left, items, truth)
        case Has(base=base, field=field):
            return [(_OfOne(Select(base, field), lambda known: known.is_null(not truth)),)]
        case Comprehension(kind="exists" | "all" as kind, body=body):
            # Nothing is there that could be so; or whatever there is, is so.
            if not can_hold((body, kind == "exists")):
                return _settled(truth is (kind == "all"))
    return [(_OfOne(expr, lambda known: known.one_of(frozenset({truth}))),)]


def _settled(holds: bool) -> _Alternatives:
    return [()] if holds else []


def _comparison(expr: Binary, operator: str) -> _Alternatives:
    left, right = constant(expr.left), constant(expr.right)
    if left is not None and right is not None:
        order = _order(left[0], right[0])
        return _settled(order in _ORDERS[operator])
    if left is not None:
        return _comparison(Binary(expr.operator, expr.right, expr.left), _TURNED[operator])
    if right is not None:
        value = right[0]
        return [(_OfOne(expr.left, lambda known: known.compare(operator, value)),)]
    if expr.left == expr.right:
        return _settled("=" in _ORDERS[operator])
    if to_text(expr.left) > to_text(expr.right):
        return [(_OfTwo((expr.right, expr.left), _ORDERS[_TURNED[operator]]),)]
    return [(_OfTwo((expr.left, expr.right), _ORDERS[operator]),)]


def _order(left: Any, right: Any) -> str:
    """How two constants of one type stand to each other; of null and of truth: equal or not."""
    if left is None or right is None or isinstance(left, bool):
        return "=" if left is right else "<"
    return "=" if left == right else "<" if left < right else ">"


def _membership(expr: Expr, left: Expr, items: tuple[Expr, ...], truth: bool) -> _Alternatives:
    values = [constant(item) for item in items]
    if any(value is None or value[0] is None for value in values):
        return [(_OfOne(expr, lambda known: known.one_of(frozenset({truth}))),)]
    listed = frozenset(value[0] for value in values if value is not None)

    def says(known: Known) -> None:
        if truth:
            known.one_of(listed)
            known.is_null(False)
        else:
            known.excluded.update(listed)

    return [(_OfOne(left, says),)]


def _consistent(bounds: Iterable[_Bound]) -> bool:
    """Whether all of these can be so at once."""
    values: dict[Expr, Known] = {}
    orders: dict[tuple[Expr, Expr], frozenset[str]] = {}
    for bound in bounds:
        if isinstance(bound, _OfTwo):
            orders[bound.subjects] = orders.get(bound.subjects, frozenset("<=>")) & bound.orders
        else:
            counts = isinstance(bound.subject, Call) and bound.subject.function == "size"
            known = values.setdefault(bound.subject, Known(bound.subject.type, counts))
            bound.says(known)
    return all(orders.values()) and all(known.possible() for known in values.values())
