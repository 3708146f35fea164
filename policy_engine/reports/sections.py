"""What a report on actions, on a round or on an assessment says besides its findings."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.findings.report import Report
from policy_engine.reports.actions_content import action_sections
from policy_engine.reports.content import Section
from policy_engine.reports.round_content import round_sections
from policy_engine.reports.score_content import score_sections
from policy_engine.reports.words import Language


def sections(report: Report, language: Language) -> Iterator[Section]:
    """What stands before the findings, in the order in which it is read; a set-up has nothing."""
    yield from action_sections(report, language)
    yield from round_sections(report, language)


def sections_below(report: Report, language: Language) -> Iterator[Section]:
    """What stands below the findings: first what differs from what was submitted, then all results."""
    yield from score_sections(report, language)
