"""Comprehensions that are joins: they look for the elements that equal something outside."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from policy_engine.expr.ast import Binary, Comprehension, Expr, Name
from policy_engine.expr.walk import children


@dataclass(frozen=True, slots=True)
class Join:
    """filters && keys && rest, in this order: what comes later is tested on fewer elements.

    Filters do not look at what is outside; each key is (of the element, of what
    is outside). Another order would leave untested what stops the plain code.
    """

    filters: tuple[Expr, ...]
    keys: tuple[tuple[Expr, Expr], ...]
    rest: tuple[Expr, ...]


_NONE: frozenset[str] = frozenset()


def conjuncts(expr: Expr | None) -> tuple[Expr, ...]:
    """a && b && c → (a, b, c)."""
    if expr is None:
        return ()
    if isinstance(expr, Binary) and expr.operator == "&&":
        return (*conjuncts(expr.left), *conjuncts(expr.right))
    return (expr,)


def free_names(expr: Expr) -> frozenset[str]:
    """The names that the expression does not bind itself."""
    if isinstance(expr, Name):
        return frozenset({expr.name})
    if isinstance(expr, Comprehension):
        inner = free_names(expr.body) | (frozenset() if expr.where is None else free_names(expr.where))
        return free_names(expr.source) | (inner - {expr.variable})
    parts = children(expr)
    if len(parts) == 1:
        return free_names(parts[0])
    return _NONE.union(*map(free_names, parts)) if parts else _NONE


def join_of(expr: Comprehension, bound: Collection[str]) -> Join | None:
    """The comprehension as a join, if it is one; `bound` are the variables of the loops around it."""
    if expr.kind not in ("exists", "filter"):
        return None
    outside = frozenset(bound) - {expr.variable}
    filters: list[Expr] = []
    keys: list[tuple[Expr, Expr]] = []
    parts = conjuncts(expr.body)
    for position, part in enumerate(parts):
        if not keys and not free_names(part) & outside:
            filters.append(part)
        elif (key := _key(part, expr.variable, outside)) is not None:
            keys.append(key)
        else:
            return Join(tuple(filters), tuple(keys), parts[position:]) if keys else None
    return Join(tuple(filters), tuple(keys), ()) if keys else None


def _key(part: Expr, variable: str, outside: frozenset[str]) -> tuple[Expr, Expr] | None:
    if not isinstance(part, Binary) or part.operator != "==":
        return None
    for own, other in ((part.left, part.right), (part.right, part.left)):
        if free_names(own) - outside == free_names(own) != frozenset() and variable not in free_names(other):
            return own, other
    return None
