"""A validation as workflow commands that GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from policy_engine.findings.validation import Level, Outcome, Problem, Validation
from policy_engine.reports.as_github import workflow_command
from policy_engine.reports.validation_content import (
    LEVEL,
    bases_text,
    bound_text,
    jurisdictions_text,
    left_out_text,
    message_text,
    problem_key,
    remedy_text,
    summary_text,
    title_text,
)
from policy_engine.reports.words import Language

_COMMANDS: dict[Level, str] = {
    "error": "error", "incomplete": "error", "block": "error",
    "warn": "warning", "info": "notice", "hint": "notice",
}  # fmt: skip
_OUTCOMES: dict[Outcome, str] = {"valid": "notice", "invalid": "error", "unreadable": "error"}


def validation_github(validation: Validation, language: Language) -> str:
    """One command for each problem, and one for the whole."""
    return "".join(f"{line}\n" for line in _commands(validation, language))


def _commands(validation: Validation, language: Language) -> Iterator[str]:
    files = frozenset(validation.files)
    for problem in validation.problems:
        yield _problem(problem, files, language)
    title = title_text(validation, language)
    left_out = left_out_text(validation, language)
    if left_out:
        yield workflow_command("notice", {"title": title}, left_out)
    command = _OUTCOMES[validation.outcome]
    yield workflow_command(command, {"title": title}, summary_text(validation, language))


def _problem(problem: Problem, files: AbstractSet[str], language: Language) -> str:
    properties: dict[str, str | None] = {}
    place = problem.place
    if place is not None:
        properties = {"file": place.file, "line": str(place.line), "col": str(place.column)}
        if place.end_line == place.line:  # the mark of several lines has no columns
            properties["endColumn"] = str(place.end_column)
    properties["title"] = f"{LEVEL[problem.level].in_language(language)} {problem_key(problem)}"
    lines = (
        message_text(problem, language),
        remedy_text(problem, language),
        bound_text(problem, language),
        bases_text(problem, language),
        jurisdictions_text(problem, files, language),
    )
    return workflow_command(_COMMANDS[problem.level], properties, "\n".join(filter(None, lines)))
