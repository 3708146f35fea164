"""Working days by the official calendar of the People's Republic, make-up days included.

An office whose year has not reached the program yet gives its own table: `using`. It speaks of such years
alone: what has been announced is no office's to change.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from policy_engine.diagnostics import Text

DayCount = Literal["working", "calendar"]

_DAY = datetime.timedelta(days=1)
_FRIDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year as announced: days off, and days of the weekend that are worked instead."""

    holidays: frozenset[datetime.date]
    working_days: frozenset[datetime.date]


@dataclass(frozen=True, slots=True)
class OwnCalendar:
    """An office's own table by year; `name` is its file as messages show it, `sha256` that file's digest."""

    name: str
    sha256: str
    years: Mapping[int, CalendarYear]


_OWN: ContextVar[OwnCalendar | None] = ContextVar("own_calendar", default=None)


class UnknownYearError(Exception):
    """The holidays of a year have not been announced, or are not known here."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.text = Text(
            f"没有 {year} 年的节假日安排，无法计算工作日；可以用 --calendar 文件 给出这一年的工作日历",
            f"the holidays of {year} are not known, so working days cannot be counted;"
            f" give that year's calendar with --calendar FILE",
        )
        super().__init__(f"{self.text.zh} / {self.text.en}")


@contextmanager
def using(own: OwnCalendar) -> Iterator[None]:
    """Within it the office's own table governs those of its years that are not known officially."""
    token = _OWN.set(own)
    try:
        yield
    finally:
        _OWN.reset(token)


def own_calendar() -> OwnCalendar | None:
    """The office's own table that is in use; None where there is none."""
    return _OWN.get()


def worked_officially(day: datetime.date) -> bool | None:
    """Whether people work on the day by what has been announced; None for a year that is not known."""
    import chinese_calendar  # Loads slowly, and most runs count no days.

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def is_known_officially(year: int) -> bool:
    """Whether what has been announced for the year is known here."""
    return worked_officially(datetime.date(year, 1, 1)) is not None


def worked_by(year: CalendarYear, day: datetime.date) -> bool:
    """Whether people work on the day by a table of its year."""
    return day in year.working_days or (day.isoweekday() <= _FRIDAY and day not in year.holidays)


def is_working_day(day: datetime.date) -> bool:
    """Whether people work on the day; a Saturday made up for a holiday counts. Raises UnknownYearError."""
    official = worked_officially(day)
    if official is not None:
        return official
    own = _OWN.get()
    if own is None or day.year not in own.years:
        raise UnknownYearError(day.year)
    return worked_by(own.years[day.year], day)


def working_days(first: datetime.date, last: datetime.date) -> int:
    """Working days from the first to the last day, both included; 0 when the last comes first."""
    span = (last - first).days + 1
    return sum(is_working_day(first + datetime.timedelta(days=offset)) for offset in range(max(span, 0)))


def counted_days(
    first: datetime.date, last: datetime.date, day_count: DayCount, first_day_counts: bool
) -> int:
    """Days that a period from `first` to `last` lasts, as a policy counts them; 0 when `last` comes first.

    Raises UnknownYearError where working days cannot be told.
    """
    if last < first:
        return 0
    counts = _counts(day_count)
    begun = 0 if first_day_counts else 1
    span = (last - first).days + 1
    return sum(counts(first + datetime.timedelta(days=offset)) for offset in range(begun, span))


def earliest_after(
    start: datetime.date, min_days: int | None, day_count: DayCount, first_day_counts: bool
) -> datetime.date:
    """The first day on which the next step may begin: the day after `min_days` full counted days.

    The same day where nothing has to be waited for. Raises UnknownYearError.
    """
    if min_days is None or min_days == 0:
        return start
    counts = _counts(day_count)
    day, left = start, min_days
    if first_day_counts and counts(day):
        left -= 1
    while left > 0:
        day = _day_after(day)
        left -= counts(day)
    return _day_after(day)


def _counts(day_count: DayCount) -> Callable[[datetime.date], bool]:
    return is_working_day if day_count == "working" else lambda _: True


def _day_after(day: datetime.date) -> datetime.date:
    try:
        return day + _DAY
    except OverflowError:
        raise UnknownYearError(day.year + 1) from None
