"""Limits of bounds are shown as what they bound: shares as percentages, numbers as numbers."""

from __future__ import annotations

from typing import Any

import pytest

from policy_engine.diff.compare import compare
from policy_engine.diff.matrix import matrix
from tests.diff.pairs import base_with

NONE: dict[str, Any] = {"province": {}}
CASES: list[tuple[dict[str, Any], tuple[str, Any]]] = [
    ({"path": "posts.cap", "at_most": 110}, ("at_most", 110)),
    ({"path": "posts.featured_share", "at_most": "25%"}, ("at_most", "25%")),
    ({"path": "personnel.service.min_years", "at_least": 3}, ("at_least", 3)),
    ({"path": "classification.margin", "at_most": 0.5}, ("at_most", "0.5")),
    ({"path": "procedures.selection.steps[publicise].min_days", "at_least": 5}, ("at_least", 5)),
]


@pytest.mark.parametrize(("bound", "limit"), CASES, ids=[bound["path"] for bound, _ in CASES])
def test_a_limit_is_shown_as_what_it_bounds(bound: dict[str, Any], limit: tuple[str, Any]) -> None:
    form, value = limit
    county = base_with({"province": {"append": {"envelope": [bound]}}})
    shown = [
        change.b.value
        for change in compare(base_with(NONE), county)
        if change.kind == "added" and change.b is not None
    ]
    (record,) = (each for each in shown if isinstance(each, dict))
    assert (str(record[form]), type(record[form]) is int) == (str(value), isinstance(value, int))


def test_an_exception_is_shown_like_its_bound() -> None:
    bound = {"path": "posts.cap", "at_most": 100, "unless": {"approval": "more", "at_most": 110}}
    plain = {key: value for key, value in bound.items() if key != "unless"}
    approval = [{"id": "more", "number": "湘编〔2023〕1号", "date": "2023-06-01"}]
    one, other = (
        base_with({"province": {"append": {"envelope": [each]}, "set": {"approvals": approval}}})
        for each in (plain, bound)
    )
    (change,) = compare(one, other)
    assert change.b is not None
    assert change.b.value == {"approval": "more", "at_most": 110}
    (found,) = matrix([one, other, other]).rows
    assert found.cells[1].said == change.b
