"""CSV for spreadsheets (WPS, Excel): one row for each finding."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.findings.report import Finding, Report, Reports
from policy_engine.reports.content import actions_of_findings
from policy_engine.reports.format import Format, each
from policy_engine.reports.words import (
    LISTING,
    NOT_BINDING,
    OUTCOME,
    SEVERITY,
    STATUS,
    Language,
    basis_text,
    clause_place,
    one_line,
    subject_file,
    subject_text,
    value_text,
)

_COLUMNS = (
    Text("材料", "file"), Text("乡镇（街道）", "township"), Text("结论", "outcome"), Text("编号", "code"),
    Text("规则", "id"), Text("等级", "severity"), Text("状态", "status"), Text("对象", "subject"),
    Text("所在文件", "stands in"), Text("行", "line"), Text("实际值", "observed"), Text("限值", "limit"),
    Text("差额", "margin"), Text("意见", "message"), Text("政策条款", "clause"), Text("依据", "basis"),
    Text("整改建议", "remedy"), Text("未核查项", "not judged"), Text("效力", "standing"),
    Text("事项", "action"),
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
# A cell that starts like this runs as a formula, also after blanks and in full-width letters.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
# 2/3 would turn into the third of February.
_RATIO = re.compile(r"\d+\s*/\s*\d+(\s*/\s*\d+)?")


def render(made: Report | Reports, language: Language) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.in_language(language) for column in _COLUMNS])
    for report in each(made):
        for row in _rows(report, language):
            writer.writerow([_cell(text) for text in row])
    return out.getvalue()


def _rows(report: Report, language: Language) -> Iterator[list[str]]:
    if not report.findings:
        yield _row(report, None, (), language)
    for finding, actions in zip(report.findings, actions_of_findings(report), strict=True):
        yield _row(report, finding, actions, language)


def _row(report: Report, finding: Finding | None, actions: tuple[str, ...], language: Language) -> list[str]:
    outcome = OUTCOME[report.outcome].in_language(language)
    standing = "" if report.binding else NOT_BINDING.in_language(language)
    not_judged = " ".join(dict.fromkeys(check.code for check in report.not_judged))
    about = _finding(report, finding, language) if finding is not None else [""] * (len(_COLUMNS) - 6)
    listed = LISTING.in_language(language).join(actions)
    return [report.input.path, report.township.name, outcome, *about, not_judged, standing, listed]


def _finding(report: Report, finding: Finding, language: Language) -> list[str]:
    subject, clause = finding.subject, finding.clause
    return [
        finding.code,
        finding.id,
        SEVERITY[finding.severity].in_language(language),
        STATUS[finding.status].in_language(language),
        "" if subject is None else subject_text(subject, language),
        "" if subject is None else subject_file(report, subject),
        "" if subject is None else str(subject.line),
        *(value_text(value, language) for value in (finding.observed, finding.limit, finding.margin)),
        finding.message.in_language(language),
        "" if clause is None else clause_place(clause),
        ("；" if language == "zh" else "; ").join(basis_text(basis, language) for basis in finding.basis),
        "" if finding.remedy is None else finding.remedy.in_language(language),
    ]


def _cell(text: str) -> str:
    """The text, kept from being taken for a formula or a date."""
    line = one_line(text)
    mistaken = _FORMULA.match(line) and not _NUMBER.fullmatch(line)
    return f"'{line}" if mistaken or _RATIO.fullmatch(line) else line


FORMAT = Format("text/csv; charset=utf-8", ".csv", render, byte_order_mark=True)
