"""The sheets of an assessment's workbook that are lists of their own: findings, trial, working."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_engine.diagnostics import Text
from policy_engine.findings.report import Finding, Report
from policy_engine.findings.report_model import Shown
from policy_engine.findings.scores import Figure, PersonScore, ScoreChange, WhatIf
from policy_engine.reports.content import finding_title
from policy_engine.reports.score_what_if import HEADING, what_if_rows
from policy_engine.reports.score_words import exact_text, grade_text, person_text
from policy_engine.reports.words import (
    SEVERITY,
    STATUS,
    Language,
    basis_text,
    clause_place,
    clause_text,
    in_words,
    place_text,
    subject_text,
    value_text,
)
from policy_engine.reports.workbook import Cell, Look, Sheet

_FINDINGS = (
    Text("核查项", "check"), Text("等级", "severity"), Text("状态", "status"), Text("对象", "subject"),
    Text("位置", "place"), Text("实际值", "observed"), Text("限值", "limit"), Text("差额", "margin"),
    Text("意见", "finding"), Text("政策条款", "clause"), Text("依据", "basis"), Text("整改建议", "way out"),
)  # fmt: skip
_CHANGES = (
    Text("人员", "person"), Text("姓名", "name"), Text("现行得分", "total before"),
    Text("假设得分", "total after"), Text("得分增减", "total by"), Text("现行等次", "grade before"),
    Text("假设等次", "grade after"), Text("现行奖金", "bonus before"), Text("假设奖金", "bonus after"),
    Text("奖金增减", "bonus by"),
)  # fmt: skip
_WORKING = (
    Text("层级", "level"), Text("项目", "what"), Text("数值", "value"), Text("准确值", "exact"),
    Text("权重", "weight"), Text("政策权重", "the policy's weight"), Text("算式", "formula"),
    Text("说明", "note"), Text("政策条款", "clause"), Text("位置", "place"),
)  # fmt: skip


def sheet(
    name: Text, headings: Sequence[Text], rows: Iterable[Sequence[Cell]], language: Language, fixed: int = 1
) -> Sheet:
    """A sheet with its headings above its rows."""
    first = [Cell(heading.in_language(language), "head") for heading in headings]
    return Sheet(name.in_language(language), [first, *rows], fixed=fixed)


def figure_cell(value: Shown, language: Language, look: Look = "plain") -> Cell:
    """A number that can be calculated with, or what stands for it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(value, look)
    return Cell(value_text(value, language), look)


def findings_sheet(report: Report, language: Language) -> Sheet:
    """Everything that was found, one below the other."""
    rows = (_finding(report, finding, language) for finding in report.findings)
    return sheet(Text("意见", "findings"), _FINDINGS, rows, language)


def _finding(report: Report, finding: Finding, language: Language) -> list[Cell]:
    subject, clause = finding.subject, finding.clause
    figures = (*in_words(language, finding.observed, finding.limit), finding.margin)
    said = "" if clause is None else f"{clause_text(clause, language)}\n{clause_place(clause)}"
    return [
        Cell(finding_title(finding, language)),
        Cell(SEVERITY[finding.severity].in_language(language)),
        Cell(STATUS[finding.status].in_language(language)),
        Cell("" if subject is None else subject_text(subject, language)),
        Cell("" if subject is None else place_text(report, subject)),
        *(figure_cell(value, language) for value in figures),
        Cell(finding.message.in_language(language)),
        Cell(said),
        Cell("\n".join(basis_text(basis, language) for basis in finding.basis)),
        Cell("" if finding.remedy is None else finding.remedy.in_language(language)),
    ]


def what_if_sheet(what_if: WhatIf, language: Language) -> Sheet:
    """Who changes, and below it what was tried and whether it holds."""
    rows = [_change(each, language) for each in what_if.changed]
    about = [[Cell(HEADING.in_language(language), "head")]]
    about += [[Cell(row.label), Cell("\n".join(row.values))] for row in what_if_rows(what_if, language)]
    return sheet(Text("假设", "what if"), _CHANGES, [*rows, [], *about], language)


def _change(change: ScoreChange, language: Language) -> list[Cell]:
    totals = (change.total_before, change.total_after, change.total_by)
    bonuses = (change.bonus_before, change.bonus_after, change.bonus_by)
    grades = (grade_text(grade, language) for grade in (change.grade_before, change.grade_after))
    return [
        Cell(change.person),
        Cell(change.name or ""),
        *(figure_cell(value, language) for value in totals),
        *map(Cell, grades),
        *(figure_cell(value, language) for value in bonuses),
    ]


def working_sheet(person: PersonScore, figure: Figure, language: Language) -> Sheet:
    """How one person's result came about, one figure below the other, the parts of each further in."""
    name = person_text(person.person, person.name)
    rows = [[Cell(0), Cell(name, "head")], *_working(figure, 1, language)]
    if person.bonus_figure is not None:
        rows += _working(person.bonus_figure, 1, language)
    return sheet(Text("计算", "working"), _WORKING, rows, language, fixed=2)


def _working(figure: Figure, level: int, language: Language) -> Iterator[list[Cell]]:
    clause = figure.clause
    texts = ("" if text is None else text.in_language(language) for text in (figure.formula, figure.note))
    yield [
        Cell(level),
        Cell(f"{'　' * (level - 1)}{figure.label.in_language(language)}"),
        figure_cell(figure.value, language),
        Cell(exact_text(figure.exact, language)),
        figure_cell(figure.weight, language),
        figure_cell(figure.declared, language),
        *map(Cell, texts),
        Cell("" if clause is None else clause_text(clause, language)),
        Cell("" if clause is None else clause_place(clause)),
    ]
    for each in figure.figures:
        yield from _working(each, level + 1, language)
