"""What a condition, once known to be true or false, says about nulls.

A fact is a path that is known not to be null: names, fields, constant keys, and
calls of these (functions are pure: the same call gives the same answer).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from policy_engine.expr.ast import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Constant,
    Expr,
    Has,
    Index,
    Literal,
    Name,
    Select,
    Unary,
)
from policy_engine.expr.type_rules import may_be_null
from policy_engine.expr.types import NULL, UNKNOWN, Type, strip_null
from policy_engine.expr.walk import walk

Facts: TypeAlias = frozenset[Expr]
NOTHING: Facts = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in reach with their types, and the facts known here."""

    names: Mapping[str, Type]
    facts: Facts = NOTHING

    def knowing(self, facts: Facts) -> Scope:
        return replace(self, facts=self.facts | facts)

    def binding(self, name: str, type_: Type, facts: Facts = NOTHING) -> Scope:
        """A new variable; what was known about an outer one of the same name is hidden with it."""
        kept = frozenset(fact for fact in self.facts if Name(name) not in walk(fact))
        return Scope({**self.names, name: type_}, kept | facts)

    def refine(self, expr: Expr, type_: Type) -> Type:
        """The type of `expr` here: without null where a guard has ruled it out."""
        return strip_null(type_) if is_path(expr) and expr in self.facts else type_


def is_path(expr: Expr) -> bool:
    return isinstance(expr, Name | Select | Index | Call) and all(map(_belongs_to_path, walk(expr)))


def _belongs_to_path(part: Expr) -> bool:
    if isinstance(part, Constant):
        return isinstance(part.value, str | int | Fraction)  # a table or list cannot be hashed
    return isinstance(part, Name | Select | Index | Call | Literal)


def facts_when(expr: Expr, outcome: bool) -> Facts:
    """What holds when the checked condition `expr` has come out as `outcome`."""
    match expr:
        case Unary(operator="!", operand=operand):
            return facts_when(operand, not outcome)
        case Binary(operator="&&" | "||" as operator, left=left, right=right):
            first, second = facts_when(left, outcome), facts_when(right, outcome)
            # "a && b" true means both; false means one of them, so only what both would tell.
            return first | second if (operator == "&&") == outcome else first & second
        case Conditional(test=test, then=then, otherwise=otherwise):
            return (facts_when(test, True) | facts_when(then, outcome)) & (
                facts_when(test, False) | facts_when(otherwise, outcome)
            )
        case Has(base=base, field=field) if outcome:
            return _fact(Select(base, field))
        case Binary(operator="==" | "!=" as operator, left=left, right=right):
            return _facts_of_equality(left, right, equal=(operator == "==") == outcome)
        case _:
            return NOTHING


def _facts_of_equality(left: Expr, right: Expr, *, equal: bool) -> Facts:
    if left.type == NULL or right.type == NULL:
        return NOTHING if equal else _fact(right if left.type == NULL else left)
    if not equal:
        return NOTHING
    # Equal to something that is not null: not null itself.
    return (_fact(left) if _never_null(right) else NOTHING) | (_fact(right) if _never_null(left) else NOTHING)


def _never_null(expr: Expr) -> bool:
    return not may_be_null(expr.type) and expr.type != UNKNOWN


def _fact(expr: Expr) -> Facts:
    return frozenset({expr}) if is_path(expr) else NOTHING


def facts_of_items(source: Expr, variable: str) -> Facts:
    """What is known of each item of xs.filter(x, …), spoken of as `variable`."""
    if not isinstance(source, Comprehension) or source.kind != "filter":
        return NOTHING
    facts = facts_when(source.body, True) | facts_of_items(source.source, source.variable)
    renamed = (_renamed(fact, source.variable, variable) for fact in facts)
    return frozenset(fact for fact in renamed if fact is not None)


def _renamed(path: Expr, old: str, new: str) -> Expr | None:
    """A path that starts at `old`, started at `new`; None for what starts elsewhere."""
    match path:
        case Name(name=name):
            return Name(new) if name == old else None
        case Select(base=base, field=field):
            start = _renamed(base, old, new)
            return None if start is None else Select(start, field)
        case Index(base=base, key=Literal() | Constant() as key):
            start = _renamed(base, old, new)
            return None if start is None else Index(start, key)
        case _:
            return None
