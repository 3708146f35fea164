"""The bonus pot shared out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from policy_engine.assessment.bonus import Shared, shared_out
from policy_engine.assessment.grading import graded
from tests.assessment.making import cases, crowd_and_given, read, standings

_FILE = read("bonus.yaml")


def _shared(case: Mapping[str, Any]) -> tuple[Shared, dict[str, int]]:
    crowd, given = crowd_and_given(case, _FILE["policy"])
    people = standings(given)
    proposals = graded(people, crowd.totals, given).proposals
    positions = {entry["person"]: position for position, entry in enumerate(crowd.entries)}
    return shared_out(people, crowd.points, proposals, given), positions


@pytest.mark.parametrize("case", cases("bonus.yaml"))
def test_bonuses_are_those_worked_out_by_hand(case: dict[str, Any]) -> None:
    found, positions = _shared(case)
    gives = {
        person: None if bonus is None else Decimal(str(bonus)) for person, bonus in case["gives"].items()
    }
    assert {person: found.bonuses[positions[person]] for person in gives} == gives
    result = found.result
    assert result is not None
    assert (result.reason is not None) == ("says" in case)
    if result.reason is not None:
        assert case["says"] in result.reason.zh
        assert (result.unit, result.shared, result.left) == (None, None, None)
    for name in ("shared", "left"):
        if name in case:
            assert getattr(result, name) == Decimal(str(case[name]))
    if "unit" in case:
        assert result.unit == Fraction(str(case["unit"]))


def test_a_policy_without_bonus_has_no_result() -> None:
    case = {"policy": {"bonus": None}, "pot": "700", "people": [{"id": "A", "total": 80}]}
    assert _shared(case)[0] == Shared(None, (None,))


def test_a_pot_of_thirty_digits_is_shared_out_to_the_last_cent() -> None:
    pot = "123456789012345678901234567.89"
    case = {"policy": {"bonus": {"by": ["grade"]}}, "pot": pot, "people": _FILE["people"]}
    result = _shared(case)[0].result
    assert result is not None
    assert result.shared is not None
    assert result.left is not None
    assert Fraction(result.shared) + Fraction(result.left) == Fraction(pot)
    assert 0 <= result.left < Decimal("0.03")
