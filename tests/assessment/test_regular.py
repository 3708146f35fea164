"""Which regular assessments were due within a period."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from policy_engine.assessment.regular import regular_facts
from policy_engine.documents.assessed import RegularFact
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.assessment_rewards import RegularAssessment
from tests.assessment.making import given_of

_HELD = [
    {"from": "2024-01-01", "until": "2024-03-31", "done_on": "2024-04-09"},
    {"from": "2024-04-01", "until": "2024-06-29"},
    {"from": "2024-07-01", "until": "2024-09-30"},
]


def _document(every: str, first: str, last: str) -> Assessment:
    days = {"from": datetime.date.fromisoformat(first), "until": datetime.date.fromisoformat(last)}
    period = {"every": every, **days}
    return given_of({}, {"people": [{"person": "R1"}], "period": period, "regular": _HELD}).document


def _due(document: Assessment, **regular: Any) -> list[RegularFact]:
    return regular_facts(document, RegularAssessment.model_validate(regular))


def test_each_quarter_of_a_year_is_due_some_days_after_its_end() -> None:
    document = _document("year", "2024-01-01", "2024-12-31")
    facts = _due(document, every="quarter", due_days=15)
    assert [(str(f.from_), str(f.until), str(f.due)) for f in facts] == [
        ("2024-01-01", "2024-03-31", "2024-04-15"),
        ("2024-04-01", "2024-06-30", "2024-07-15"),
        ("2024-07-01", "2024-09-30", "2024-10-15"),
        ("2024-10-01", "2024-12-31", "2025-01-15"),
    ]
    # The second one was held for other days, the third is not done, the fourth was not held.
    assert [str(f.done_on) for f in facts] == ["2024-04-09", "None", "None", "None"]
    held = document.regular or []
    assert [[held.index(each) for each in f.entries] for f in facts] == [[0], [], [2], []]
    assert facts[0].entries[0] is held[0]


@pytest.mark.parametrize(
    ("every", "period", "ends"),
    [
        ("month", ("quarter", "2024-01-01", "2024-03-31"), ["2024-01-31", "2024-02-29", "2024-03-31"]),
        ("half_year", ("year", "2024-01-01", "2024-12-31"), ["2024-06-30", "2024-12-31"]),
        ("month", ("year", "2024-01-02", "2024-03-30"), ["2024-02-29"]),
        ("quarter", ("half_year", "2023-07-01", "2023-12-31"), ["2023-09-30", "2023-12-31"]),
        ("quarter", ("quarter", "2024-01-01", "2024-03-31"), []),
        ("year", ("year", "2024-01-01", "2024-12-31"), []),
        ("half_year", ("month", "2024-06-01", "2024-06-30"), []),
        ("month", ("quarter", "9999-10-01", "9999-12-31"), ["9999-10-31", "9999-11-30", "9999-12-31"]),
    ],
)
def test_only_shorter_ones_wholly_within_the_period_are_due(
    every: str, period: tuple[str, str, str], ends: list[str]
) -> None:
    assert [str(fact.until) for fact in _due(_document(*period), every=every, due_days=0)] == ends


def test_a_time_limit_beyond_the_calendar_ends_with_it() -> None:
    document = _document("year", "2024-01-01", "2024-12-31")
    assert {fact.due for fact in _due(document, every="quarter", due_days=10**30)} == {datetime.date.max}


@pytest.mark.parametrize("regular", [{}, {"every": "quarter"}, {"due_days": 15}])
def test_a_policy_that_does_not_say_how_often_and_by_when_asks_for_none(regular: dict[str, Any]) -> None:
    assert _due(_document("year", "2024-01-01", "2024-12-31"), **regular) == []


def test_a_policy_without_regular_assessment_asks_for_none() -> None:
    assert regular_facts(_document("year", "2024-01-01", "2024-12-31"), None) == []
