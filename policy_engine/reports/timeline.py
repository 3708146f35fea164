"""A round drawn on a line of days: how long each step lasted, and from when on the next ones may come."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import CHINESE
from policy_engine.documents.turns import Turn
from policy_engine.findings.report import NextStep
from policy_engine.reports.layout import PAGE_CELLS, table
from policy_engine.reports.round_text import head_lines
from policy_engine.reports.round_view import RoundView
from policy_engine.reports.round_words import earliest_text
from policy_engine.reports.words import REFUSAL, Language, one_line

_INDENT = "  "
_LEAST_CELLS = 12
# ASCII, because every terminal shows these one column wide.
_LASTS, _OPEN, _REFUSED, _MAY_COME = "=", ">", "x", "o"
_LEGEND = Text(
    f"{_LASTS} 进行中的日子，{_OPEN} 尚未结束，{_REFUSED} 不予认可，{_MAY_COME} 最早可以开始",
    f"{_LASTS} days it lasted, {_OPEN} not over yet, {_REFUSED} does not count, {_MAY_COME} earliest day",
)
_COUNTED = {
    "working": Text(f" 个{CHINESE['day_count']['working']}", " working days"),
    "calendar": Text(f" 个{CHINESE['day_count']['calendar']}", " calendar days"),
}


@dataclass(frozen=True, slots=True)
class _Bar:
    """One line of the drawing: what it says, and which days it marks with which sign."""

    said: tuple[str, ...]
    sign: str
    first: datetime.date | None
    last: datetime.date | None


def timeline_text(view: RoundView, language: Language) -> str:
    """The head of the round, a line for each entry of the log and for what may come next, and the signs."""
    bars = [*_taken(view, language), *_coming(view, language)]
    lines = [*head_lines(view, language)]
    if bars:
        lines += ["", *(f"{_INDENT}{line}".rstrip() for line in _drawn(bars, language)), "",
                  f"{_INDENT}{_LEGEND.in_language(language)}"]  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


def _taken(view: RoundView, language: Language) -> Iterator[_Bar]:
    turns = view.replayed.turns
    for turn in turns:
        goes_on = turn.accepted and turn.ends is None and view.definition.step(turn.step) is not None
        period = turn.date.isoformat()
        # What follows on the same day leaves a step no day of its own.
        if turn.ends is not None and turn.ends > turn.date:
            period += f" ~ {turn.ends}"
        sign = (_OPEN if goes_on else _LASTS) if turn.accepted else _REFUSED
        last = turn.ends if turn.accepted and turn.ends is not None else turn.date
        yield _Bar(
            (str(turn.number), one_line(turn.name), period, _duration(turn, language)), sign, turn.date, last
        )


def _duration(turn: Turn, language: Language) -> str:
    """How long the step lasted and how long it must at least; why the entry does not count."""
    if turn.refused is not None:
        return REFUSAL[turn.refused].in_language(language)
    counted = Text("", "") if turn.day_count is None else _COUNTED[turn.day_count]
    lasted = None if turn.days is None else Text(f"{turn.days}{counted.zh}", f"{turn.days}{counted.en}")
    if turn.min_days is None:
        return "" if lasted is None else lasted.in_language(language)
    least = Text(f"至少 {turn.min_days}{counted.zh}", f"at least {turn.min_days}{counted.en}")
    if lasted is None:
        return least.in_language(language)
    short = turn.days is not None and turn.days < turn.min_days
    zh, en = ("，不足", ", too short") if short else ("", "")
    return Text(f"{lasted.zh}（至少 {turn.min_days}{zh}）",
                f"{lasted.en} (at least {turn.min_days}{en})").in_language(language)  # fmt: skip


def _coming(view: RoundView, language: Language) -> Iterator[_Bar]:
    for each in view.progress.next:
        yield _Bar(_next_said(each, language), _MAY_COME, each.earliest, each.earliest)


def _next_said(each: NextStep, language: Language) -> tuple[str, ...]:
    if each.not_judged is not None:
        unknown = Text("无法判断", "cannot be told").in_language(language)
        return ("", one_line(each.name), unknown, one_line(each.not_judged.in_language(language)))
    return ("", one_line(each.name), earliest_text(each).in_language(language), "")


def _drawn(bars: list[_Bar], language: Language) -> Iterator[str]:
    """The drawing to the right of what is said, on one scale; below it, where there is no room."""
    days = [day for bar in bars for day in (bar.first, bar.last) if day is not None]
    said = table([bar.said for bar in bars])
    if not days:
        yield from said
        return
    width = max(map(cell_len, said))
    room = PAGE_CELLS - len(_INDENT) - width - 2
    first, last = min(days), max(days)
    span = (last - first).days + 1
    per_cell = max(1, -(-span // max(room, _LEAST_CELLS)))
    for line, bar in zip(said, bars, strict=True):
        yield f"{line}{' ' * (width - cell_len(line) + 2)}{_marks(bar, first, per_cell)}"
    yield ""
    scale = Text(f"{first} ~ {last}，每格 {per_cell} 天",
                 f"{first} ~ {last}, {per_cell} day(s) to a column")  # fmt: skip
    yield scale.in_language(language)


def _marks(bar: _Bar, first: datetime.date, per_cell: int) -> str:
    if bar.first is None or bar.last is None:
        return ""
    start = (bar.first - first).days // per_cell
    end = max((bar.last - first).days // per_cell, start)
    return " " * start + bar.sign * (end - start + 1)
