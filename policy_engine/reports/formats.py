"""Every report format by its name: the files as_*.py beside this one. A new format is one new file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, Text, UsageError, did_you_mean
from policy_engine.findings.report import Report, Reports
from policy_engine.reports.format import Format
from policy_engine.reports.words import Language

_PREFIX = "as_"


def _found() -> Mapping[str, Format[Report | Reports]]:
    formats = {}
    for module in sorted(pkgutil.iter_modules([str(Path(__file__).parent)])):
        if module.name.startswith(_PREFIX):
            found = importlib.import_module(f"{__package__}.{module.name}")
            declared: Format[Report | Reports] = found.FORMAT
            formats[module.name.removeprefix(_PREFIX)] = declared
    return formats


FORMATS: Mapping[str, Format[Report | Reports]] = _found()


def render(made: Report | Reports, format_: str = "text", language: Language = "zh") -> str:
    """One report, or several with their summary, in the named format. Raises UsageError."""
    if format_ not in FORMATS:
        raise UsageError(_unknown(format_))
    return FORMATS[format_].render(made, language)


def _unknown(name: str) -> Diagnostic:
    known = ", ".join(FORMATS)
    return Diagnostic(
        "report.unknown-format",
        Text(f"没有报告格式“{name}”。", f'There is no report format "{name}".'),
        help=did_you_mean(name, FORMATS) or Text(f"可用格式：{known}。", f"The formats are: {known}."),
    )
