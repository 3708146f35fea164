"""What the days of an announced year cannot be: cut short, far from any holiday, other than announced."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from policy_engine.calendars import CalendarYear, worked_by, worked_officially
from policy_engine.diagnostics import Diagnostic, Span, Text

_DAY = datetime.timedelta(days=1)
# Days off by law, whatever else is announced (month, day), with the first year of the law. A list without
# them is cut short, and working days counted by it would be too many.
_OFF_BY_LAW = ((2000, 1, 1), (2000, 5, 1), (2025, 5, 2), (2000, 10, 1), (2000, 10, 2), (2000, 10, 3))
# A weekend is worked for a holiday next to it; in no year announced so far was it more than a week away.
_FARTHEST = 21
_NAMED_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class _Feast:
    """A holiday by the moon or the sun: within which days (month, day) it falls in any year, from which
    year on it is one by law, and how many days off the law gives at least.

    Mid-Autumn is not among them: it may fall on National Day.
    """

    name: Text
    first: tuple[int, int]
    last: tuple[int, int]
    since: int
    days: int


_FEASTS = (
    _Feast(Text("春节", "the Spring Festival"), (1, 20), (2, 23), 2000, 3),
    _Feast(Text("清明节", "Qingming"), (4, 4), (4, 6), 2008, 1),
    _Feast(Text("端午节", "the Dragon Boat Festival"), (5, 27), (6, 26), 2008, 1),
)


def lacking(year: int, days: CalendarYear, span: Span) -> Iterator[Diagnostic]:
    """What a list of days off at `span` must have and has not."""
    by_law = [datetime.date(year, month, day) for since, month, day in _OFF_BY_LAW if year >= since]
    absent = [Text(str(day), str(day)) for day in by_law if day not in days.holidays]
    absent += [_said(feast) for feast in _FEASTS if year >= feast.since and _is_short(year, days, feast)]
    if absent:
        yield Diagnostic(
            "calendar.cut-short",
            Text(f"{year} 年的放假日期缺少法定节假日 {'、'.join(each.zh for each in absent)}，"
                 "按它计算的工作日会偏多。",
                 f"The days off of {year} lack {', '.join(each.en for each in absent)}, which the law gives; "
                 "too many working days would be counted."),
            span,
            help=Text("请按放假通知补全，遇周末的也要写。",
                      "Complete them by the notice; write those at weekends too."),
        )  # fmt: skip


def _is_short(year: int, days: CalendarYear, feast: _Feast) -> bool:
    first, last = datetime.date(year, *feast.first), datetime.date(year, *feast.last)
    return sum(first <= day <= last for day in days.holidays) < feast.days


def _said(feast: _Feast) -> Text:
    first, last = (f"{month:02}-{day:02}" for month, day in (feast.first, feast.last))
    return Text(
        f"{feast.name.zh}（{first} 至 {last} 之间至少 {feast.days} 天）",
        f"{feast.name.en} (at least {feast.days} between {first} and {last})",
    )


def far_off(day: datetime.date, off: AbstractSet[datetime.date], span: Span) -> Iterator[Diagnostic]:
    """A day worked instead of a weekend, with no holiday near it for which it could be.

    New Year's Day of the next year is one, be its year in the table or not.
    """
    holidays = {*off, datetime.date(day.year + 1, 1, 1)}
    if min(abs(day - each) for each in holidays) <= _FARTHEST * _DAY:
        return
    yield Diagnostic(
        "calendar.far-from-holiday",
        Text(f"{day} 前后 {_FARTHEST} 天内没有写明的假期，不会是调休上班的日期。",
             f"No holiday that is listed lies within {_FARTHEST} days of {day}: it cannot be worked "
             "instead of one."),
        span,
        help=Text("请对照放假通知改正这一天，或补上漏写的假期。",
                  "Compare it with the notice: correct the day, or add the holiday that was left out."),
    )  # fmt: skip


def contradicting(year: int, days: CalendarYear, span: Span) -> Iterator[Diagnostic]:
    """A year that is known officially, with other days off or worked than have been announced."""
    other = [day for day in _days_of(year) if worked_officially(day) != worked_by(days, day)]
    if not other:
        return
    worked = Text("官方上班，这里放假", "worked, off here")
    free = Text("官方放假，这里上班", "off, worked here")
    named = [(day, worked if worked_officially(day) else free) for day in other[:_NAMED_AT_MOST]]
    more = len(other) - len(named)
    zh = "、".join(f"{day}（{how.zh}）" for day, how in named) + (f"等 {len(other)} 天" if more else "")
    en = ", ".join(f"{day} ({how.en})" for day, how in named) + (f" and {more} more" if more else "")
    yield Diagnostic(
        "calendar.official-year",
        Text(f"{year} 年的官方安排已知，不得另定；不同的日期：{zh}。",
             f"The official calendar of {year} is known, and no other may be set; days that differ: {en}."),
        span,
        help=Text(f"请删去 {year} 年这一项；工作日按官方安排计算。",
                  f"Delete the entry of {year}; working days are counted by the official calendar."),
    )  # fmt: skip


def _days_of(year: int) -> Iterator[datetime.date]:
    day = datetime.date(year, 1, 1)
    while day.year == year:
        yield day
        day += _DAY
