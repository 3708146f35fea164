"""The same assessment under another policy: who changes grade or bonus, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from policy_engine.app.scoring.figures import figure_shown
from policy_engine.app.scoring.showing import Showing
from policy_engine.assessment.model import PersonResult, Recomputed
from policy_engine.assessment.recompute import as_proposed
from policy_engine.diagnostics import Text
from policy_engine.findings.report import Finding
from policy_engine.findings.report_model import Bilingual, Shown
from policy_engine.findings.scores import ScoreChange, ValueSet, WhatIf

_SIDES = (Text("现行政策", "before"), Text("假设的政策", "after"))


def what_if(
    names: tuple[str, str],
    sets: Sequence[ValueSet],
    showing: Showing,
    results: tuple[Recomputed, Recomputed],
    against: Sequence[Finding],
) -> WhatIf:
    """What differs between two results of one document; `against` is found of the policy that is tried.

    What was submitted is the same under both policies, and would hide what the policy makes of it: both
    sides are as proposed (see recompute.as_proposed).
    """
    results = as_proposed(results[0]), as_proposed(results[1])
    pairs = list(zip(results[0].people, results[1].people, strict=True))
    changed = [pair for pair in pairs if _differs(*pair)]
    return WhatIf(
        before=names[0],
        after=names[1],
        sets=tuple(sets),
        changed=tuple(_change(showing, *pair) for pair in changed),
        same=len(pairs) - len(changed),
        grades_changed=sum(one.grade != other.grade for one, other in changed),
        bonus_changed=sum(one.bonus != other.bonus for one, other in changed),
        bonus_open=tuple(_open_bonuses(showing, results)),
        problems=tuple(_problem(finding) for finding in against),
    )


def _differs(one: PersonResult, other: PersonResult) -> bool:
    return (one.grade, one.bonus, one.points.total) != (other.grade, other.bonus, other.points.total)


def _change(showing: Showing, one: PersonResult, other: PersonResult) -> ScoreChange:
    entry = one.standing.entry
    return ScoreChange(
        person=showing.person(entry.person),
        name=showing.name(entry.person, entry.name),
        total_before=figure_shown(one.points.total),
        total_after=figure_shown(other.points.total),
        total_by=_by(one.points.total, other.points.total),
        grade_before=one.grade,
        grade_after=other.grade,
        bonus_before=figure_shown(one.bonus),
        bonus_after=figure_shown(other.bonus),
        bonus_by=_by(one.bonus, other.bonus),
        open_before=tuple(map(showing.said, _open(one, other))),
        open_after=tuple(map(showing.said, _open(other, one))),
    )


def _open(side: PersonResult, opposite: PersonResult) -> tuple[Text, ...]:
    """Why a total is missing on this side, as the report says of any total; else why a grade is open that
    the other side has."""
    if side.points.total is None:
        return side.points.missing
    if side.grade is None and opposite.grade is not None and side.grade_reason is not None:
        return (side.grade_reason,)
    return ()


def _open_bonuses(showing: Showing, results: tuple[Recomputed, Recomputed]) -> Iterator[Bilingual]:
    """Of each side on which nobody's bonus can be told, why."""
    for side, recomputed in zip(_SIDES, results, strict=True):
        if recomputed.bonus is not None and recomputed.bonus.reason is not None:
            reason = recomputed.bonus.reason
            yield showing.said(Text(f"{side.zh}：{reason.zh}", f"{side.en}: {reason.en}"))


def _by(before: Decimal | None, after: Decimal | None) -> Shown:
    return None if before is None or after is None else figure_shown(after - before)


def _problem(finding: Finding) -> Bilingual:
    """What is found of the policy that is tried, with the code of the check."""
    message = finding.message
    return Bilingual(zh=f"{finding.code} {message.zh}", en=f"{finding.code} {message.en}")
