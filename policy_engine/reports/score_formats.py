"""Every form that a report on an assessment can be written in, by its name."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.findings.report import Report
from policy_engine.reports import as_html, as_json, as_markdown, as_text
from policy_engine.reports.format import Format
from policy_engine.reports.score_csv import score_csv
from policy_engine.reports.score_xlsx import score_xlsx
from policy_engine.reports.workbook import MEDIA_TYPE

SCORE_FORMATS: Mapping[str, Format[Report]] = {
    "text": Format("text/plain; charset=utf-8", ".txt", as_text.render, for_reading=True),
    "json": Format("application/json", ".json", as_json.render),
    "csv": Format("text/csv; charset=utf-8", ".csv", score_csv, byte_order_mark=True),
    "markdown": Format("text/markdown; charset=utf-8", ".md", as_markdown.render),
    "html": Format("text/html; charset=utf-8", ".html", as_html.render),
    "xlsx": Format(MEDIA_TYPE, ".xlsx", as_text.render, binary=score_xlsx),
}
