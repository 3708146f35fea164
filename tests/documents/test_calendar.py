"""An office's own calendar: read by year, and refused where its days cannot be right."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.calendars import using, working_days
from policy_engine.diagnostics import DocumentError
from policy_engine.documents.calendar import load_calendar

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "calendars.yaml").read_text(encoding="utf-8")
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


def test_the_days_that_were_read_are_the_days_that_count() -> None:
    year = {
        "year": 2027,
        "source": "国办发明电〔2026〕11号",
        "holidays": ["2027-01-01", "2027-05-01", *(f"2027-10-0{day}" for day in range(1, 8))],
        "working_days": ["2027-10-09"],
    }
    days = load_calendar(json.dumps({"kind": "calendar", "years": [year]}).encode(), "days.json")
    with using(days):
        # Friday the 8th and the Saturday that is worked instead.
        assert working_days(datetime.date(2027, 10, 1), datetime.date(2027, 10, 10)) == 2


def test_what_cannot_be_right_is_placed_in_json_too() -> None:
    data = b'{"kind": "calendar", "years": [{"year": 2027, "source": "x", "holidays": ["2027-01-01"], '
    with pytest.raises(DocumentError) as caught:
        load_calendar(data + b'"working_days": []}]}', "days.json")
    (problem,) = caught.value.diagnostics
    assert str(problem.span) == "days.json:1:74"
    assert problem.message.zh.startswith("2027 年的放假日期缺少法定节假日 2027-05-01、2027-10-01")
