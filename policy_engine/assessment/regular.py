"""Which regular assessments (平时考核) were due within the period that is assessed.

Each calendar month, quarter or half-year that lies wholly within it; none that is as long as the period
itself, since a quarterly assessment is one. Each is due so many days after its last day, and is matched to
what was held by its exact days.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator

from policy_engine.documents.assessed import RegularFact
from policy_engine.documents.assessment import Assessment, AssessmentTime
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.assessment_rewards import RegularAssessment
from policy_engine.documents.terms import AssessmentPeriod
from policy_engine.expr.functions_of_dates import add_months

_MONTHS: dict[AssessmentPeriod, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_DAY = datetime.timedelta(days=1)


def regular_facts(document: Assessment, regular: RegularAssessment | None) -> list[RegularFact]:
    """The regular assessments that were due, in their order; none where the policy does not say by when."""
    if regular is None or regular.every is None or regular.due_days is None:
        return []
    return [
        RegularFact.model_construct(
            entries=(held := [h for h in document.regular or [] if (h.from_, h.until) == (first, last)][:1]),
            from_=first,
            until=last,
            due=_later(last, regular.due_days),
            done_on=held[0].done_on if held else None,
        )
        for first, last in spells_within(document.period, regular.every)
    ]


def spells_within(
    period: AssessmentTime, every: AssessmentPeriod
) -> Iterator[tuple[datetime.date, datetime.date]]:
    """First and last days of the calendar months, quarters or half-years that lie within the period."""
    months = _MONTHS[every]
    if months >= _MONTHS[period.every]:
        return
    first = period.from_.replace(month=(period.from_.month - 1) // months * months + 1, day=1)
    while first <= period.until:
        last = add_months(first, months - 1)
        last = last.replace(day=_days_in(last))
        if first >= period.from_ and last <= period.until:
            yield first, last
        if last == datetime.date.max:
            return
        first = last + _DAY


def due_for(
    entry: AssessedEntry, document: Assessment, regular: RegularAssessment | None
) -> tuple[int, int] | None:
    """How many totals of regular assessments a person has at least and at most; None: nobody says how often.

    At most one of each that was due. At least one of each throughout which she served here; none of those
    during which she was on leave on every day.
    """
    if regular is None or regular.every is None:
        return None
    period, service = document.period, entry.service
    first = period.from_ if service is None or service.from_ is None else service.from_
    last = period.until if service is None or service.until is None else service.until
    due = list(spells_within(period, regular.every))
    served = [spell for spell in due if first <= spell[0] and spell[1] <= last]
    return sum(not _on_leave_throughout(entry, *spell) for spell in served), len(due)


def _on_leave_throughout(entry: AssessedEntry, first: datetime.date, last: datetime.date) -> bool:
    days, day = 0, first.toordinal() - 1
    for begins, ends in sorted((leave.from_, leave.until) for leave in entry.leave or ()):
        until = min(ends, last).toordinal()
        days += max(0, until - max(begins.toordinal() - 1, day))
        day = max(day, until)
    return days == (last - first).days + 1


def _days_in(month: datetime.date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def _later(day: datetime.date, days: int) -> datetime.date:
    """Some days later; the last day of the calendar where that lies beyond it."""
    return datetime.date.fromordinal(min(day.toordinal() + days, datetime.date.max.toordinal()))
