"""JSON by schemas/report.schema.json, for programs."""

from __future__ import annotations

import json

from policy_engine.findings.report import Report, Reports
from policy_engine.reports.format import Format
from policy_engine.reports.words import Language


def render(made: Report | Reports, _language: Language) -> str:
    """Both languages are in the data; the argument changes nothing."""
    data = made.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


FORMAT = Format("application/json", ".json", render)
