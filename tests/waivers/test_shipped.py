"""The shipped example: it is valid, it runs down, it ends, and the shipped policy goes with it."""

from __future__ import annotations

import datetime

import pytest

from policy_engine.app.validate import validate
from tests.policies.shipped import POLICIES, report_on
from tests.waivers.county import about_waivers, of

FOLDER = POLICIES / "330803-qujiang"
CASE = FOLDER / "cases/taizhen-2024-waived.yaml"


def test_the_shipped_waiver_is_valid() -> None:
    validation = validate([FOLDER / "waivers"], POLICIES)
    assert (validation.problems, len(validation.files)) == ((), 1)


@pytest.mark.parametrize(
    ("on", "status", "says"),
    [
        ("2024-07-14", "fail", []),
        ("2024-07-15", "waived", []),
        ("2024-11-30", "waived", []),
        ("2024-12-01", "fail", ["waiver-exceeded"]),
        ("2025-01-31", "fail", ["waiver-exceeded"]),
        ("2025-02-01", "fail", ["waiver-expired"]),
    ],
)
def test_it_holds_from_its_first_day_until_it_has_run_down(on: str, status: str, says: list[str]) -> None:
    report = report_on(CASE, datetime.date.fromisoformat(on))
    (seats,) = of(report, "U12")
    assert seats.status == status
    assert about_waivers(report) == says
    assert report.summary.waived == int(status == "waived")
