"""CSV for spreadsheets (WPS, Excel): one row for each finding, and for each action without any."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.findings.report import ActionResult, Finding, Report, Reports
from policy_engine.reports.actions_content import action_name, done_text
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
    in_words,
    one_line,
    subject_file,
    subject_text,
    value_text,
    waiver_text,
)

_COLUMNS = (
    Text("材料", "file"), Text("乡镇（街道）", "township"), Text("结论", "outcome"), Text("编号", "code"),
    Text("规则", "id"), Text("等级", "severity"), Text("状态", "status"), Text("对象", "subject"),
    Text("所在文件", "stands in"), Text("行", "line"), Text("实际值", "observed"), Text("限值", "limit"),
    Text("差额", "margin"), Text("意见", "message"), Text("政策条款", "clause"), Text("依据", "basis"),
    Text("整改建议", "remedy"), Text("豁免", "waiver"), Text("未核查项", "not judged"),
    Text("效力", "standing"), Text("事项", "action"), Text("办理结果", "done or not"),
)  # fmt: skip
_ABOUT_A_FINDING = _COLUMNS[3:-4]
_SUBJECT = next(column for column in _COLUMNS if column.en == "subject")
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
            writer.writerow([safe_cell(text) for text in row])
    return out.getvalue()


def _rows(report: Report, language: Language) -> Iterator[list[str]]:
    found_at: list[list[ActionResult]] = [[] for _ in report.findings]
    for action in report.actions:
        for place in action.findings:
            found_at[place].append(action)
    for finding, actions in zip(report.findings, found_at, strict=True):
        yield _row(report, _finding(report, finding, language), actions, language)
    fine = [action for action in report.actions if not action.findings]
    for action in fine:
        yield _row(report, _nothing(action, language), [action], language)
    if not report.findings and not fine:
        yield _row(report, _nothing(None, language), [], language)


def _row(report: Report, about: list[str], actions: list[ActionResult], language: Language) -> list[str]:
    outcome = OUTCOME[report.outcome].in_language(language)
    standing = "" if report.binding else NOT_BINDING.in_language(language)
    not_judged = " ".join(dict.fromkeys(check.code for check in report.not_judged))
    mark = LISTING.in_language(language)
    ids = mark.join(action.id for action in actions)
    done = mark.join(dict.fromkeys(done_text(action).in_language(language) for action in actions))
    return [report.input.path, report.township.name, outcome, *about, not_judged, standing, ids, done]


def _nothing(action: ActionResult | None, language: Language) -> list[str]:
    """The columns about a finding where there is none; of an action its name."""
    return ["" if column is not _SUBJECT or action is None else action_name(action, language)
            for column in _ABOUT_A_FINDING]  # fmt: skip


def _finding(report: Report, finding: Finding, language: Language) -> list[str]:
    subject, clause = finding.subject, finding.clause
    figures = in_words(language, finding.observed, finding.limit)
    return [
        finding.code,
        finding.id,
        SEVERITY[finding.severity].in_language(language),
        STATUS[finding.status].in_language(language),
        "" if subject is None else subject_text(subject, language),
        "" if subject is None else subject_file(report, subject),
        "" if subject is None else str(subject.line),
        *(value_text(value, language) for value in (*figures, finding.margin)),
        finding.message.in_language(language),
        "" if clause is None else clause_place(clause),
        ("；" if language == "zh" else "; ").join(basis_text(basis, language) for basis in finding.basis),
        "" if finding.remedy is None else finding.remedy.in_language(language),
        "" if finding.waiver is None else waiver_text(finding.waiver, language),
    ]


def safe_cell(text: str) -> str:
    """The text, kept from being taken for a formula or a date."""
    line = one_line(text)
    mistaken = _FORMULA.match(line) and not _NUMBER.fullmatch(line)
    return f"'{line}" if mistaken or _RATIO.fullmatch(line) else line


FORMAT = Format("text/csv; charset=utf-8", ".csv", render, byte_order_mark=True)
