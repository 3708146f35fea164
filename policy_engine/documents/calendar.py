"""An office's own calendar of working days (工作日历), for years that the program does not know yet."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Annotated, Literal

from pydantic import Field

from policy_engine.calendars import CalendarYear, is_known_officially
from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.calendar_years import contradicting, far_off, lacking
from policy_engine.documents.fields import Day, Document, required
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.people import Identifier
from policy_engine.source.tree import Node, Path

_SATURDAY = 6
_OFF, _WORKED = "holidays", "working_days"


class AnnouncedYear(Document):
    """The days off of one year, as announced, and the days of the weekend that are worked instead."""

    year: Annotated[int, Field(ge=2000, le=2100)] = required("年度", description="公历年份", examples=[2027])
    source: Identifier = required(
        "来源文件", description="公布放假安排的文件", examples=["国办发明电〔2026〕11号"]
    )
    holidays: Annotated[list[Day], Field(min_length=1)] = required(
        "放假日期", description="全部放假日期，遇周末的也要写", examples=[["2027-01-01", "2027-05-01"]]
    )
    working_days: list[Day] = required(
        "调休上班日期", description="周末调为上班的日期；没有写 []", examples=[["2027-10-09"]]
    )


class Calendar(Document):
    """Years of days off, each as its official notice has it."""

    kind: Literal["calendar"] = required("文件类型", description="固定为“工作日历”（calendar）")
    years: Annotated[list[AnnouncedYear], Field(min_length=1)] = required(
        "各年度", description="每个年度一项"
    )


def load_calendar(data: bytes, name: str) -> Mapping[int, CalendarYear]:
    """The calendar in `data` by year; `name` is the file as messages show it.

    Raises DocumentError, also where a year is there twice, its days cannot be right, or they are not those
    that have been announced officially.
    """
    loaded = load(Calendar, data, name)
    problems = list(_problems(loaded))
    if problems:
        raise DocumentError(problems)
    return {each.year: _days_of(each) for each in loaded.document.years}


def _days_of(each: AnnouncedYear) -> CalendarYear:
    return CalendarYear(frozenset(each.holidays), frozenset(each.working_days))


def _problems(loaded: Loaded[Calendar]) -> Iterator[Diagnostic]:
    seen: dict[int, int] = {}
    off = {day for each in loaded.document.years for day in each.holidays}
    for position, each in enumerate(loaded.document.years):
        place: Path = ("years", position)
        if each.year in seen:
            first = loaded.tree.span_of(("years", seen[each.year], "year"))
            yield Diagnostic(
                "calendar.year-twice",
                Text(f"{each.year} 年写了两次。", f"The year {each.year} is there twice."),
                loaded.tree.span_of((*place, "year")),
                help=Text("请合并为一项，或改正年度。", "Make one entry of the two, or correct the year."),
                related=((Text("第一次写在这里", "the first time"), first),),
            )
            continue
        seen[each.year] = position
        yield from _twice(each, loaded.tree, place)
        yield from _misplaced(each, loaded.tree, place)
        yield from _implausible(each, off, loaded.tree, place)


def _implausible(
    each: AnnouncedYear, off: AbstractSet[datetime.date], tree: Node, place: Path
) -> Iterator[Diagnostic]:
    """Against what has been announced where that is known, else against what no year is without."""
    days = _days_of(each)
    if is_known_officially(each.year):
        yield from contradicting(each.year, days, tree.span_of((*place, "year")))
        return
    short = list(lacking(each.year, days, tree.span_of((*place, _OFF))))
    yield from short
    if not short:  # Otherwise the holiday that a day is worked for may be what was left out.
        for position, day in enumerate(each.working_days):
            if day.year == each.year:
                yield from far_off(day, off, tree.span_of((*place, _WORKED, position)))


def _days(each: AnnouncedYear) -> Iterator[tuple[datetime.date, str, int]]:
    """Every day with the list and the position in which it stands."""
    for listed, days in ((_OFF, each.holidays), (_WORKED, each.working_days)):
        for position, day in enumerate(days):
            yield day, listed, position


def _twice(each: AnnouncedYear, tree: Node, place: Path) -> Iterator[Diagnostic]:
    seen: dict[datetime.date, Path] = {}
    for day, listed, position in _days(each):
        here = (*place, listed, position)
        if day not in seen:
            seen[day] = here
            continue
        yield Diagnostic(
            "calendar.day-twice",
            Text(f"{day} 写了两次；一天只能放假或者上班，也只写一次。",
                 f"{day} is there twice; a day is either off or worked, and stands there once."),
            tree.span_of(here),
            help=Text("请对照放假通知，删去一处或改正日期。",
                      "Compare it with the notice and delete or correct one of them."),
            related=((Text("第一次写在这里", "the first time"), tree.span_of(seen[day])),),
        )  # fmt: skip


def _misplaced(each: AnnouncedYear, tree: Node, place: Path) -> Iterator[Diagnostic]:
    way_out = Text("请对照放假通知改正。", "Correct it by the notice.")
    for day, listed, position in _days(each):
        span = tree.span_of((*place, listed, position))
        if day.year != each.year:
            yield Diagnostic(
                "calendar.other-year",
                Text(f"{day} 不在 {each.year} 年。", f"{day} is not in {each.year}."), span, help=way_out,
            )  # fmt: skip
        elif listed == _WORKED and day.isoweekday() < _SATURDAY:
            yield Diagnostic(
                "calendar.not-a-weekend",
                Text(f"{day} 不是周六或周日，本来就是工作日，不会是调休上班的日期。",
                     f"{day} is neither a Saturday nor a Sunday: it is worked anyway."),
                span,
                help=way_out,
            )  # fmt: skip
