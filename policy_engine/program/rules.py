"""A program: typed rules and derived values, with the policy they were built from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from policy_engine.diagnostics import Span, Text
from policy_engine.documents.terms import Severity
from policy_engine.expr.ast import Expr
from policy_engine.expr.types import Type


@dataclass(frozen=True, slots=True)
class Template:
    """A message with values put in: literal texts and expressions in turn, per language."""

    zh: tuple[str | Expr, ...]
    en: tuple[str | Expr, ...]


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
