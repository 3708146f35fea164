"""Working days by the official calendar of the People's Republic, make-up days included."""

from __future__ import annotations

import datetime

from policy_engine.diagnostics import Text


class UnknownYearError(Exception):
    """The holidays of a year have not been announced, or are not known here."""

    def __init__(self, year: int) -> None:
        self.text = Text(
            f"没有 {year} 年的节假日安排，无法计算工作日",
            f"the holidays of {year} are not known, so working days cannot be counted",
        )
        super().__init__(f"{self.text.zh} / {self.text.en}")


def is_working_day(day: datetime.date) -> bool:
    """Whether people work on the day; a Saturday made up for a holiday counts. Raises UnknownYearError."""
    import chinese_calendar  # Loads slowly, and most runs count no days.

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise UnknownYearError(day.year) from None


def working_days(first: datetime.date, last: datetime.date) -> int:
    """Working days from the first to the last day, both included; 0 when the last comes first."""
    span = (last - first).days + 1
    return sum(is_working_day(first + datetime.timedelta(days=offset)) for offset in range(max(span, 0)))
