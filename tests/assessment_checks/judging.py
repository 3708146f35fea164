"""An assessment as cases have it: a policy and facts, changed, and judged by the rules A."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from policy_engine.documents.assessed import Assessed
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.ledger import Ledger, TownshipLedger
from policy_engine.documents.policy import Policy
from policy_engine.documents.reflection import record_type
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.expr.ast import Constant
from policy_engine.findings.assemble import names_of
from policy_engine.findings.judgement import AssessmentFacts, Failure, Judgement, PolicyVersions
from policy_engine.findings.wording import Words, figures, shown
from policy_engine.program.build import specialise
from policy_engine.program.fold import Township
from policy_engine.program.standard import standard_program
from tests.fixtures.counties import as_json, as_yaml, read
from tests.fixtures.patching import patched
from tests.round_checks.judged import Judged

BASE = read(Path(__file__).parent / "base.yaml")
# What facts hold the entry of, with what an entry cannot do without.
_LEAST: Mapping[str, Any] = {
    "people": lambda fact: {"person": fact["person"]},
    "units_alike": lambda fact: {"person": fact["person"]},
    "posts": lambda fact: {"post": fact["post"], "ratings": {}},
    "turnout": lambda fact: {"group": fact["group"] or None, "due": fact["due"], "cast": fact["cast"]},
    "raises": lambda fact: {"ground": fact["ground"]},
    "regular": lambda fact: {"from": fact["from"], "until": fact["until"]},
    "snail_posts": lambda fact: {"person": fact["person"], "trigger": fact["trigger"]},
}


def facts_of(case: Mapping[str, Any]) -> AssessmentFacts:
    """The case's facts; what it says of an `entry` goes into the entry that a fact is about."""
    facts = patched(BASE["facts"], case.get("facts", {}))
    for part, least in _LEAST.items():
        for fact in facts[part]:
            fact["entries"] = [{**least(fact), **fact.pop("entry", {})}]
    on = case.get("on", facts["until"])
    versions = PolicyVersions(case.get("later_version"))
    assessed = Assessed.model_validate_json(as_json(facts))
    return AssessmentFacts(assessed, _ledger(case.get("leaders", 1)), versions, _day(on))


def _ledger(leaders: int) -> Ledger:
    approved = TownshipLedger.model_construct(leaders=leaders)
    return Ledger.model_construct(townships={BASE["facts"]["township"]: approved})


def _day(day: Any) -> datetime.date:
    assert isinstance(day, datetime.date)
    return day


@functools.cache
def _program(changes: str) -> tuple[CompiledProgram, Words]:
    section = patched(BASE["policy"], yaml.load(changes, yaml.CSafeLoader))
    assessment = AssessmentPolicy.model_validate_json(as_json(section))
    policy = Policy.model_construct(assessment=assessment)
    params = Constant(policy, (), type=record_type(Policy))
    program = specialise(standard_program("assessment"), {"params": params}, Township(None, "town"))
    return CompiledProgram(program), Words(names_of(policy, of_assessment=True))


def judge(case: Mapping[str, Any]) -> tuple[list[dict[str, Any]], Judged, Judgement]:
    """What was found, in the terms of cases; what was judged; the judgement itself."""
    compiled, words = _program(as_yaml(case.get("policy", {})).decode())
    facts = facts_of(case)
    judgement = compiled.judge(facts)
    found = [_failed(failure, words) for failure in judgement.failures]
    found += [
        {"rule": each.rule.id, "status": "incomplete", "says": each.reason.zh}
        for each in judgement.incomplete
    ]
    return found, Judged([(compiled, facts, judgement)]), judgement


def _failed(failure: Failure, words: Words) -> dict[str, Any]:
    observed, limit = figures(failure.observed, failure.limit)
    text = words.text(failure.message)
    remedy = None if failure.remedy is None else words.text(failure.remedy)
    assert remedy is not None
    return {
        "rule": failure.rule.id,
        "severity": failure.rule.severity,
        "about": next((each.about for each in failure.bound if hasattr(each, "about")), None),
        "observed": observed,
        "limit": limit,
        "margin": shown(failure.margin),
        "says": text.zh,
        "en": text.en,
        "remedy": remedy.zh,
    }
