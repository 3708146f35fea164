"""Whole outputs, as they look to who reads them."""

from __future__ import annotations

import pytest

from policy_engine.findings.report import Report, Reports
from policy_engine.reports.formats import FORMATS, render
from policy_engine.reports.words import Language
from tests.reports import action_makers, makers
from tests.reports.golden import compare

CASES: dict[str, Report | Reports] = {
    "full": makers.full(),
    "clean": makers.clean(),
    "several": makers.several(),
    "files": makers.of_files(),
    "hostile": makers.report(makers.hostile()),
    "batch": action_makers.batch(),
    "selection": action_makers.selection(),
    "batches": makers.several(action_makers.batch(), action_makers.passed()),
}
FOR_READING = [(case, format_, language) for case in CASES for format_ in ("text", "markdown")
               for language in ("zh", "en")]  # fmt: skip
FOR_PROGRAMS = [(case, format_, "zh") for case in ("full", "files", "batch", "selection")
                for format_ in FORMATS if format_ not in ("text", "markdown")
                and (case, format_) != ("files", "json")]  # fmt: skip


@pytest.mark.parametrize(("case", "format_", "language"), FOR_READING + FOR_PROGRAMS)
def test_the_output_is_as_recorded(case: str, format_: str, language: Language) -> None:
    extension = FORMATS[format_].extension
    compare(render(CASES[case], format_, language), f"{case}.{language}{extension}")


@pytest.mark.parametrize("format_", FORMATS)
def test_equal_reports_give_the_same_text(format_: str) -> None:
    assert render(makers.several(), format_) == render(makers.several(), format_)
