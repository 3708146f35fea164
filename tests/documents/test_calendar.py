"""An office's own calendar: read by year, and refused where its days cannot be right."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
import yaml

from policy_engine.calendars import CalendarYear, OwnCalendar, using, working_days
from policy_engine.diagnostics import DocumentError, Span
from policy_engine.documents.calendar import load_calendar
from policy_engine.documents.calendar_years import far_off, lacking

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "calendars.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_calendar_is_refused_at_the_day_that_cannot_be_right(case: dict[str, Any]) -> None:
    head = "kind: calendar\nyears:\n"
    said = []
    try:
        load_calendar(f"{head}{case['years']}".encode(), "days.yaml")
    except DocumentError as error:
        for each in error.diagnostics:
            assert each.span is not None
            assert each.help is not None
            said.append(f"{each.span.line - 2}:{each.span.column} {each.code}")
    assert said == case["said"]


HOLIDAYS_2027 = [
    "2027-01-01", "2027-02-05", "2027-02-06", "2027-02-07", "2027-04-05", "2027-05-01", "2027-05-02",
    "2027-06-09", *(f"2027-10-0{day}" for day in range(1, 8)),
]  # fmt: skip


def as_file(*years: dict[str, Any]) -> bytes:
    return json.dumps({"kind": "calendar", "years": years}).encode()


def announced(year: int) -> dict[str, Any]:
    """A year as it has been announced, every day off of it written."""
    days, worked = (
        sorted(str(day) for day in listed if day.year == year)
        for listed in (chinese_calendar.holidays, chinese_calendar.workdays)
    )
    return {"year": year, "source": "x", "holidays": days, "working_days": worked}


def test_the_days_that_were_read_are_the_days_that_count() -> None:
    year = {
        "year": 2027,
        "source": "国办发明电〔2026〕11号",
        "holidays": HOLIDAYS_2027,
        "working_days": ["2027-10-09"],
    }
    days = load_calendar(as_file(year), "days.json")
    with using(OwnCalendar("days.json", "", days)):
        # Friday the 8th and the Saturday that is worked instead.
        assert working_days(datetime.date(2027, 10, 1), datetime.date(2027, 10, 10)) == 2


YEARS = sorted({day.year for day in chinese_calendar.holidays})


@pytest.mark.parametrize("year", YEARS)
def test_every_year_announced_so_far_may_be_given_as_it_is_and_not_otherwise(year: int) -> None:
    given = announced(year)
    assert list(load_calendar(as_file(given), "days.json")) == [year]
    # One more day off, a Wednesday; a year that is known cannot be lengthened or shortened.
    given["holidays"].append(str(next(_wednesdays_of_august(year))))
    with pytest.raises(DocumentError) as caught:
        load_calendar(as_file(given), "days.json")
    (problem,) = caught.value.diagnostics
    assert problem.code == "calendar.official-year"
    assert f"{year} 年的官方安排已知，不得另定；不同的日期：{given['holidays'][-1]}" in problem.message.zh


def _wednesdays_of_august(year: int) -> Iterator[datetime.date]:
    days = (datetime.date(year, 8, day) for day in range(1, 32))
    return (day for day in days if day.isoweekday() == 3)


@pytest.mark.parametrize("year", YEARS)
def test_no_year_announced_so_far_would_be_taken_for_cut_short_or_misplaced(year: int) -> None:
    off = {day for day in chinese_calendar.holidays if day.year == year}
    worked = {day for day in chinese_calendar.workdays if day.year == year}
    place = Span("days.json", 1, 1, 1, 1)
    assert list(lacking(year, CalendarYear(frozenset(off), frozenset(worked)), place)) == []
    assert [found for day in sorted(worked) for found in far_off(day, off, place)] == []


def test_what_cannot_be_right_is_placed_in_json_too() -> None:
    data = b'{"kind": "calendar", "years": [{"year": 2027, "source": "x", "holidays": ["2027-01-01"], '
    with pytest.raises(DocumentError) as caught:
        load_calendar(data + b'"working_days": []}]}', "days.json")
    (problem,) = caught.value.diagnostics
    assert str(problem.span) == "days.json:1:74"
    assert problem.message.zh.startswith("2027 年的放假日期缺少法定节假日 2027-05-01、2027-05-02、2027-10-01")
