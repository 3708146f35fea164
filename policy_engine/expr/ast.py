"""The syntax tree of the expression language.

Nodes are frozen; two nodes are equal when they mean the same text, wherever it
stands (`at` and `type` take no part in comparison), so that equal parts of
different rules can be computed once.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal as OneOf
from typing import TypeAlias

from policy_engine.diagnostics import Text
from policy_engine.expr.types import UNKNOWN, Type

Value: TypeAlias = bool | int | Fraction | str | datetime.date | None
BinaryOperator = OneOf["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||"]
ComprehensionKind = OneOf["all", "exists", "exists_one", "filter", "map"]
COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Place:
    """Offsets in the expression's own text, in characters: [start, end)."""

    start: int
    end: int


NOWHERE = Place(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    at: Place = field(default=NOWHERE, compare=False)
    type: Type = field(default=UNKNOWN, compare=False)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """null, true, 12, 0.2 (an exact fraction), 'text', or a date made by folding."""

    value: Value

    # Python holds 1 == True; the language does not, and equal nodes are computed once.
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Literal):
            return NotImplemented
        return self.value == other.value and (type(self.value) is bool) == (type(other.value) is bool)

    def __hash__(self) -> int:
        return hash((type(self.value) is bool, self.value))


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded(Node):
    """A node that says a word of its own, the name of a field or function; `word_at` is its place."""

    word_at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Select(Worded):
    base: Expr
    field: str


@dataclass(frozen=True, slots=True)
class Has(Worded):
    """has(base.field): the field is there and not null."""

    base: Expr
    field: str


@dataclass(frozen=True, slots=True)
class Index(Node):
    base: Expr
    key: Expr


@dataclass(frozen=True, slots=True)
class Call(Worded):
    """f(a, b); the receiver form a.f(b) is the same call."""

    function: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    operator: OneOf["!", "-"]
    operand: Expr


@dataclass(frozen=True, slots=True)
class Binary(Node):
    operator: BinaryOperator
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    test: Expr
    then: Expr
    otherwise: Expr


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class MapLiteral(Node):
    """{'id': x, …} with literal text keys reads as an anonymous record."""

    entries: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Comprehension(Node):
    """source.all(x, body) and its kin. `map` may carry a filter: map(x, where, body)."""

    kind: ComprehensionKind
    source: Expr
    variable: str
    body: Expr
    where: Expr | None = None


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A parameter folded in: its value, and where in the policy it stands.

    `origin` is the path in the merged policy tree, e.g. ("posts", "cap",
    "values", "urban-subdistrict"); None for a value that was computed.
    Never made by the parser.
    """

    value: object
    origin: tuple[str | int, ...] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Absent(Node):
    """A value that is known to be missing before the rule runs. Never made by the parser.

    undeclared: no layer declares the parameter, so what reads it is not judged;
    unknown: it should be there and is not, so what reads it is incomplete.
    """

    kind: OneOf["undeclared", "unknown"]
    path: str
    reason: Text = field(compare=False)


Expr: TypeAlias = (
    Literal | Name | Select | Has | Index | Call | Unary | Binary | Conditional
    | ListLiteral | MapLiteral | Comprehension | Constant | Absent
)  # fmt: skip
