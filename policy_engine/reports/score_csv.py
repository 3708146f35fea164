"""The results of an assessment as CSV for spreadsheets: one row for each person."""

from __future__ import annotations

import csv
import io

from policy_engine.diagnostics import Text
from policy_engine.findings.report import Report
from policy_engine.findings.report_model import Shown
from policy_engine.findings.scores import Scores
from policy_engine.reports.as_csv import safe_cell
from policy_engine.reports.score_order import listed, not_final
from policy_engine.reports.score_record import STATE, record_of
from policy_engine.reports.score_words import FINAL, NOT_FINAL
from policy_engine.reports.words import NOT_BINDING, OUTCOME, Language, value_text


def score_csv(report: Report, language: Language) -> str:
    """What is true of all stands in each row: a row that is copied elsewhere still says what it is worth.

    Raises ValueError for a report on anything but an assessment.
    """
    scores = report.scores
    if scores is None:
        raise ValueError(f"a report on {report.kind} has no results")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    whole = _whole(report, scores, language)
    for place, each in enumerate(listed(report, scores)):
        record = [*whole, *record_of(each, language)]
        if place == 0:
            writer.writerow([heading.in_language(language) for heading, _ in record])
        writer.writerow([safe_cell(value_text(value, language)) for _, value in record])
    return out.getvalue()


def _whole(report: Report, scores: Scores, language: Language) -> list[tuple[Text, Shown]]:
    state = FINAL if not list(not_final(report, scores)) else NOT_FINAL
    return [
        (Text("材料", "file"), report.input.path),
        (Text("乡镇（街道）", "township"), report.township.name),
        (Text("考核", "assessment"), scores.number),
        (Text("考核期起", "from"), scores.from_.isoformat()),
        (Text("考核期止", "until"), scores.until.isoformat()),
        (Text("结论", "outcome"), OUTCOME[report.outcome].in_language(language)),
        (Text("效力", "standing"), "" if report.binding else NOT_BINDING.in_language(language)),
        (STATE, state.in_language(language)),
    ]
