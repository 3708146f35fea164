"""Results of an assessment as reports show them: every figure with how it came about."""

from __future__ import annotations

import datetime
from typing import Annotated

from pydantic import Field

from policy_engine.documents.terms import (
    AppraisalGrade,
    AssessmentPeriod,
    GradedService,
    Outcome,
    ResultPart,
)
from policy_engine.findings.report_model import Bilingual, Clause, ReportModel, Shown


class Figure(ReportModel):
    """A figure and the figures that it was worked out from: one node of an arithmetic tree.

    `exact` is the value before any display rounding, as text ("88.4", "265/3"); None where it cannot be
    computed or does not apply, and `note` says why. `weight` is the share with which it enters the figure
    above it, `declared` the share that the policy declares where that differs (the weight of what does
    not apply is shared out); both exact, such as 0.4 or "7/13", never rounded. `clause` is the line of
    policy behind the weight, maximum or scale.
    """

    label: Bilingual
    value: Shown
    exact: str | None
    formula: Bilingual | None = None
    weight: Shown = None
    declared: Shown = None
    note: Bilingual | None = None
    clause: Clause | None = None
    figures: tuple[Figure, ...] = ()


class PartScore(ReportModel):
    """One part of a total, 0 to 100. `weight` as applied; None with a `value` of None: does not apply."""

    part: ResultPart
    value: Shown
    weight: Shown


class PersonScore(ReportModel):
    """One person's result; `person` and `name` are masked. `missing` says why there is no total.

    `grade` is proposed by the policy's lines and quotas; None where it is open, and `grade_reason` says
    why (a tie at the quota, leading members, no total). `factor` is that of the main post.
    `line` is that of the person's entry in the assessment. `figure` and, where the policy pays a bonus,
    `bonus_figure` are there for the person asked for.
    """

    person: str
    name: str | None
    line: int
    pool: str | None
    pool_name: str | None
    exempt: bool
    leader: bool | None
    parts: tuple[PartScore, ...]
    factor: Shown
    before_adjustment: Shown
    adjusted: Shown
    total: Shown
    service: GradedService | None
    service_reason: Bilingual | None
    grade: AppraisalGrade | None
    grade_reason: Bilingual | None
    bonus: Shown
    submitted_total: Shown
    submitted_grade: AppraisalGrade | None
    submitted_bonus: Shown
    missing: tuple[Bilingual, ...] = ()
    figure: Figure | None = None
    bonus_figure: Figure | None = None

    @property
    def lacks_total(self) -> bool:
        """Whether a result is due and there is none.

        Who is assessed elsewhere needs none; nor does who gets no grade, unless a total was submitted.
        """
        due = not self.exempt and (self.service != "ungraded" or self.submitted_total is not None)
        return due and (self.total is None or bool(self.missing))

    @property
    def lacks_leadership(self) -> bool:
        """Whether there is no grade and nobody says that this is a leading member, or none."""
        return self.leader is None and self.grade is None and not self.exempt


class TieAtQuota(ReportModel):
    """More people with the same total than places left: whoever decides must choose; the program does not."""

    total: Shown
    people: tuple[str, ...]
    places: int


class PoolScore(ReportModel):
    """People among whom the excellent are counted, and how many may be.

    `share_reason` says which share holds.
    """

    id: str
    name: str
    people: int
    eligible: int
    share: Shown
    share_reason: Bilingual | None
    clause: Clause | None
    quota: int | None
    proposed: int
    submitted: int
    tie: TieAtQuota | None = None


class BonusScore(ReportModel):
    """How the pot was shared out: `unit` is what a coefficient of one receives; `left` was rounded away.

    `is_open`: there is a bonus, and `reason` says why nobody's can be told.
    """

    pot: Shown
    unit: Shown
    shared: Shown
    left: Shown
    reason: Bilingual | None = None
    clause: Clause | None = None
    is_open: bool = False


class TracesRead(ReportModel):
    """What became of every row of the table of traces. `sheets_not_read`: names of the sheets of a workbook
    that have something in them and none of the headings of traces."""

    file: str
    sha256: str
    read: int
    counted: int
    duplicates: int
    outside_period: int
    after_freeze: int
    of_others: int
    sheets_not_read: tuple[str, ...] = ()


class Scores(ReportModel):
    """All results of one assessment. `final` is false where anything is missing or a finding blocks."""

    number: str
    every: AssessmentPeriod
    from_: Annotated[datetime.date, Field(alias="from")]
    until: datetime.date
    people: tuple[PersonScore, ...]
    pools: tuple[PoolScore, ...]
    bonus: BonusScore | None
    traces: TracesRead | None
    final: bool = False

    def under(self, outcome: Outcome) -> Scores:
        """The same once the outcome is known: final where it is not rejected, nobody lacks a total, of
        nobody it is open whether she leads, and bonuses are not open."""
        lacking = any(person.lacks_total or person.lacks_leadership for person in self.people)
        final = outcome != "rejected" and not lacking and not (self.bonus is not None and self.bonus.is_open)
        return self.model_copy(update={"final": final})


class ScoreChange(ReportModel):
    """One person under two sets of weights; `by` is after less before, None where either is missing.

    `open_before` and `open_after` say why there is no total on that side, or no grade while there is one on
    the other.
    """

    person: str
    name: str | None
    total_before: Shown
    total_after: Shown
    total_by: Shown
    grade_before: AppraisalGrade | None
    grade_after: AppraisalGrade | None
    bonus_before: Shown
    bonus_after: Shown
    bonus_by: Shown
    open_before: tuple[Bilingual, ...] = ()
    open_after: tuple[Bilingual, ...] = ()


class ValueSet(ReportModel):
    """A value of the policy that was set for the comparison.

    `follows`: it gave way so that the weights sum to one.
    """

    path: str
    path_zh: str
    before: Shown
    after: Shown
    follows: bool = False


class WhatIf(ReportModel):
    """What would differ. `before` and `after` name the policies; `changed` are those whose grade or bonus
    changes, or else their total; `same` is how many others there are. On both sides grades, and bonuses by
    them, are those that the policy proposes, whatever was submitted. `bonus_open` says on which side, and
    why, there are no bonuses."""

    before: str
    after: str
    sets: tuple[ValueSet, ...]
    changed: tuple[ScoreChange, ...]
    same: int
    grades_changed: int
    bonus_changed: int
    bonus_open: tuple[Bilingual, ...] = ()
    problems: tuple[Bilingual, ...] = ()
