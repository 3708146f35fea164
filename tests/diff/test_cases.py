"""Small pairs of policies, as data: what changed, of what kind, which way; and the way back, turned round."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from policy_engine.diff.model import DIRECTIONS
from tests.diff.pairs import assert_symmetric, base_with, cases, found

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    code = case.get("of", "430412")
    a, b = base_with(case.get("a"), code), base_with(case.get("b"), case.get("against", code))
    changes = assert_symmetric(a, b, case.get("map", {}))
    assert found(changes) == case["changes"]
    for change, words in zip(changes, case.get("because", []), strict=False):
        assert words in change.reason.zh


def test_every_case_is_named_once_and_every_direction_and_kind_has_one() -> None:
    assert [name for name, times in Counter(case["case"] for case in CASES).items() if times > 1] == []
    told = [change for case in CASES for change in case["changes"]]
    assert {direction for _, _, direction in told} == set(DIRECTIONS)
    assert {kind for _, kind, _ in told} == {"added", "removed", "changed", "renamed", "reordered"}
