"""Every form that a validation can be written in, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policy_engine.findings.validation import Validation
from policy_engine.reports.diagnostics_text import Frames, Source
from policy_engine.reports.format import Format
from policy_engine.reports.validation_github import validation_github
from policy_engine.reports.validation_json import validation_json
from policy_engine.reports.validation_junit import validation_junit
from policy_engine.reports.validation_masking import without_names
from policy_engine.reports.validation_sarif import validation_sarif
from policy_engine.reports.validation_text import validation_text
from policy_engine.reports.words import Language

NAMES = ("text", "json", "sarif", "github", "junit")


def validation_formats(source: Source) -> Mapping[str, Format[Validation]]:
    """`source` gives the content of the files that are quoted, and tell who is named."""

    def text(validation: Validation, language: Language) -> str:
        return validation_text(validation, language, source)

    def masked(write: Callable[[Validation, Language], str]) -> Callable[[Validation, Language], str]:
        return lambda validation, language: write(without_names(validation, Frames(source)), language)

    return {
        "text": Format("text/plain; charset=utf-8", ".txt", text, for_reading=True),
        "json": Format("application/json", ".json", masked(validation_json)),
        "sarif": Format("application/sarif+json", ".sarif", masked(validation_sarif)),
        "github": Format("text/plain; charset=utf-8", ".log", masked(validation_github)),
        "junit": Format("application/xml", ".xml", masked(validation_junit)),
    }
