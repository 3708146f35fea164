"""From findings to the outcome, through the decision network."""

from __future__ import annotations

from dataclasses import dataclass

from policy_engine.app.counties import County
from policy_engine.diagnostics import Diagnostic
from policy_engine.documents.terms import Outcome
from policy_engine.engines.rete import DecisionError, decide
from policy_engine.findings.case import Case, CaseFinding
from policy_engine.findings.report import Bilingual, Condition, Finding

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
