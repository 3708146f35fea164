"""How long a period lasts and when the next step may begin, also by an office's own calendar."""

from __future__ import annotations

import datetime

import pytest

from policy_engine.calendars import (
    CalendarYear,
    DayCount,
    OwnCalendar,
    UnknownYearError,
    counted_days,
    earliest_after,
    is_working_day,
    own_calendar,
    using,
    working_days,
)
from policy_engine.expr.checker import check
from policy_engine.expr.parser import parse
from policy_engine.expr.problems import EvaluationError
from policy_engine.program.functions import FUNCTIONS


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# By hand. 2024: October 1st to 7th are off, Sunday September 29th and Saturday October 12th are worked.
PERIODS: list[tuple[str, str, DayCount, bool, int]] = [
    ("2024-09-29", "2024-10-10", "working", False, 4),  # 30, 8, 9, 10
    ("2024-09-29", "2024-10-10", "working", True, 5),
    ("2024-09-29", "2024-10-12", "working", False, 6),  # the made-up Saturday
    ("2024-09-29", "2024-10-13", "working", False, 6),  # an ordinary Sunday
    ("2024-09-28", "2024-09-29", "working", True, 1),  # a Saturday first, which counts for nothing
    ("2024-10-01", "2024-10-07", "working", True, 0),
    ("2024-10-01", "2024-10-07", "calendar", True, 7),
    ("2024-10-01", "2024-10-07", "calendar", False, 6),
    ("2024-10-08", "2024-10-08", "working", True, 1),
    ("2024-10-08", "2024-10-08", "working", False, 0),
    ("2024-10-08", "2024-10-07", "calendar", True, 0),
    ("2024-10-08", "2024-10-06", "calendar", False, 0),
]


@pytest.mark.parametrize(("first", "last", "day_count", "first_day_counts", "days"), PERIODS)
def test_a_period_lasts(
    first: str, last: str, day_count: DayCount, first_day_counts: bool, days: int
) -> None:
    assert counted_days(day(first), day(last), day_count, first_day_counts) == days
    in_words = (
        f"counted_days(date('{first}'), date('{last}'), '{day_count}', {str(first_day_counts).lower()})"
    )
    assert (
        FUNCTIONS["counted_days"].implementation(day(first), day(last), day_count, first_day_counts) == days
    )
    check(parse(in_words), {}, functions=FUNCTIONS)


@pytest.mark.parametrize(("start", "min_days", "day_count", "first_day_counts", "earliest"), [
    ("2024-09-29", 5, "working", False, "2024-10-12"),
    ("2024-09-29", 5, "working", True, "2024-10-11"),
    ("2024-09-29", 6, "working", False, "2024-10-13"),  # the day after the sixth, be it a Sunday
    ("2024-09-30", 1, "working", False, "2024-10-09"),
    ("2024-10-05", 1, "working", True, "2024-10-09"),
    ("2024-10-01", 7, "calendar", True, "2024-10-08"),
    ("2024-10-01", 7, "calendar", False, "2024-10-09"),
    ("2024-10-01", 1, "calendar", True, "2024-10-02"),
    ("2024-10-01", 0, "working", False, "2024-10-01"),
    ("2024-10-01", None, "working", True, "2024-10-01"),
])  # fmt: skip
def test_the_next_step_may_begin(
    start: str, min_days: int | None, day_count: DayCount, first_day_counts: bool, earliest: str
) -> None:
    begins = earliest_after(day(start), min_days, day_count, first_day_counts)
    assert begins == day(earliest)
    # A step that ends the day before lasts long enough, and one that ends a day earlier does not.
    if min_days:
        last = begins - datetime.timedelta(days=1)
        assert counted_days(day(start), last, day_count, first_day_counts) >= min_days
        shorter = last - datetime.timedelta(days=1)
        assert counted_days(day(start), shorter, day_count, first_day_counts) < min_days


def test_a_period_that_runs_into_a_year_without_a_calendar_cannot_be_counted() -> None:
    with pytest.raises(UnknownYearError, match="2098") as caught:
        counted_days(day("2098-12-01"), day("2098-12-02"), "working", True)
    assert "--calendar" in caught.value.text.zh
    assert "--calendar" in caught.value.text.en
    own = {2098: CalendarYear(frozenset(), frozenset())}
    with using(OwnCalendar("own.yaml", "", own)), pytest.raises(UnknownYearError, match="2099"):
        earliest_after(day("2098-12-31"), 1, "working", False)
    assert earliest_after(day("2098-12-31"), 1, "calendar", True) == day("2099-01-01")


def test_a_period_beyond_the_last_date_there_is_cannot_be_counted() -> None:
    with pytest.raises(UnknownYearError, match="10000"):
        earliest_after(day("9999-12-31"), 1, "calendar", True)


def test_an_expression_that_meets_an_unknown_year_names_it() -> None:
    with pytest.raises(EvaluationError, match="2099"):
        FUNCTIONS["counted_days"].implementation(day("2099-06-01"), day("2099-06-02"), "working", True)


def test_an_expression_with_an_unknown_way_of_counting_has_no_answer() -> None:
    with pytest.raises(EvaluationError, match="workdays"):
        FUNCTIONS["counted_days"].implementation(day("2024-06-03"), day("2024-06-04"), "workdays", True)


OWN = OwnCalendar(
    "own.yaml",
    "0" * 64,
    {
        2099: CalendarYear(frozenset({day("2099-10-01")}), frozenset({day("2099-10-03")})),
        2024: CalendarYear(frozenset(), frozenset()),
    },
)


def test_the_offices_own_calendar_governs_the_years_that_are_not_known_officially() -> None:
    with using(OWN):
        assert own_calendar() is OWN
        assert working_days(day("2099-09-30"), day("2099-10-04")) == 3  # 30, 2, and Saturday the 3rd
        assert not is_working_day(day("2024-10-01"))
        assert not is_working_day(day("2025-10-01"))
        with pytest.raises(UnknownYearError, match="2100"):
            is_working_day(day("2100-01-04"))
    assert own_calendar() is None
    with pytest.raises(UnknownYearError):
        is_working_day(day("2099-10-01"))


def test_the_own_calendar_is_put_away_after_an_error_and_when_another_was_in_use() -> None:
    none = OwnCalendar("none.yaml", "", {})
    with using(OWN):
        with pytest.raises(LookupError), using(none):
            raise LookupError
        assert is_working_day(day("2099-10-03"))
    with pytest.raises(UnknownYearError):
        is_working_day(day("2099-10-03"))
