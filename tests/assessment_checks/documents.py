"""A written assessment, judged under a county's policy: what its report would say."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from typing import Any

import yaml

from policy_engine.app.counties import Counties, County
from policy_engine.app.deciding import decide_case
from policy_engine.documents.assessed import Assessed
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.load import Loaded, load
from policy_engine.findings.assemble import Assembly
from policy_engine.findings.judgement import AssessmentFacts, PolicyVersions
from policy_engine.findings.report import Finding
from policy_engine.program.fold import Township
from tests.assessment_checks.judging import BASE, facts_of
from tests.fixtures.counties import as_yaml, base, changed, policies_of

TOWN = Township(None, "town")
LAST = datetime.date(2024, 12, 31)
# Sources of the policy itself, so that a rule rests on something that was read.
_SOURCES = [
    {"id": id_, "title": id_, "from": datetime.date(2019, 1, 1), "verified": True}
    for id_ in ("S5", "L2", "L5", "L6")
]


@functools.cache
def _county(changes: str) -> County:
    documents = changed(
        base("full"), {"policy": {"set": {"assessment": BASE["policy"], "legal_sources": _SOURCES}}}
    )
    policies = policies_of(changed(documents, yaml.load(changes, yaml.CSafeLoader)))
    return Counties(policies).on("331122", LAST)


def county(**changes: Any) -> County:
    """The county whose assessment is the base's; `policy` and `ledger` are changes, as in cases."""
    return _county(as_yaml(changes).decode())


def findings(written: str, of: County, facts: Mapping[str, Any]) -> tuple[list[Finding], dict[str, str], str]:
    """The findings on a written assessment, reasons of rules not judged, the outcome."""
    loaded = load(Assessment, written.encode(), "考核.yaml")
    judged = _about(facts_of({"facts": facts}).assessment, loaded)
    compiled = of.compiled(TOWN, "assessment")
    ledger = None if of.ledger is None else of.ledger.document
    judgement = compiled.judge(AssessmentFacts(judged, ledger, PolicyVersions(None), LAST))
    assembly = Assembly(loaded, of.policy, of.ledger, compiled.program, root="assessment")
    found = assembly.findings(judgement)
    not_judged = {check.id: check.reason.zh for check in assembly.not_judged(judgement)}
    return list(found), not_judged, decide_case(of, None, "town", found)[0].outcome


def _about(facts: Assessed, loaded: Loaded[Assessment]) -> Assessed:
    """The same facts about the entries of the document itself: a finding is placed by them."""
    document = loaded.document
    people = {entry.person: entry for entry in document.people}
    parts: dict[str, list[Any]] = {
        "people": [people.get(fact.person) for fact in facts.people],
        "units_alike": [people.get(fact.person) for fact in facts.units_alike],
        "turnout": document.turnout or [],
        "posts": document.posts or [],
        "snail_posts": document.snail_posts or [],
        "regular": document.regular or [],
        "raises": [] if document.raised is None else [document.raised],
    }
    return facts.model_copy(
        update={name: _with_entries(getattr(facts, name), entries) for name, entries in parts.items()}
    )


def _with_entries(facts: list[Any], entries: list[Any]) -> list[Any]:
    padded = [*entries, *[None] * (len(facts) - len(entries))]
    return [
        fact.model_copy(update={"entries": [] if entry is None else [entry]})
        for fact, entry in zip(facts, padded, strict=False)
    ]
