"""A policy as it is compared: what it declares, by meaning, with the place where each value stands.

20% and 1/5 are one value, a list of words is a set, records go by their ids; comments, the order of keys
and the language of a file are gone.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from policy_engine.documents.fields import UNSAID, FieldWay
from policy_engine.expr.ast import Expr
from policy_engine.expr.numbers import exact
from policy_engine.source.tree import Path

# What two values have in common when they mean the same: equal and hashable, and the same in every run.
Content: TypeAlias = Any
# Of which list of the policy a text names a record.
List: TypeAlias = Literal["classes", "templates", "platforms", "sources", "approvals"]
# How an expression decides: by what it asks, by when it asks, by whom it asks.
Role = Literal["require", "when", "for"]
UNJUDGED = FieldWay("neither", (), UNSAID, is_parameter=False)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field: its key and Chinese title, which way it is looser, and what its values are.

    `share`: written as a percentage. `refers`: its words are ids of that list.
    """

    key: str
    title: str
    way: FieldWay = UNJUDGED
    share: bool = False
    refers: List | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A number, word, truth, day, text, set or series. `raw` is the typed value, for showing."""

    meaning: Meaning
    steps: Path
    value: Any
    raw: Any


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """Expressions of a rule: one, or those of all its variables. `trees` None: one cannot be read.

    `texts` are as written; variables of `for` have been given the same names in every rule.
    """

    meaning: Meaning
    steps: Path
    trees: tuple[Expr, ...] | None
    texts: tuple[str, ...]
    raw: Any


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A record or part of the policy; only what is declared is in it."""

    meaning: Meaning
    steps: Path
    fields: Mapping[str, Node]
    raw: Any


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """A list of records by id. `ordered`: their order says something."""

    meaning: Meaning
    steps: Path
    records: Mapping[str, Section]
    ordered: bool
    raw: Any


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """A map. Its meaning speaks of the values; `titles` gives the Chinese names of keys that have one."""

    meaning: Meaning
    steps: Path
    entries: Mapping[str, Node]
    raw: Any
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class ByTownship:
    """A table by class or by form; `default` stands for all that are not listed."""

    meaning: Meaning
    steps: Path
    by: Literal["class", "form"]
    entries: Mapping[str, Node]
    default: Node | None
    raw: Any


Node: TypeAlias = Value | Expression | Section | Records | Keyed | ByTownship


def meant(value: Any) -> Any:
    """A scalar by its meaning: numbers exact, and told apart from truths (1 is not true)."""
    if isinstance(value, Decimal | Fraction):
        return exact(value)
    return ("truth", value) if isinstance(value, bool) else value


def written(content: Content) -> str:
    """Content as one text, the same in every run: for sorting sets and for fingerprints."""
    match content:
        case frozenset():
            return "{" + ",".join(sorted(map(written, content))) + "}"
        case tuple():
            return "(" + ",".join(map(written, content)) + ")"
        case datetime.date():
            return content.isoformat()
        case str():
            return repr(content)
        case _:
            return str(content)
