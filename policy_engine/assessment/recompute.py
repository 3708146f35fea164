"""An assessment recomputed: points, standing, grades, bonus, for everybody in it."""

from __future__ import annotations

from dataclasses import replace

from policy_engine.assessment.bonus import shared_out
from policy_engine.assessment.grading import Proposal, graded
from policy_engine.assessment.model import Given, PersonResult, Recomputed
from policy_engine.assessment.points import points_of
from policy_engine.assessment.standing import standing_of


def recompute(given: Given) -> Recomputed:
    """Every figure of the assessment, people in document order.

    Ids of people, and of pools, are distinct, and no person is in two pools (see pools.pool_conflicts):
    whoever calls has seen to that.
    """
    entries = given.document.people
    standings = [standing_of(entry, given) for entry in entries]
    points = [points_of(entry, given) for entry in entries]
    grades = graded(standings, [each.total for each in points], given)
    shared = shared_out(standings, points, grades.proposals, given)
    people = tuple(
        PersonResult(standing, its, proposal.grade, proposal.reason, bonus)
        for standing, its, proposal, bonus in zip(
            standings, points, grades.proposals, shared.bonuses, strict=True
        )
    )
    return Recomputed(given, people, grades.pools, shared.result)


def as_proposed(recomputed: Recomputed) -> Recomputed:
    """The same with the bonuses that the proposed grades bring, whatever grades were submitted.

    Where a proposed grade is open they are open, also where a grade was submitted.
    """
    people = recomputed.people
    shared = shared_out(
        [each.standing for each in people],
        [each.points for each in people],
        [Proposal(each.grade, each.grade_reason) for each in people],
        recomputed.given,
        filed=False,
    )
    proposed = (replace(each, bonus=bonus) for each, bonus in zip(people, shared.bonuses, strict=True))
    return replace(recomputed, people=tuple(proposed), bonus=shared.result)
