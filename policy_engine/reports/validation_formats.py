"""Every form that a validation can be written in, by its name."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.findings.validation import Validation
from policy_engine.reports.diagnostics_text import Source
from policy_engine.reports.format import Format
from policy_engine.reports.validation_github import validation_github
from policy_engine.reports.validation_json import validation_json
from policy_engine.reports.validation_junit import validation_junit
from policy_engine.reports.validation_sarif import validation_sarif
from policy_engine.reports.validation_text import validation_text
from policy_engine.reports.words import Language

NAMES = ("text", "json", "sarif", "github", "junit")


def validation_formats(source: Source) -> Mapping[str, Format[Validation]]:
    """`source` gives the content of the files that the text quotes."""

    def text(validation: Validation, language: Language) -> str:
        return validation_text(validation, language, source)

    return {
        "text": Format("text/plain; charset=utf-8", ".txt", text, for_reading=True),
        "json": Format("application/json", ".json", validation_json),
        "sarif": Format("application/sarif+json", ".sarif", validation_sarif),
        "github": Format("text/plain; charset=utf-8", ".log", validation_github),
        "junit": Format("application/xml", ".xml", validation_junit),
    }
