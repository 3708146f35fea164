"""Every form that a run of policy tests can be written in, by its name."""

from __future__ import annotations

import json
from collections.abc import Mapping

from policy_engine.reports.format import Format
from policy_engine.reports.tests_junit import run_junit
from policy_engine.reports.tests_text import run_text
from policy_engine.reports.words import Language
from policy_engine.testing.model import Run


def run_json(run: Run, _language: Language) -> str:
    """By schemas/tests-run.schema.json. Both languages are in the data."""
    data = run.model_dump(mode="json", by_alias=True)
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


RUN_FORMATS: Mapping[str, Format[Run]] = {
    "text": Format("text/plain; charset=utf-8", ".txt", run_text, for_reading=True),
    "json": Format("application/json", ".json", run_json),
    "junit": Format("application/xml", ".xml", run_junit),
}
