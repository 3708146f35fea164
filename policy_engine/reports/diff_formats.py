"""Every form that a comparison can be written in, by its name."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.diff.model import Diff, Matrix
from policy_engine.reports.diff_github import diff_github
from policy_engine.reports.diff_html import diff_html
from policy_engine.reports.diff_json import diff_json
from policy_engine.reports.diff_markdown import diff_markdown
from policy_engine.reports.diff_text import diff_text
from policy_engine.reports.diff_xlsx import diff_xlsx
from policy_engine.reports.format import Format
from policy_engine.reports.workbook import MEDIA_TYPE

DIFF_FORMATS: Mapping[str, Format[Diff | Matrix]] = {
    "text": Format("text/plain; charset=utf-8", ".txt", diff_text, for_reading=True),
    "json": Format("application/json", ".json", diff_json),
    "markdown": Format("text/markdown; charset=utf-8", ".md", diff_markdown),
    "html": Format("text/html; charset=utf-8", ".html", diff_html),
    "xlsx": Format(MEDIA_TYPE, ".xlsx", diff_text, binary=diff_xlsx),
    "github": Format("text/plain; charset=utf-8", ".log", diff_github),
}
