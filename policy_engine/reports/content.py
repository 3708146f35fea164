"""What a report for people says, as labels and values; the formats only lay it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import Outcome
from policy_engine.findings.report import Finding, Report
from policy_engine.findings.report_model import Shown
from policy_engine.findings.validation import Problem
from policy_engine.reports.words import (
    GROUP,
    GROUPS,
    LISTING,
    Group,
    Language,
    basis_text,
    bracketed,
    clause_place,
    clause_text,
    group_of,
    in_words,
    one_line,
    place_text,
    subject_text,
    value_text,
    waiver_place,
    waiver_text,
)

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands beside it, one value below the other."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with the number under which the report's readers find it, from 1.

    `place` is its place in the report's data, from 0; `actions` are the ids of those it was found at.
    """

    number: int
    place: int
    finding: Finding
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is told by a title and rows below it; `role` is how it ended."""

    title: str
    role: Outcome
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of a tree: what it is, what there is to say of it, and the nodes that it is made of."""

    title: str
    lines: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report with its heading: entries, a table (its headings first), rows, then trees."""

    heading: str
    entries: tuple[Entry, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    rows: tuple[Row, ...] = ()
    trees: tuple[Branch, ...] = ()


def actions_of_findings(report: Report) -> tuple[tuple[str, ...], ...]:
    """For each finding, by its place, the ids of the actions it was found at."""
    found: list[tuple[str, ...]] = [()] * len(report.findings)
    for action in report.actions:
        for place in action.findings:
            found[place] += (action.id,)
    return tuple(found)


def grouped(report: Report) -> Iterator[tuple[Group, list[Numbered]]]:
    """The findings under their headings, the worst first, numbered in that order."""
    number, actions = 0, actions_of_findings(report)
    for group in GROUPS:
        members = [(place, f) for place, f in enumerate(report.findings) if group_of(f) == group]
        if members:
            pairs = enumerate(members, number + 1)
            yield group, [Numbered(nth, place, finding, actions[place]) for nth, (place, finding) in pairs]
        number += len(members)


def finding_numbers(report: Report) -> dict[int, int]:
    """The number of each finding, by its place."""
    return {numbered.place: numbered.number for _, members in grouped(report) for numbered in members}


def group_heading(group: Group, size: int, language: Language) -> str:
    """A heading such as "阻断 9 条"."""
    name = GROUP[group].in_language(language)
    return f"{name} {size} 条" if language == "zh" else f"{name}: {size}"


def counts(report: Report, language: Language) -> str:
    """How many findings of each kind, in one line."""
    summary = report.summary
    numbers = (summary.block, summary.incomplete, summary.warn, summary.info, summary.waived)
    pairs = zip(GROUPS, numbers, strict=True)
    if language == "zh":
        listed = "，".join(f"{GROUP[group].zh} {number} 条" for group, number in pairs)
        return f"{listed}；未核查 {summary.not_judged} 项"
    listed = ", ".join(f"{GROUP[group].en} {number}" for group, number in pairs)
    return f"{listed}; not judged {summary.not_judged}"


def finding_rows(
    report: Report, finding: Finding, language: Language, actions: Sequence[str] = ()
) -> list[Row]:
    """Everything about one finding below its title; `actions` are the ids of those it was found at."""
    rows: list[tuple[Text, Sequence[str]]] = []
    if actions:
        rows.append((Text("事项", "action"), (one_line(LISTING.in_language(language).join(actions)),)))
    if finding.subject is not None:
        subject = finding.subject
        rows.append((Text("对象", "subject"), (subject_text(subject, language), place_text(report, subject))))
    rows.append((Text("意见", "finding"), (one_line(finding.message.in_language(language)),)))
    if figures := figures_text(finding, language):
        rows.append((Text("数值", "figures"), (figures,)))
    if finding.clause is not None:
        clause = finding.clause
        rows.append((Text("政策条款", "clause"), (clause_text(clause, language), clause_place(clause))))
    if finding.basis:
        rows.append((Text("依据", "basis"), [basis_text(basis, language) for basis in finding.basis]))
    if finding.waiver is not None:
        waiver = finding.waiver
        rows.append((Text("豁免", "waiver"), (waiver_text(waiver, language), waiver_place(waiver))))
    if finding.remedy is not None:
        rows.append((Text("整改建议", "way out"), (one_line(finding.remedy.in_language(language)),)))
    return [Row(label.in_language(language), tuple(values)) for label, values in rows]


def figures_text(finding: Finding | Problem, language: Language) -> str:
    """Such as "实际值 87，限值 85，差额 -2"; what there is none of is left out."""
    observed, limit = in_words(language, finding.observed, finding.limit)
    named = (
        (Text("实际值", "observed"), value_text(observed, language), finding.observed),
        (Text("限值", "limit"), value_text(limit, language), finding.limit),
        (Text("差额", "margin"), _margin(finding, language), finding.margin),
    )
    shown = [f"{label.in_language(language)} {text}" for label, text, value in named if value is not None]
    return ("，" if language == "zh" else ", ").join(shown)


def _margin(finding: Finding | Problem, language: Language) -> str:
    """Between two dates it is a number of days and says so; other units stand with the limit's clause."""
    margin = value_text(finding.margin, language)
    if not (_is_date(finding.observed) and _is_date(finding.limit)):
        return margin
    days = "day" if finding.margin in (1, -1) else "days"
    return f"{margin} {Text('天', days).in_language(language)}"


def _is_date(value: Shown) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def finding_title(finding: Finding, language: Language) -> str:
    """Such as "U12 岗位总数不超上限"; a county's own rule may have no title but its id."""
    title = finding.title.in_language(language)
    return one_line(finding.code if title == finding.code else f"{finding.code} {title}")


def not_judged_rows(report: Report, language: Language) -> list[Row]:
    """The checks that were not judged, each with the reason; rules of one check and reason together."""
    numbers: dict[tuple[str, str], int] = {}
    for check in report.not_judged:
        key = (one_line(check.code), one_line(check.reason.in_language(language)))
        numbers[key] = numbers.get(key, 0) + 1
    rows = []
    for (code, reason), number in numbers.items():
        times = f"{number} 项" if language == "zh" else f"{number} rules"
        rows.append(Row(code, (bracketed(reason, times, language) if number > 1 else reason,)))
    return rows


def closing_rows(report: Report, language: Language) -> list[Row]:
    """What approval hangs on, where the case goes, what is asked for afterwards."""
    numbers = finding_numbers(report)
    conditions = [
        bracketed(
            condition.message.in_language(language),
            _finding_number(numbers[condition.finding], language),
            language,
        )
        for condition in report.conditions
    ]
    rows = [
        Row(Text("同意的条件", "conditions").in_language(language), tuple(map(one_line, conditions))),
        Row(Text("报送", "send to").in_language(language), tuple(map(one_line, report.routes))),
        Row(Text("后续要求", "obligations").in_language(language), tuple(map(one_line, report.obligations))),
    ]
    return [row for row in rows if row.values]


def _finding_number(number: int, language: Language) -> str:
    return f"第 {number} 条" if language == "zh" else f"finding {number}"
