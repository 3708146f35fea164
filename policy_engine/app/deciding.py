"""From findings to the outcome, through the decision network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policy_engine.app.counties import County
from policy_engine.diagnostics import Diagnostic
from policy_engine.documents.terms import Outcome
from policy_engine.engines.rete import DecisionError, decide
from policy_engine.findings.case import Case, CaseFinding
from policy_engine.findings.report import Bilingual, Condition, Finding, NotJudgedCheck, Summary
from policy_engine.program.fold import Township

# The code under which a decision that could not be taken is reported.
UNDECIDED = "D00"


@dataclass(frozen=True, slots=True)
class Decided:
    """What the network said, in the report's terms."""

    outcome: Outcome
    conditions: tuple[Condition, ...]
    routes: tuple[str, ...]
    obligations: tuple[str, ...]


def decide_case(
    county: County, class_: str | None, form: str, findings: tuple[Finding, ...]
) -> tuple[Decided, tuple[Finding, ...]]:
    """The verdict, and the findings with what it waived marked.

    Where the network cannot be trusted the set-up is rejected, and a finding says so.
    """
    case = Case(class_, form, tuple(map(_case_finding, findings)))
    try:
        verdict = decide(case, county.program.decision)
    except DecisionError as error:
        return Decided("rejected", (), (), ()), (*findings, undecided(error.diagnostic))
    marked = tuple(
        finding.model_copy(update={"status": "waived"}) if position in verdict.waived else finding
        for position, finding in enumerate(findings)
    )
    conditions = tuple(
        Condition(finding=position, message=findings[position].remedy or findings[position].message)
        for position in verdict.conditions
    )
    return Decided(verdict.outcome, conditions, verdict.routes, verdict.obligations), marked


def decided(
    county: County,
    township: Township,
    found: tuple[Finding, ...],
    not_judged: tuple[NotJudgedCheck, ...],
) -> dict[str, Any]:
    """What a report says from its outcome to its summary, whatever was submitted."""
    verdict, findings = decide_case(county, township.class_, township.form, found)
    return {
        "outcome": verdict.outcome,
        "findings": findings,
        "not_judged": not_judged,
        "conditions": verdict.conditions,
        "routes": verdict.routes,
        "obligations": verdict.obligations,
        "summary": _summary(findings, len(not_judged)),
    }


def _summary(findings: tuple[Finding, ...], not_judged: int) -> Summary:
    """How many findings there are of each kind."""
    failed = [finding for finding in findings if finding.status == "fail"]
    return Summary(
        block=sum(finding.severity == "block" for finding in failed),
        warn=sum(finding.severity == "warn" for finding in failed),
        info=sum(finding.severity == "info" for finding in failed),
        incomplete=sum(finding.status == "incomplete" for finding in findings),
        waived=sum(finding.status == "waived" for finding in findings),
        not_judged=not_judged,
    )


def _case_finding(finding: Finding) -> CaseFinding:
    subject = finding.subject
    return CaseFinding(
        code=finding.code,
        rule=finding.id,
        severity=finding.severity,
        status=finding.status,
        subject_kind="" if subject is None else subject.kind,
        subject="" if subject is None else (subject.id or subject.path),
    )


def undecided(diagnostic: Diagnostic) -> Finding:
    """What could not be told because an engine cannot be trusted: it blocks."""
    message = diagnostic.message
    return Finding(
        code=UNDECIDED,
        id="decision-not-taken",
        severity="block",
        status="incomplete",
        title=Bilingual(zh="结论无法作出", en="no decision could be taken"),
        subject=None,
        observed=None,
        limit=None,
        margin=None,
        message=Bilingual.of(message),
        clause=None,
        basis=(),
        remedy=Bilingual(zh="请重新核查；仍然如此请报告此问题", en="check again; report it if it persists"),
    )
