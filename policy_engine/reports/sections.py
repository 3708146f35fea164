"""What a report on actions, or on a round, says besides its findings."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.findings.report import Report
from policy_engine.reports.actions_content import action_sections
from policy_engine.reports.content import Section
from policy_engine.reports.round_content import round_sections
from policy_engine.reports.words import Language


def sections(report: Report, language: Language) -> Iterator[Section]:
    """In the order in which they are read; a set-up has none."""
    yield from action_sections(report, language)
    yield from round_sections(report, language)
