"""The impact of a change of policy as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from policy_engine.diff.impact_model import Impact
from policy_engine.documents.terms import Outcome
from policy_engine.reports.content import Row
from policy_engine.reports.impact_content import (
    SAME,
    entries,
    head_rows,
    result_lines,
    same_names,
    tables,
)
from policy_engine.reports.impact_words import NOTICE, title
from policy_engine.reports.layout import PAGE_CELLS, labelled, table, wrap
from policy_engine.reports.words import Language

_INDENT = 5


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """One line and what it is, for a terminal that shows colours."""

    text: str
    role: Literal["plain", "title", "notice"] | Outcome = "plain"


def impact_lines(impact: Impact, language: Language) -> Iterator[ImpactLine]:
    """The text, line by line."""
    yield ImpactLine(title(impact, language), "title")
    yield from (ImpactLine(text, "notice") for text in wrap(NOTICE.in_language(language), PAGE_CELLS))
    yield ImpactLine("")
    yield from map(ImpactLine, _block(head_rows(impact, language)))
    for heading, rows in tables(impact, language):
        yield from _headed(heading)
        yield from map(ImpactLine, table(rows))
    for number, entry in enumerate(entries(impact, language), 1):
        yield ImpactLine("")
        yield from (ImpactLine(text, entry.role) for text in wrap(f"{number}. {entry.title}", PAGE_CELLS))
        yield from map(ImpactLine, _block(entry.rows, _INDENT))
    same = same_names(impact, language)
    if same:
        yield from _headed(SAME.in_language(language))
        yield from map(ImpactLine, wrap(same, PAGE_CELLS))
    yield ImpactLine("")
    for line in result_lines(impact, language):
        yield from (ImpactLine(text, _role(impact)) for text in wrap(line, PAGE_CELLS))


def impact_text(impact: Impact, language: Language) -> str:
    return "".join(f"{line.text}\n" for line in impact_lines(impact, language))


def _role(impact: Impact) -> Outcome:
    summary = impact.summary
    if summary.rejected > 0:
        return "rejected"
    return "conditional" if summary.flipped > 0 else "approved"


def _headed(heading: str) -> Iterator[ImpactLine]:
    yield ImpactLine("")
    yield ImpactLine(heading, "title")


def _block(rows: Iterable[Row], indent: int = 0) -> Iterator[str]:
    rows = list(rows)
    cells = max(cell_len(row.label) for row in rows) + 2
    for row in rows:
        yield from labelled(row.label, row.values, cells, indent)
