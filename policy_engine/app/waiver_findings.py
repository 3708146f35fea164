"""What is to be said of the waivers themselves: the checks V over the waivers as a case met them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from policy_engine.app.counties import County
from policy_engine.documents.waiver import WaiverMet
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.findings.assemble import finding_order, names_of
from policy_engine.findings.basis import basis_of
from policy_engine.findings.judgement import Failure, WaiverFacts
from policy_engine.findings.masking import mask_numbers
from policy_engine.findings.report import Finding, Subject
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.waiving import Answer, Claim, Grant, Waiving
from policy_engine.findings.wording import Words, figures, number_text, shown
from policy_engine.program.standard import standard_program


@cache
def _program() -> CompiledProgram:
    return CompiledProgram(standard_program("waiver"))


def waiver_findings(
    county: County, waiving: Waiving, findings: Iterable[Finding], *, of_setup: bool
) -> tuple[Finding, ...]:
    """What the checks of waivers say of those of one township, given what they were put to.

    What could not be judged of a waiver covers nothing, and so leaves no finding: only a claim is covered.
    """
    if not waiving.grants:
        return ()
    claims = [(finding, finding.claim) for finding in findings]
    put = [(finding, claim) for finding, claim in claims if claim is not None]
    met = [_met(grant, waiving, put, of_setup) for grant in waiving.grants]
    judgement = _program().judge(WaiverFacts(met))
    grants = {id(each): grant for each, grant in zip(met, waiving.grants, strict=True)}
    words = Words(names_of(county.policy.document))
    made = [_finding(county, failure, grants, words) for failure in judgement.failures]
    return tuple(sorted(made, key=finding_order))


def _met(grant: Grant, waiving: Waiving, put: Sequence[tuple[Finding, Claim]], of_setup: bool) -> WaiverMet:
    """The entry with what became of the claims that it speaks of. What only informs holds nothing up."""
    answers = [(claim, _answer(grant, claim)) for _, claim in put if claim.grant in (None, grant)]
    heavy = [
        (claim, answer)
        for finding, claim in put
        if claim.grant is None and finding.severity != "info" and (answer := _answer(grant, claim))
    ]
    beyond = [claim for claim, answer in heavy if answer == "exceeded"]
    day = _day(grant, waiving, [claim for claim, _ in heavy])
    state = waiving.state(grant, [day])
    if any(answer == "forbidden" for _, answer in heavy):
        state = "forbidden"
    bound, paper = grant.granted(day), grant.on_paper(day)
    return WaiverMet.model_construct(
        number=mask_numbers(grant.number), by=mask_numbers(grant.by), code=grant.code,
        township=grant.township, from_=grant.from_, until=grant.until, day=day, state=state,
        uses=grant.uses,
        covered=len({claim.matter(grant) for claim, answer in answers if answer == "covered"}),
        exceeded=len(beyond),
        exhausted=len({claim.matter(grant) for claim, answer in heavy if answer == "exhausted"}),
        open=len(heavy),
        observed=_worst(beyond, grant),
        granted="" if bound is None else number_text(bound),
        written="" if paper is None else number_text(paper),
        days_left=max(0, (grant.until - _last_day(answers, waiving.judged_on)).days),
        of_setup=of_setup, approver_known=grant.approver_known,
    )  # fmt: skip


def _day(grant: Grant, waiving: Waiving, claims: Sequence[Claim]) -> datetime.date:
    """The day to speak of: the first on which the entry is not honoured, or else does not reach."""
    days = [day for claim in claims for day in claim.days]
    missed = (day for day in days if waiving.state(grant, [day]) != "honoured")
    return next(missed, claims[0].days[-1] if days else waiving.judged_on)


def _answer(grant: Grant, claim: Claim) -> Answer | None:
    return next((answer for other, answer in claim.answers if other is grant), None)


def _worst(beyond: Sequence[Claim], grant: Grant) -> str:
    """The observed number that is farthest beyond the bound."""
    numbers = [claim.observed for claim in beyond if claim.observed is not None]
    if not numbers:
        return ""
    return number_text(max(numbers) if grant.kind == "at_most" else min(numbers))


def _last_day(answers: Iterable[tuple[Claim, Answer | None]], judged_on: datetime.date) -> datetime.date:
    """The latest day on which it covers something."""
    days = [claim.day for claim, answer in answers if answer == "covered" and claim.day is not None]
    return max(days, default=judged_on)


def _finding(county: County, failure: Failure, grants: Mapping[int, Grant], words: Words) -> Finding:
    rule, remedy = failure.rule, failure.remedy
    observed, limit = figures(failure.observed, failure.limit)
    grant = grants[id(failure.bound[0])]
    return Finding(
        code=rule.code,
        id=rule.id,
        severity=rule.severity,
        status="fail",
        title=Bilingual.of(rule.title),
        subject=Subject(
            file=grant.file, kind="waiver", id=mask_numbers(grant.number),
            path=grant.path, line=grant.line, column=grant.column,
        ),
        observed=observed,
        limit=limit,
        margin=shown(failure.margin),
        message=Bilingual.of(words.text(failure.message)),
        clause=None,
        basis=basis_of(rule, county.policy.document),
        remedy=None if remedy is None else Bilingual.of(words.text(remedy)),
    )  # fmt: skip
