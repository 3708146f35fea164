"""Working days around real holidays, from the announced calendars."""

from __future__ import annotations

import datetime

import pytest

from policy_engine.calendars import UnknownYearError, is_working_day, working_days
from policy_engine.expr.problems import EvaluationError
from policy_engine.program.functions import FUNCTIONS


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(("text", "works"), [
    ("2024-09-29", True),   # a Sunday made up for the National Day holiday
    ("2024-10-01", False),  # National Day
    ("2024-10-07", False),  # a Monday inside the holiday
    ("2024-10-12", True),   # a Saturday made up
    ("2024-10-13", False),  # an ordinary Sunday
    ("2024-10-14", True),
])  # fmt: skip
def test_a_day_is_worked_or_not(text: str, works: bool) -> None:
    assert is_working_day(day(text)) is works


@pytest.mark.parametrize(("first", "last", "count"), [
    ("2024-09-30", "2024-10-08", 2),  # the seven days of the holiday do not count
    ("2024-10-11", "2024-10-14", 3),  # the made-up Saturday does
    ("2024-10-14", "2024-10-14", 1),
    ("2024-10-15", "2024-10-14", 0),
])  # fmt: skip
def test_working_days_are_counted_with_both_ends(first: str, last: str, count: int) -> None:
    assert working_days(day(first), day(last)) == count


def test_a_year_without_a_calendar_cannot_be_judged() -> None:
    with pytest.raises(UnknownYearError, match="2099"):
        is_working_day(day("2099-06-01"))
    with pytest.raises(EvaluationError, match="2099"):
        FUNCTIONS["working_days"].implementation(day("2099-06-01"), day("2099-06-02"))
