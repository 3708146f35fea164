"""Workflow commands that GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diff.impact_model import FindingChange, FindingKind, Impact, SetupImpact
from policy_engine.reports.as_github import workflow_command
from policy_engine.reports.impact_content import result_lines
from policy_engine.reports.impact_findings import change_title
from policy_engine.reports.impact_words import FINDING_KIND, class_text, flips_text, outcome_text, title
from policy_engine.reports.words import Language, one_line

_COMMANDS: dict[FindingKind, str] = {
    "new": "warning", "worse": "warning", "changed": "notice", "better": "notice", "gone": "notice",
}  # fmt: skip


def impact_github(impact: Impact, language: Language) -> str:
    return "".join(f"{line}\n" for line in _commands(impact, language))


def _commands(impact: Impact, language: Language) -> Iterator[str]:
    for each in impact.setups:
        if each.flips:
            yield _flip(each, language)
        yield from (_finding(each, change, language) for change in each.findings)
    command = "error" if impact.summary.rejected > 0 else "notice"
    said = "\n".join(result_lines(impact, language))
    yield workflow_command(command, {"title": title(impact, language)}, said)


def _flip(impact: SetupImpact, language: Language) -> str:
    """An error where the set-up no longer complies, at the line of its township."""
    command = "error" if impact.old.complies and not impact.new.complies else "warning"
    place = None if impact.finding is None else impact.finding.subject
    properties = {
        "file": impact.input.path,
        "line": None if place is None else str(place.line),
        "col": None if place is None else str(place.column),
        "title": one_line(f"{impact.township.name}: {flips_text(impact, language)}"),
    }
    lines = [class_text(impact, language), outcome_text(impact, language)]
    if impact.finding is not None:
        lines.append(one_line(impact.finding.message.in_language(language)))
    return workflow_command(command, properties, "\n".join(lines))


def _finding(impact: SetupImpact, change: FindingChange, language: Language) -> str:
    finding = change.finding
    properties: dict[str, str | None] = {"file": impact.input.path}
    if finding.subject is not None:
        properties = {
            "file": finding.subject.file or impact.input.path,
            "line": str(finding.subject.line),
            "col": str(finding.subject.column),
        }
    kind = FINDING_KIND[change.kind].in_language(language)
    properties["title"] = f"{kind} {change_title(change, language)}"
    return workflow_command(
        _COMMANDS[change.kind], properties, one_line(finding.message.in_language(language))
    )
