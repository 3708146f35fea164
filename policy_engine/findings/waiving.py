"""What a waiver covers: the one place where an entry is held against a finding.

A finding can be covered only where it was made from a failed rule, which leaves
a claim with it; what could not be judged, what a policy itself is found to be,
and what no rule says have none. The claim carries exact numbers: what a report
shows is rounded.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from policy_engine.documents.action_base import ActionBase
from policy_engine.documents.fields import Document
from policy_engine.documents.people import Assignment
from policy_engine.documents.terms import PolicyStatus, WaiverState
from policy_engine.expr.numbers import Number
from policy_engine.findings.judgement import Failure, PutIn

# Which way a rule binds: at most, at least, or without a number to hold a bound against.
BoundKind = Literal["at_most", "at_least", "plain"]
# How an entry that speaks of a finding answers it.
Answer = Literal["covered", "exceeded", "exhausted"] | WaiverState


@dataclass(frozen=True, slots=True)
class Grant:
    """One entry of a waiver, with the rules that it names and what the policy makes of it.

    `bounds` are (first day, bound) in the order of their days; none for a plain
    rule; where what is written goes beyond an upper layer's bound they are cut to
    that, and `written` are those of the paper. `strict`: a rule that asks for less,
    not for at most as much. `codes` are those of its rules and of the rules that are
    waived with them; `barred` are the names that some layer lets nobody waive, for a
    check's code those of its rules besides. One of a rule that the policy does not have names no rules.
    """

    number: str
    by: str
    code: str
    rules: frozenset[str]
    codes: frozenset[str]
    township: str
    subject: str
    from_: datetime.date
    until: datetime.date
    approved: datetime.date
    status: PolicyStatus
    uses: int
    kind: BoundKind
    strict: bool
    bounds: tuple[tuple[datetime.date, Number], ...]
    written: tuple[tuple[datetime.date, Number], ...]
    entitled: bool
    barred: frozenset[str]
    approver_known: bool
    file: str
    line: int
    column: int
    path: str

    def granted(self, day: datetime.date) -> Number | None:
        """The bound that holds on a day."""
        return _on(self.bounds, day)

    def on_paper(self, day: datetime.date) -> Number | None:
        """The bound that is written for a day, however far the layers above let it go."""
        return _on(self.written, day)

    def state(self, day: datetime.date, listed: bool, binding: bool) -> WaiverState:
        """What the entry is worth on a day.

        `listed`: the ledger knows the township; `binding`: the case is no example.
        """
        if self.status == "draft":
            return "draft"
        if self.status == "illustrative" and binding:
            return "illustrative"
        if not listed:
            return "township"
        if not self.entitled:
            return "approver"
        if day < self.from_:
            return "not_yet"
        return "expired" if day > self.until else "honoured"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a failure shows to a waiver. `subject` is "" where it speaks of the whole township.

    `acted_on` is the day that was observed, where it is one: that on which somebody acts; `held` is
    what somebody holds, where it speaks of that. `also_on` are further days on which a waiver must
    hold: the first day of an action, and those on which the excess begins. `answers` are those of the
    grants that speak of it, once it has been put to them, for all of `days`, in their order.
    """

    code: str
    rules: tuple[str, ...]
    subject: str
    about: tuple[str, ...]
    observed: Number | None
    limit: Number | None
    acted_on: datetime.date | None
    held: Assignment | None = None
    also_on: tuple[datetime.date, ...] = ()
    days: tuple[datetime.date, ...] = ()
    answers: tuple[tuple[Grant, Answer], ...] = ()

    @property
    def grant(self) -> Grant | None:
        """The grant that covers it."""
        return next((grant for grant, answer in self.answers if answer == "covered"), None)

    @property
    def day(self) -> datetime.date | None:
        """The last of the days for which it was put to waivers."""
        return self.days[-1] if self.days else None

    def matter(self, grant: Grant) -> tuple[str, ...]:
        """What a grant counts it as: the rule that the grant names, and what it is about."""
        return (min(grant.rules.intersection(self.rules)), *self.about)


def claim_of(failure: Failure) -> Claim:
    """What a failed rule shows to waivers."""
    rule = failure.rule
    named = () if rule.of_whole else filter(None, map(_name, _elements(failure.bound)))
    about = tuple(dict.fromkeys(named))
    # A whole is spoken of by name only where no element is; an element without a name is no whole.
    subject = about[-1] if about else "" if rule.of_whole or not failure.bound else None
    return Claim(
        code=rule.code,
        rules=(rule.id, *rule.waived_with) if subject is not None else (),
        subject=subject or "",
        about=about,
        observed=_number(failure.observed),
        limit=_number(failure.limit),
        acted_on=_day(failure.observed),
        held=next((each for each in failure.bound if isinstance(each, Assignment)), None),
    )


def _on(bounds: Sequence[tuple[datetime.date, Number]], day: datetime.date) -> Number | None:
    return next((bound for first, bound in reversed(bounds) if first <= day), None)


