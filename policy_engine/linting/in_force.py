"""What a policy in force comes to, however it is written: the same before and after a safe change."""

from __future__ import annotations

import datetime
from collections.abc import Hashable
from typing import Any

from policy_engine.expr.ast import Expr
from policy_engine.linting.normal import said
from policy_engine.policyset.bounded import bounded_places
from policy_engine.program.county import CountyProgram
from policy_engine.program.policy_program import policy_program
from policy_engine.program.rules import Rule, Template
from policy_engine.program.standard import SUBMITTED

# Compared by what they do, below: two wordings may do the same.
_BY_EFFECT = frozenset({"checks", "rules", "decision"})


def comes_to(program: CountyProgram, on: datetime.date) -> tuple[dict[str, Any], list[Hashable]]:
    """Everything that the policy declares, every rule that it judges by, in one wording, and its bounds."""
    document = program.policy.document.model_dump(exclude=set(_BY_EFFECT))
    rules: list[Hashable] = []
    for judges in SUBMITTED:
        rules += [(judges, *_levels(rule), *_own(rule)) for rule in program.of(judges).rules]
    rules += [_levels(rule) for rule in policy_program(program.policy, program.bounds).rules]
    for each in program.decision.rules:
        when = "" if each.when is None else said(each.when, {})
        rules.append((each.id, each.over, each.variable, when, each.outcome, each.route, each.obligation))
    for bound in program.bounds:
        for place in bounded_places(program.policy, bound, on):
            said_there = (place.limit, place.number, place.items, place.kept, place.gone)
            rules.append((bound.id, place.text, *said_there))
    return document, rules


def _levels(rule: Rule) -> tuple[Hashable, ...]:
    return rule.id, rule.severity, rule.required


def _own(rule: Rule) -> tuple[Hashable, ...]:
    """All that a rule of the policy's own says; standard checks are the same under every policy."""
    if rule.declared is None:
        return ()
    bindings = tuple((each.variable, said(each.source, {})) for each in rule.bindings)
    parts = (*rule.needs, rule.when, rule.require, rule.observed, rule.limit)
    wordings = tuple(None if part is None else said(part, {}) for part in parts)
    texts = (rule.title, _text(rule.message), None if rule.remedy is None else _text(rule.remedy))
    return rule.code, bindings, wordings, texts, rule.basis, rule.waivable, rule.waived_with, rule.of_whole


def _text(template: Template) -> tuple[str | Expr, ...]:
    return (*template.zh, *template.en)
