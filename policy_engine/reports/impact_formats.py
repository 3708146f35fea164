"""Every form that the impact of a change of policy can be written in, by its name."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.diff.impact_model import Impact
from policy_engine.reports.format import Format
from policy_engine.reports.impact_github import impact_github
from policy_engine.reports.impact_html import impact_html
from policy_engine.reports.impact_json import impact_json
from policy_engine.reports.impact_markdown import impact_markdown
from policy_engine.reports.impact_text import impact_text
from policy_engine.reports.impact_xlsx import impact_xlsx
from policy_engine.reports.workbook import MEDIA_TYPE

IMPACT_FORMATS: Mapping[str, Format[Impact]] = {
    "text": Format("text/plain; charset=utf-8", ".txt", impact_text, for_reading=True),
    "json": Format("application/json", ".json", impact_json),
    "markdown": Format("text/markdown; charset=utf-8", ".md", impact_markdown),
    "html": Format("text/html; charset=utf-8", ".html", impact_html),
    "xlsx": Format(MEDIA_TYPE, ".xlsx", impact_text, binary=impact_xlsx),
    "github": Format("text/plain; charset=utf-8", ".log", impact_github),
}
