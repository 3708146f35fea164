"""Plain text, as an officer reads it and pastes it into a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import Outcome
from policy_engine.findings.report import Report, Reports
from policy_engine.reports.content import (
    Branch,
    Numbered,
    Row,
    Section,
    closing_rows,
    counts,
    finding_rows,
    finding_title,
    group_heading,
    grouped,
    not_judged_rows,
)
from policy_engine.reports.format import Format
from policy_engine.reports.head_content import head_rows, part_rows, report_title
from policy_engine.reports.layout import PAGE_CELLS, fitted_table, labelled, table, wrap
from policy_engine.reports.sections import sections, sections_below
from policy_engine.reports.summary_content import in_detail, outcome_counts, summary_rows, title_of_several
from policy_engine.reports.words import (
    GROUP_MEANING,
    NOT_BINDING,
    NOTHING_FOUND,
    OUTCOME,
    Group,
    Language,
    bracketed,
    one_line,
)

_ENTRY_INDENT = 2
_FINDING_INDENT = 5
_NOTE_INDENT = 6
Role = Literal["plain", "title", "notice"] | Group | Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """One line and what it is, for a terminal that shows colours."""

    text: str
    role: Role = "plain"


def lines(made: Report | Reports, language: Language) -> Iterator[Line]:
    """The text, line by line."""
    if isinstance(made, Reports):
        yield from _several(made, language)
    else:
        yield from _one(made, language)


def render(made: Report | Reports, language: Language) -> str:
    return "".join(f"{line.text}\n" for line in lines(made, language))


def _several(made: Reports, language: Language) -> Iterator[Line]:
    binding = all(report.binding for report in made.reports)
    yield from _heading(title_of_several(made, language), language, binding=binding)
    rows = table(summary_rows(made, language))
    yield Line(rows[0], "title")
    for report, row in zip(made.reports, rows[1:], strict=True):
        yield Line(row, report.outcome)
    yield Line("")
    yield Line(outcome_counts(made, language))
    for report in in_detail(made):
        yield Line("")
        yield from _one(report, language)


def _one(report: Report, language: Language) -> Iterator[Line]:
    yield from _heading(report_title(report, language), language, binding=report.binding)
    yield from _head(report, language)
    yield from _parts(report, language)
    for section in sections(report, language):
        yield from _section(section)
    for group, members in grouped(report):
        yield Line("")
        meaning = GROUP_MEANING[group].in_language(language)
        yield Line(f"{group_heading(group, len(members), language)} - {meaning}", group)
        for numbered in members:
            yield from _finding(report, numbered, language)
    if not report.findings:
        yield Line("")
        yield Line(NOTHING_FOUND.in_language(language))
    for section in sections_below(report, language):
        yield from _section(section)
    yield from _closing(report, language)


def _heading(title: str, language: Language, *, binding: bool) -> Iterator[Line]:
    yield Line("=" * PAGE_CELLS)
    yield Line(title, "title")
    if not binding:
        yield Line(NOT_BINDING.in_language(language), "notice")
    yield Line("=" * PAGE_CELLS)


def _head(report: Report, language: Language) -> Iterator[Line]:
    rows = head_rows(report, language)
    outcome = rows[-1]
    yield from map(Line, _block(rows[:-1]))
    cells = _label_cells(rows)
    for text in labelled(outcome.label, outcome.values, cells):
        yield Line(text, report.outcome)


def _parts(report: Report, language: Language) -> Iterator[Line]:
    rows = part_rows(report, language)
    if rows:
        yield Line("")
        yield from map(Line, table(rows))


def _section(section: Section) -> Iterator[Line]:
    yield Line("")
    yield Line(section.heading, "title")
    for entry in section.entries:
        indent = " " * _ENTRY_INDENT
        yield from (Line(indent + text, entry.role) for text in wrap(entry.title, PAGE_CELLS - _ENTRY_INDENT))
        yield from map(Line, _block(entry.rows, _FINDING_INDENT))
    if section.table:
        yield from map(Line, fitted_table(section.table))
    if section.rows:
        yield from [Line("")] if section.table else []
        yield from map(Line, _block(section.rows))
    for branch in section.trees:
        yield from map(Line, _tree(branch, _ENTRY_INDENT))


def _tree(branch: Branch, indent: int) -> Iterator[str]:
    """What is said of a node stands below its title, further in than the nodes that it is made of."""
    below = indent + _NOTE_INDENT
    first, *more = (line for text in (branch.title, *branch.lines) for line in wrap(text, PAGE_CELLS - below))
    yield " " * indent + first
    yield from (" " * below + line for line in more)
    for each in branch.branches:
        yield from _tree(each, indent + _ENTRY_INDENT)


def _finding(report: Report, numbered: Numbered, language: Language) -> Iterator[Line]:
    title = finding_title(numbered.finding, language)
    first, *more = wrap(title, PAGE_CELLS - _FINDING_INDENT)
    yield Line(f"{numbered.number:>3}. {first}", "title")
    yield from (Line(" " * _FINDING_INDENT + text, "title") for text in more)
    rows = finding_rows(report, numbered.finding, language, numbered.actions)
    yield from map(Line, _block(rows, _FINDING_INDENT))


def _closing(report: Report, language: Language) -> Iterator[Line]:
    not_judged = not_judged_rows(report, language)
    if not_judged:
        yield Line("")
        yield Line(_not_judged_heading(len(report.not_judged), language), "title")
        yield from map(Line, _block(not_judged, _FINDING_INDENT))
    closing = closing_rows(report, language)
    if closing:
        yield Line("")
        yield from map(Line, _block(closing))
    yield Line("")
    yield from (Line(text, report.outcome) for text in wrap(_sentence(report, language), PAGE_CELLS))
    if not report.binding:
        yield Line(NOT_BINDING.in_language(language), "notice")


def _sentence(report: Report, language: Language) -> str:
    """The whole in one line."""
    colon = "：" if language == "zh" else ": "
    outcome = OUTCOME[report.outcome].in_language(language)
    return bracketed(f"{one_line(report.township.name)}{colon}{outcome}", counts(report, language), language)


def _not_judged_heading(number: int, language: Language) -> str:
    return Text(
        f"未核查 {number} 项 - 原因如下，不计入结论",
        f"not judged: {number} - for these reasons, without effect on the outcome",
    ).in_language(language)


def _block(rows: Iterable[Row], indent: int = 0) -> Iterator[str]:
    rows = list(rows)
    cells = _label_cells(rows)
    for row in rows:
        yield from labelled(row.label, row.values, cells, indent)


def _label_cells(rows: Iterable[Row]) -> int:
    return max(cell_len(row.label) for row in rows) + 2


FORMAT = Format("text/plain; charset=utf-8", ".txt", render, for_reading=True)
