"""Functions over dates. Periods in months end on the last day of a shorter month."""

from __future__ import annotations

import calendar
import datetime
import re

from policy_engine.diagnostics import Text
from policy_engine.expr.function_types import Function, Signature
from policy_engine.expr.functions_of_numbers import whole
from policy_engine.expr.numbers import Number
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.types import DATE, NUMBER, TEXT

_WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTHS, _YEARS, _DAYS = Text("月数", "the months"), Text("年数", "the years"), Text("天数", "the days")


def _out_of_calendar(date: datetime.date) -> EvaluationError:
    return EvaluationError(Text(
        f"从 {date} 推算的日期超出历法范围", f"the date counted from {date} leaves the calendar",
    ))  # fmt: skip


def _date(text: str) -> datetime.date:
    refused = EvaluationError(Text(
        f"“{text}”不是有效日期，应写成 2024-01-31 这样", f'"{text}" is not a date; write it like 2024-01-31',
    ))  # fmt: skip
    # fromisoformat alone would also take 20240101 and week dates.
    if not _WRITTEN.fullmatch(text):
        raise refused
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:  # February 30th
        raise refused from None


def add_months(date: datetime.date, months: Number) -> datetime.date:
    """`months` later (earlier when negative); January 31st plus one month is the last of February."""
    year, month = divmod(date.year * 12 + date.month - 1 + whole(months, _MONTHS), 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise _out_of_calendar(date)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(date.day, last))


def _add_years(date: datetime.date, years: Number) -> datetime.date:
    return add_months(date, 12 * whole(years, _YEARS))


def _add_days(date: datetime.date, days: Number) -> datetime.date:
    try:
        return date + datetime.timedelta(days=whole(days, _DAYS))
    except OverflowError:
        raise _out_of_calendar(date) from None


def _days_between(first: datetime.date, second: datetime.date) -> int:
    return (second - first).days


def _months_between(first: datetime.date, second: datetime.date) -> int:
    if second < first:
        return -_months_between(second, first)
    months = (second.year - first.year) * 12 + second.month - first.month
    return months if add_months(first, months) <= second else months - 1


def _year(date: datetime.date) -> int:
    return date.year


_SHIFT = (Signature((DATE, NUMBER), DATE),)
_DISTANCE = (Signature((DATE, DATE), NUMBER),)

DATE_FUNCTIONS = (
    Function(
        "date", "'YYYY-MM-DD'", (Signature((TEXT,), DATE),), _date,
        Text("写明的日期", "the date that is written"), "date('2024-01-31')",
    ),
    Function(
        "add_days", "date, days", _SHIFT, _add_days,
        Text("若干天之后（负数为之前）", "that many days later, earlier when negative"),
        "add_days(date('2024-02-28'), 2)",
    ),
    Function(
        "add_months", "date, months", _SHIFT, add_months,
        Text("若干月之后；没有该日的月份取月末", "that many months later; a short month's last day"),
        "add_months(date('2024-01-31'), 1)",
    ),
    Function(
        "add_years", "date, years", _SHIFT, _add_years,
        Text("若干年之后；2 月 29 日在平年取 28 日", "that many years later; February 29th becomes the 28th"),
        "add_years(date('2024-02-29'), 1)",
    ),
    Function(
        "days_between", "first, second", _DISTANCE, _days_between,
        Text("从前一日期到后一日期的天数，后者更早时为负",
             "days from the first to the second, negative when that is earlier"),
        "days_between(date('2024-01-01'), date('2024-03-01'))",
    ),
    Function(
        "months_between", "first, second", _DISTANCE, _months_between,
        Text("从前一日期到后一日期的整月数，后者更早时为负",
             "full months from the first to the second, negative when that is earlier"),
        "months_between(date('2024-01-31'), date('2024-02-29'))",
    ),
    Function(
        "year", "date", (Signature((DATE,), NUMBER),), _year,
        Text("年份", "the year"), "year(date('2024-01-31'))",
    ),
)  # fmt: skip
