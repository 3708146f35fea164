"""A failure in figures and words: only for what failed, and only then."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from policy_engine.engines.functions import Derived, compile_expression
from policy_engine.expr.ast import Binary, Expr
from policy_engine.expr.problems import EvaluationError
from policy_engine.findings.judgement import AnyFacts, Failure, PutIn, Wording
from policy_engine.program.rules import Rule, Template

# (facts, derived, *bound elements, observed, limit) → the value put in.
Reader = Callable[..., PutIn]


class Description:
    """The compiled figures and messages of one rule."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        names = tuple(binding.variable for binding in rule.bindings)
        self._observed = None if rule.observed is None else _reader(rule.observed, names)
        self._limit = None if rule.limit is None else _reader(rule.limit, names)
        self._message = _Words(rule.message, names)
        self._remedy = None if rule.remedy is None else _Words(rule.remedy, names)

    def __call__(self, facts: AnyFacts, derived: Derived, bound: tuple[Any, ...]) -> Failure:
        observed = None if self._observed is None else self._observed(facts, derived, *bound)
        limit = None if self._limit is None else self._limit(facts, derived, *bound)
        values = (
            *bound,
            None if observed is None else observed.value,
            None if limit is None else limit.value,
        )
        return Failure(
            rule=self.rule,
            bound=bound,
            observed=observed,
            limit=limit,
            margin=_margin(self.rule.require, observed, limit),
            message=self._message(facts, derived, values),
            remedy=None if self._remedy is None else self._remedy(facts, derived, values),
        )


class _Words:
    def __init__(self, template: Template, names: tuple[str, ...]) -> None:
        within = (*names, "observed", "limit")
        self._zh = [part if isinstance(part, str) else _reader(part, within) for part in template.zh]
        self._en = [part if isinstance(part, str) else _reader(part, within) for part in template.en]

    def __call__(self, facts: AnyFacts, derived: Derived, values: tuple[Any, ...]) -> Wording:
        def put_in(parts: list[str | Reader]) -> tuple[str | PutIn, ...]:
            return tuple(p if isinstance(p, str) else p(facts, derived, *values) for p in parts)

        return Wording(put_in(self._zh), put_in(self._en))


def _reader(expr: Expr, names: tuple[str, ...]) -> Reader:
    value_of = compile_expression(expr, names)

    def read(facts: AnyFacts, derived: Derived, *values: Any) -> PutIn:
        try:
            return PutIn(value_of(facts, derived, *values), expr.type)
        except (EvaluationError, AttributeError, TypeError):
            # A message may speak of what is missing; the finding stands all the same.
            return PutIn(None, expr.type)

    return read


def _margin(require: Expr, observed: PutIn | None, limit: PutIn | None) -> Any:
    """Limit − observed for an upper bound, observed − limit for a lower one; days for dates."""
    if observed is None or limit is None or not isinstance(require, Binary):
        return None
    distance = _distance(observed.value, limit.value)
    if distance is None:
        return None
    match require.operator:
        case "<=" | "<":
            return distance
        case ">=" | ">":
            return -distance
        case "==":
            return -distance if distance > 0 else distance
        case _:
            return None


def _distance(low: Any, high: Any) -> int | Fraction | None:
    if isinstance(low, datetime.date) and isinstance(high, datetime.date):
        return (high - low).days
    numbers = (int, Fraction)
    if isinstance(low, bool) or isinstance(high, bool):
        return None
    return high - low if isinstance(low, numbers) and isinstance(high, numbers) else None
