"""An assessment recomputed: points, standing, grades, bonus, for everybody in it."""

from __future__ import annotations

from policy_engine.assessment.bonus import shared_out
from policy_engine.assessment.grading import graded
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
