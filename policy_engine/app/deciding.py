"""From findings to the outcome, through the decision network."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from policy_engine.app.counties import County
from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.documents.terms import Outcome
from policy_engine.engines.rete import DecisionError, decide
from policy_engine.findings.case import Case, CaseFinding, CaseWaiver
from policy_engine.findings.masking import mask_numbers
from policy_engine.findings.report import Condition, Finding, NotJudgedCheck, Summary, WaiverUsed
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.waiving import Claim, Waiving
from policy_engine.findings.wording import shown
from policy_engine.program.fold import Township

# The code under which a decision that could not be taken is reported.
UNDECIDED = "D00"
_DISAGREEMENT = Diagnostic(
    "decision.waivers-disagree",
    Text("无法作出结论：结论网络豁免的意见与豁免批复准予的不一致。本方案按无法核查处理，不予同意。",
         "the case cannot be decided: what the decision network waived is not what the waivers grant. "
         "It counts as not judged, and is rejected."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """What the network said, in the report's terms."""

    outcome: Outcome
    conditions: tuple[Condition, ...]
    routes: tuple[str, ...]
    obligations: tuple[str, ...]


def put_to(waiving: Waiving, findings: Iterable[Finding], day: datetime.date) -> tuple[Finding, ...]:
    """The findings as the waivers of their township answer them on a day, in the order they are given.

    Every path has its findings covered here, and nowhere else; what is covered is marked as waived when
    the case is decided.
    """
    told: list[Finding] = []
    for finding in findings:
        if finding.claim is None or finding.status != "fail":
            told.append(finding)
            continue
        (claim,) = waiving.put([finding.claim], day)
        told.append(answered(finding, claim))
    return tuple(told)


def answered(finding: Finding, claim: Claim | None) -> Finding:
    """The finding with its claim as waivers have answered it."""
    return finding if claim is None else finding.claiming(claim, _used(claim))


def _used(claim: Claim) -> WaiverUsed | None:
    grant = claim.grant
    if grant is None or claim.day is None:
        return None
    granted, written = grant.granted(claim.day), grant.on_paper(claim.day)
    return WaiverUsed(
        number=mask_numbers(grant.number),
        by=mask_numbers(grant.by),
        granted=shown(granted),
        written=None if written == granted else shown(written),
        until=grant.until,
        file=grant.file,
        line=grant.line,
    )


def decide_case(
    county: County, class_: str | None, form: str, findings: tuple[Finding, ...]
) -> tuple[Decided, tuple[Finding, ...]]:
    """The verdict, and the findings with what it waived marked.

    Where the network cannot be trusted the set-up is rejected, and a finding says so; so it is where it
    does not waive exactly what the waivers cover.
    """
    case = Case(class_, form, tuple(map(_case_finding, findings)), _case_waivers(findings))
    try:
        verdict = decide(case, county.program.decision)
    except DecisionError as error:
        return Decided("rejected", (), (), ()), (*findings, undecided(error.diagnostic))
    covered = {position for position, finding in enumerate(findings) if finding.waiver is not None}
    if covered != verdict.waived:
        return Decided("rejected", (), (), ()), (*findings, undecided(_DISAGREEMENT))
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


def _case_waivers(findings: Iterable[Finding]) -> tuple[CaseWaiver, ...]:
    """The waivers that cover something, each under every code that it may meet."""
    grants = [f.claim.grant for f in findings if f.waiver is not None and f.claim is not None]
    return tuple(
        dict.fromkeys(
            CaseWaiver(grant.number, code, grant.subject)
            for grant in grants
            if grant is not None
            for code in sorted(grant.codes)
        )
    )


def _case_finding(finding: Finding) -> CaseFinding:
    """A waiver names what a finding is about as it is written; elsewhere the report's subject will do."""
    subject, claim = finding.subject, finding.claim
    written = "" if subject is None else (subject.id or subject.path)
    return CaseFinding(
        code=finding.code,
        rule=finding.id,
        severity=finding.severity,
        status=finding.status,
        subject_kind="" if subject is None else subject.kind,
        subject=written if claim is None else claim.subject,
        granted=finding.waiver is not None,
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
