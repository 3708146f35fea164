"""Expressions that can be said more simply, smallest parts first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policy_engine.expr.ast import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Expr,
    ListLiteral,
    Literal,
    Name,
    Place,
    Unary,
)
from policy_engine.expr.printer import to_text
from policy_engine.expr.types import BOOL, Nullable
from policy_engine.expr.walk import children

_NEGATED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TRUE, _FALSE = Literal(True, type=BOOL), Literal(False, type=BOOL)


@dataclass(frozen=True, slots=True)
class Simpler:
    """A part of an expression at `at`, and what says the same.

    `same`: always, also when something is missing; where it is false the two
    could then part, because one looks at more elements than the other.
    """

    at: Place
    written: str
    simpler: Expr
    same: bool

    @property
    def text(self) -> str:
        return to_text(self.simpler)


def simplifications(expr: Expr) -> Iterator[Simpler]:
    """The parts of a typed expression that can be said more simply and have no such part themselves."""
    inside = [found for part in children(expr) for found in simplifications(part)]
    if inside:
        yield from inside
        return
    for rewritten, same in ((_same(expr), True), (_alike(expr), False)):
        if rewritten is not None:
            yield Simpler(expr.at, to_text(expr), rewritten, same)
            return


def _same(expr: Expr) -> Expr | None:
    """What always comes to the same."""
    match expr:
        case Unary(operator="!", operand=operand):
            return _negation(operand)
        case Binary(operator="==" | "!=" as operator, left=left, right=right):
            return _against_truth(left, right, operator == "==") or _against_truth(
                right, left, operator == "=="
            )
        case Binary(operator="&&" | "||" as operator, left=left, right=right):
            # Without effect: "true" in an "and", "false" in an "or", and what has just been said.
            idle = _TRUE if operator == "&&" else _FALSE
            return right if left == idle else left if right in (idle, left) else None
        case Binary(operator="in", left=left, right=ListLiteral(items=(only,))):
            plain = not isinstance(left.type, Nullable) and not isinstance(only.type, Nullable)
            return Binary("==", left, only, type=BOOL) if plain else None
        case Conditional(test=test, then=Literal(value=True), otherwise=Literal(value=False)):
            return test
        case Conditional(test=test, then=Literal(value=False), otherwise=Literal(value=True)):
            return Unary("!", test, type=BOOL)
        case Comprehension(kind="filter", source=source, body=Literal(value=True)):
            return source
        case Comprehension(kind="map", source=source, variable=variable, body=Name(name=name), where=None):
            return source if name == variable else None
    return None


def _negation(operand: Expr) -> Expr | None:
    match operand:
        case Literal(value=bool() as value):
            return _FALSE if value else _TRUE
        case Unary(operator="!", operand=inner):
            return inner
        case Binary(operator=operator, left=left, right=right) if operator in _NEGATED:
            return Binary(_NEGATED[operator], left, right, type=BOOL)  # type: ignore[arg-type]  # one of them
        case Comprehension(kind="exists" | "all" as kind, source=source, variable=variable, body=body):
            if isinstance(body, Unary) and body.operator == "!":
                other = "all" if kind == "exists" else "exists"
                return Comprehension(other, source, variable, body.operand, type=BOOL)  # type: ignore[arg-type]
    return None


def _against_truth(value: Expr, literal: Expr, equal: bool) -> Expr | None:
    """x == true and its like, where x is never null."""
    if value.type != BOOL or not isinstance(literal, Literal) or not isinstance(literal.value, bool):
        return None
    return value if literal.value is equal else Unary("!", value, type=BOOL)


def _alike(expr: Expr) -> Expr | None:
    """What comes to the same wherever nothing is missing: how many of a list are so, against 0 or 1."""
    match expr:
        case Binary(
            operator=operator,
            left=Call(function="size", arguments=(Comprehension(kind="filter") as found,)),
            right=Literal(value=int() as number),
        ) if not isinstance(number, bool):
            some = Comprehension("exists", found.source, found.variable, found.body, type=BOOL)
            if (operator, number) in ((">", 0), ("!=", 0), (">=", 1)):
                return some
            if (operator, number) in (("==", 0), ("<=", 0), ("<", 1)):
                return Unary("!", some, type=BOOL)
            if (operator, number) == ("==", 1):
                return Comprehension("exists_one", found.source, found.variable, found.body, type=BOOL)
    return None
