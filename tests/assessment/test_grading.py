"""Pools, quotas, proposed grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from policy_engine.assessment.grading import Graded, graded
from policy_engine.assessment.model import PoolResult
from policy_engine.assessment.pools import pool_conflicts
from policy_engine.documents.assessment_policy import AssessmentPolicy
from tests.assessment.making import cases, crowd_and_given, read, standings

_POLICY = read("grades.yaml")["policy"]


def _graded(case: Mapping[str, Any]) -> tuple[Graded, dict[str, int]]:
    crowd, given = crowd_and_given(case, _POLICY)
    positions = {entry["person"]: position for position, entry in enumerate(crowd.entries)}
    return graded(standings(given), crowd.totals, given), positions


@pytest.mark.parametrize("case", cases("grades.yaml"))
def test_quotas_and_grades_are_those_counted_by_hand(case: dict[str, Any]) -> None:
    found, positions = _graded(case)
    grades = {person: found.proposals[positions[person]].grade for person in case.get("grades", {})}
    assert grades == case.get("grades", {})
    pools = {pool.id: pool for pool in found.pools}
    for name, expected in case["pools"].items():
        assert {field: _told(pools[name], field, value) for field, value in expected.items()} == expected
    for person, words in case.get("says", {}).items():
        reason = found.proposals[positions[person]].reason
        assert reason is not None
        assert words in reason.zh
        assert reason.en


def _told(pool: PoolResult, field: str, expected: Any) -> Any:
    """A fact of the pool as the cases write it."""
    if field == "says":
        return (
            expected
            if pool.share_reason is not None and expected in pool.share_reason.zh
            else pool.share_reason
        )
    value = getattr(pool, field)
    if field == "path" and value is not None:
        return ".".join(value)
    if field == "tie" and value is not None:
        people: Sequence[str] | int = value.people
        counted = isinstance(expected, dict) and isinstance(expected["people"], int)
        return {
            "total": value.total,
            "people": len(people) if counted else list(people),
            "places": value.places,
        }
    return value


def test_nobody_is_proposed_without_a_reason() -> None:
    found, positions = _graded(
        next(c for c in read("grades.yaml")["cases"] if c["case"].startswith("the lines"))
    )
    assert all(found.proposals[at].reason is not None for at in positions.values())


@pytest.mark.parametrize(
    ("pools", "conflicts"),
    [
        ([{"origin": ["own"]}, {"origin": ["dispatched"]}], []),
        ([{"origin": ["own"]}, {"establishment": ["worker"]}], [(0, 1)]),
        ([{}, {"establishment": ["worker"]}, {}], [(0, 1), (0, 2), (1, 2)]),
        ([{"establishment": ["worker"], "origin": ["own"]}, {"origin": ["dispatched"]}], []),
        ([{"establishment": ["worker", "none"]}, {"establishment": ["none"]}], [(0, 1)]),
        ([{"establishment": []}, {}], []),
        ([{"origin": []}, {"origin": []}], []),
    ],
)  # fmt: skip
def test_pools_that_would_take_the_same_person_are_found(
    pools: list[dict[str, Any]], conflicts: list[tuple[int, int]]
) -> None:
    declared = [{"id": f"p{n}", "name": f"范围{n}", **pool} for n, pool in enumerate(pools)]
    assert list(pool_conflicts(AssessmentPolicy.model_validate({"pools": declared}))) == conflicts


def test_a_policy_without_pools_has_no_conflicts() -> None:
    assert not list(pool_conflicts(AssessmentPolicy()))
