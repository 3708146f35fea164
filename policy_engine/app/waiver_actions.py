"""Putting waivers to what is found of an action: on its own first day, and beside what is there already."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from policy_engine.app.deciding import put_to
from policy_engine.app.towns import Town
from policy_engine.documents.setup import Setup
from policy_engine.findings.assemble import Assembly
from policy_engine.findings.report import Finding
from policy_engine.findings.waiving import Claim, Waiving, claim_of


def since(findings: Iterable[Finding], first: datetime.date) -> tuple[Finding, ...]:
    """The findings, for which a waiver must hold on the first day of what is done as well.

    An act is not covered by what was approved after it, although its batch is judged later.
    """
    return tuple(
        each if each.claim is None else each.claiming(replace(each.claim, also_on=(first,)))
        for each in findings
    )


def put_of_action(
    town: Town,
    waiving: Waiving,
    findings: tuple[Finding, ...],
    at: datetime.date,
    before: Setup,
    after: Setup,
) -> tuple[Finding, ...]:
    """The findings of an action judged on the day `at`, as the waivers of its township answer them.

    What was on the roster before, and still is, uses the waivers first. Nothing is counted in
    `waiving` itself: whoever does the action takes what was covered.
    """
    spoken = [each.claim for each in findings if each.claim is not None and waiving.speaks_of(each.claim)]
    if not spoken:
        return put_to(waiving, findings, at)
    ahead = tuple(
        each if each.claim is None else each.claiming(_looking_ahead(each.claim, after, at))
        for each in findings
    )
    beside = waiving.beside()
    # Of a whole township there is one matter, and nobody else to use it up.
    several = [claim for claim in spoken if claim.about]
    for day in _days(several, after, at) if several else ():
        beside.put(_still_there(town, before, after, day), day)
    return put_to(beside, ahead, at)


def no_longer_covered(
    town: Town, assembly: Assembly, findings: Sequence[Finding], after: Setup, last: datetime.date
) -> tuple[Finding, ...]:
    """What was covered when it was done, and is not on the last day of the batch, as its set-up then is.

    A waiver may have run down or ended in between; a check of the set-up on that day would say so.
    """
    claims = [each.claim for each in findings if each.claim is not None]
    covered = {(grant.path, grant.file, claim.matter(grant)) for claim in claims if (grant := claim.grant)}
    if not covered:
        return ()
    judgement = town.setup_program().judge(town.facts_on(after, last))
    later = put_to(town.waiving(), assembly.findings(judgement), last)
    return tuple(each for each in later if each.claim is not None and _was(covered, each.claim))


def _was(covered: Collection[tuple[object, ...]], claim: Claim) -> bool:
    """Whether a claim that no waiver answers now is about something that one covered."""
    matters = ((grant.path, grant.file, claim.matter(grant)) for grant, _ in claim.answers)
    return claim.grant is None and not set(matters).isdisjoint(covered)


def _looking_ahead(claim: Claim, after: Setup, at: datetime.date) -> Claim:
    """With the later days on which the same person takes up more of the kind: there the excess begins."""
    held = claim.held
    if held is None:
        return claim
    later = {
        each.from_
        for each in after.assignments or ()
        if each.person == held.person and each.main == held.main and each.from_ > at
    }
    return replace(claim, also_on=(*claim.also_on, *_within(sorted(later), claim)))


def _days(claims: Sequence[Claim], after: Setup, at: datetime.date) -> list[datetime.date]:
    """The day, and those on which something is taken up while what is claimed for still lasts."""
    later = sorted({each.from_ for each in after.assignments or () if each.from_ > at})
    return sorted({at, *(day for claim in claims if claim.held for day in _within(later, claim))})


def _within(days: Iterable[datetime.date], claim: Claim) -> Iterator[datetime.date]:
    until = None if claim.held is None else claim.held.until
    return (day for day in days if until is None or day <= until)


def _still_there(town: Town, before: Setup, after: Setup, day: datetime.date) -> list[Claim]:
    """What the checks of the set-up find on the day with the action, and found without it."""
    there = {_matter(claim) for claim in _of_setup(town, before, day)}
    return [claim for claim in _of_setup(town, after, day) if _matter(claim) in there]


def _of_setup(town: Town, setup: Setup, day: datetime.date) -> list[Claim]:
    judgement = town.setup_program().judge(town.facts_on(setup, day))
    return [claim_of(failure) for failure in judgement.failures]


def _matter(claim: Claim) -> tuple[object, ...]:
    return claim.code, claim.rules, claim.about
