"""The same assessment under another policy: who changes grade or bonus, and by how much."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from policy_engine.app.scoring.figures import figure_shown
from policy_engine.app.scoring.showing import Showing
from policy_engine.assessment.model import PersonResult, Recomputed
from policy_engine.findings.report import Finding
from policy_engine.findings.report_model import Bilingual, Shown
from policy_engine.findings.scores import ScoreChange, ValueSet, WhatIf


def what_if(
    names: tuple[str, str],
    sets: Sequence[ValueSet],
    showing: Showing,
    results: tuple[Recomputed, Recomputed],
    against: Sequence[Finding],
) -> WhatIf:
    """What differs between two results of one document; `against` is found of the policy that is tried."""
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
    )


def _by(before: Decimal | None, after: Decimal | None) -> Shown:
    return None if before is None or after is None else figure_shown(after - before)


def _problem(finding: Finding) -> Bilingual:
    """What is found of the policy that is tried, with the code of the check."""
    message = finding.message
    return Bilingual(zh=f"{finding.code} {message.zh}", en=f"{finding.code} {message.en}")
