"""A program: typed rules and derived values, with the policy they were built from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from policy_engine.diagnostics import Span, Text
from policy_engine.documents.terms import Severity, Waivable
from policy_engine.expr.ast import Expr
from policy_engine.expr.types import Type

Words: TypeAlias = tuple[str | Expr, ...]


class Template:
    """A message with values put in: literal texts and expressions in turn, per language.

    Made when first looked at: most rules are never broken, and nobody reads their messages.
    """

    def __init__(self, make: Callable[[], tuple[Words, Words]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[Words, Words]:
        return self._make()

    @property
    def zh(self) -> Words:
        return self._made[0]

    @property
    def en(self) -> Words:
        return self._made[1]

    def __eq__(self, other: object) -> bool:
        return self._made == other._made if isinstance(other, Template) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._made)


@dataclass(frozen=True, slots=True)
class Binding:
    """`for: {variable: source}`: the variable stands for one element at a time."""

    variable: str
    source: Expr


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, typed.

    `declared` is its place in a policy file, None for the rulebook's. A
    `required` rule that cannot be judged for want of a parameter is incomplete.
    A waiver of any rule in `waived_with` holds for this one too; one `of_whole`
    speaks of the township, whatever it binds.
    """

    id: str
    code: str
    bindings: tuple[Binding, ...]
    needs: tuple[Expr, ...]
    when: Expr | None
    require: Expr
    observed: Expr | None
    limit: Expr | None
    severity: Severity
    title: Text
    message: Template
    remedy: Template | None
    basis: tuple[str, ...]
    declared: Span | None = None
    required: bool = False
    replaces: tuple[str, ...] = ()
    waivable: Waivable = "never"
    waived_with: tuple[str, ...] = ()
    of_whole: bool = False

    @property
    def judging(self) -> tuple[Expr, ...]:
        """The expressions that decide, in the order in which they are looked at."""
        sources = tuple(b.source for b in self.bindings)
        when = () if self.when is None else (self.when,)
        return (*self.needs, *sources, *when, self.require)


@dataclass(frozen=True, slots=True)
class Derivation:
    """A named value that rules share."""

    id: str
    value: Expr
    title: Text


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A rule that is not judged because something is not declared."""

    rule: Rule
    reason: Text


@dataclass(frozen=True, slots=True)
class Pool:
    """What actions draw on. `when` None: always there; its rule is the one of the same code and id."""

    id: str
    title: Text
    scope: Literal["township", "county"]
    when: Expr | None
    used: Expr
    limit: Expr


@dataclass(frozen=True, slots=True)
class Program:
    """Rules in the order of their codes; derivations before whatever reads them.

    `scope` types every name that expressions may use outside of bindings.
    """

    derivations: tuple[Derivation, ...]
    rules: tuple[Rule, ...]
    scope: Mapping[str, Type]
    not_judged: tuple[NotJudged, ...] = ()
    pools: tuple[Pool, ...] = ()