def _elements(bound: Sequence[object]) -> Sequence[object]:
    """The actions that are judged come first: they are named by whom they are about, if by nothing else."""
    actions = [element for element in bound if isinstance(element, ActionBase)]
    return [*actions, *(element for element in bound if not isinstance(element, ActionBase))]


def _name(element: object) -> str | None:
    """The id of a record, or of the person or post that it is about; a word goes by itself."""
    if isinstance(element, str):
        return element
    if not isinstance(element, Document):
        return None
    fields = ("person", "post") if isinstance(element, ActionBase) else ("id", "person", "post")
    return next((str(found) for name in fields if (found := getattr(element, name, None)) is not None), None)


def _day(side: PutIn | None) -> datetime.date | None:
    value = None if side is None else side.value
    return value if isinstance(value, datetime.date) else None


def _number(side: PutIn | None) -> Number | None:
    value = None if side is None else side.value
    return None if isinstance(value, bool) or not isinstance(value, Number) else value


def _within(grant: Grant, claim: Claim, day: datetime.date) -> bool:
    """Whether the rule would hold with the granted bound in its limit's place."""
    if grant.kind == "plain":
        return True
    granted, observed = grant.granted(day), claim.observed
    if granted is None or observed is None or claim.limit is None:
        return False
    if grant.strict and observed == granted:
        return False
    return observed <= granted if grant.kind == "at_most" else observed >= granted


def _speaks_of(grant: Grant, claim: Claim) -> bool:
    """By rule and subject. An entry that names no subject means the whole, or any up to its number."""
    if grant.rules.isdisjoint(claim.rules):
        return False
    return grant.subject in ("", claim.subject)


@dataclass
class Waiving:
    """The waivers of one township, put to the findings of one run; it counts what each has covered.

    A matter (one rule about one thing) is counted once, however often it is found. What was approved
    after `judged_on` does not exist yet: nothing is said of it.
    """

    grants: Sequence[Grant]
    judged_on: datetime.date
    listed: bool
    binding: bool
    _covered: dict[int, set[tuple[str, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.grants = tuple(grant for grant in self.grants if grant.approved <= self.judged_on)

    def put(self, claims: Iterable[Claim], day: datetime.date) -> list[Claim]:
        """The claims, in their order, with the answers of every grant that speaks of them.

        A waiver must hold on the day, on that on which somebody acts, be it earlier or later, and on
        every further day that the claim names.
        """
        answered = []
        for claim in claims:
            acted = () if claim.acted_on is None else (claim.acted_on,)
            days = tuple(sorted({max((day, *acted)), *acted, *claim.also_on}))
            put = replace(claim, days=days)
            answered.append(replace(put, answers=tuple(self._answers(put))))
        return answered

    def speaks_of(self, claim: Claim) -> bool:
        """Whether any grant does, whatever its answer would be."""
        return any(_speaks_of(grant, claim) for grant in self.grants)

    def beside(self) -> Waiving:
        """One that counts for itself from here on."""
        return replace(self, _covered={place: set(matters) for place, matters in self._covered.items()})

    def take(self, claims: Iterable[Claim]) -> None:
        """Counts what was answered elsewhere, and is done."""
        places = {id(grant): place for place, grant in enumerate(self.grants)}
        for claim in claims:
            if claim.grant is not None:
                place = places[id(claim.grant)]
                self._covered.setdefault(place, set()).add(claim.matter(claim.grant))

    def state(self, grant: Grant, days: Iterable[datetime.date]) -> WaiverState:
        """What an entry is worth for all of the days: on the first of them on which it is not honoured."""
        states = (grant.state(day, self.listed, self.binding) for day in days)
        return next((state for state in states if state != "honoured"), "honoured")

    def _answers(self, claim: Claim) -> list[tuple[Grant, Answer]]:
        answers: list[tuple[Grant, Answer]] = []
        covered = False
        for place, grant in enumerate(self.grants):
            if not _speaks_of(grant, claim):
                continue
            answer: Answer = self.state(grant, claim.days)
            if answer == "honoured" and _is_barred(grant, claim):
                answer = "forbidden"
            if answer == "honoured" and not covered:
                answer = self._answer(place, grant, claim)
                covered = answer == "covered"
            answers.append((grant, answer))
        return answers

    def _answer(self, place: int, grant: Grant, claim: Claim) -> Answer:
        """One honoured grant's: beyond its bound, over its number, or covered."""
        if not all(_within(grant, claim, day) for day in claim.days):
            return "exceeded"
        covered = self._covered.setdefault(place, set())
        matter = claim.matter(grant)
        if matter not in covered and len(covered) >= grant.uses:
            return "exhausted"
        covered.add(matter)
        return "covered"


def _is_barred(grant: Grant, claim: Claim) -> bool:
    """Whether some layer lets nobody waive this, by whichever name it says so."""
    return not grant.barred.isdisjoint((grant.code, claim.code, *claim.rules, *grant.rules))


def by_township(grants: Iterable[Grant]) -> Mapping[str, tuple[Grant, ...]]:
    """The grants of each township, in their order."""
    found: dict[str, list[Grant]] = {}
    for grant in grants:
        found.setdefault(grant.township, []).append(grant)
    return {township: tuple(of) for township, of in found.items()}
