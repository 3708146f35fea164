"""Short service, transfer, probation, leave."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.assessment.service import leave_days, treatment_of, whole_months
from policy_engine.documents.assessment import AssessmentTime
from policy_engine.documents.assessment_grades import ServiceRules
from policy_engine.documents.assessment_people import AssessedEntry, LeaveSpell
from policy_engine.expr.functions_of_dates import add_months
from tests.assessment.making import YEAR, cases, read
from tests.effort import tried

_RULES = read("service.yaml")["rules"]
_DAYS = st.dates(datetime.date(2023, 1, 1), datetime.date(2025, 12, 31))


@pytest.mark.parametrize("case", cases("service.yaml"))
def test_somebody_is_graded_as_her_service_says(case: dict[str, Any]) -> None:
    entry = {name: case[name] for name in ("service", "leave") if name in case}
    found = treatment_of(
        AssessedEntry.model_validate({"person": "R1", **entry}),
        case.get("status", "in_service"),
        AssessmentTime.model_validate(case.get("period", YEAR)),
        ServiceRules.model_validate(case.get("rules", _RULES)),
    )
    assert (found.service, found.months) == (case["gives"], case["months"])
    assert case.get("says", "") in found.reason.zh
    assert found.reason.en


def test_a_policy_without_rules_on_service_grades_everybody() -> None:
    entry = AssessedEntry.model_validate({"person": "R1"})
    assert treatment_of(entry, None, AssessmentTime.model_validate(YEAR), None).service == "graded"


@tried(25, thorough=2000)
@given(_DAYS, _DAYS)
def test_whole_months_are_those_that_adding_months_reaches(first: datetime.date, last: datetime.date) -> None:
    day_after = last + datetime.timedelta(days=1)
    reached = [n for n in range(40) if add_months(first, n) <= day_after]
    assert whole_months(first, last) == (max(reached) if last >= first else 0)


def test_the_last_month_of_the_calendar_can_be_counted() -> None:
    assert whole_months(datetime.date(9999, 1, 1), datetime.date.max) == 12


@tried(25, thorough=2000)
@given(st.lists(st.tuples(_DAYS, st.integers(0, 300)), max_size=4))
def test_days_of_leave_are_the_days_that_some_spell_covers(spells: list[tuple[datetime.date, int]]) -> None:
    period = AssessmentTime.model_validate(YEAR)
    lasting = [(first, first + datetime.timedelta(days=days)) for first, days in spells]
    covered = {
        day for day in range(period.from_.toordinal(), period.until.toordinal() + 1)
        if any(first.toordinal() <= day <= last.toordinal() for first, last in lasting)
    }  # fmt: skip
    written = [
        LeaveSpell.model_validate({"kind": "病假", "from": first, "until": last}) for first, last in lasting
    ]
    assert leave_days(written, period) == len(covered)
