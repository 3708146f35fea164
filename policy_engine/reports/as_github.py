"""Workflow commands that GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.findings.report import Finding, Report, Reports
from policy_engine.reports.content import actions_of_findings, counts, finding_title
from policy_engine.reports.format import Format, each
from policy_engine.reports.words import (
    LISTING,
    NOT_BINDING,
    OUTCOME,
    STANDARD_INPUT,
    Group,
    Language,
    clause_place,
    clause_text,
    group_of,
    one_line,
    subject_file,
    subject_text,
    waiver_place,
    waiver_text,
)

_COMMANDS: dict[Group, str] = {
    "block": "error", "incomplete": "error", "warn": "warning", "info": "notice", "waived": "notice",
}  # fmt: skip


def render(made: Report | Reports, language: Language) -> str:
    return "".join(f"{line}\n" for report in each(made) for line in _commands(report, language))


def _commands(report: Report, language: Language) -> Iterator[str]:
    file = _named(report.input.path)
    name = one_line(report.township.name)
    if not report.binding:
        notice = NOT_BINDING.in_language(language)
        yield workflow_command("warning", {"file": file, "title": notice}, f"{name}: {notice}")
    for finding, actions in zip(report.findings, actions_of_findings(report), strict=True):
        yield _finding(report, finding, actions, language)
    for check in report.not_judged:
        title = Text(f"未核查 {check.code}", f"not judged: {check.code}").in_language(language)
        reason = one_line(check.reason.in_language(language))
        yield workflow_command("notice", {"file": file, "title": title}, reason)
    command = {"approved": "notice", "conditional": "warning", "rejected": "error"}[report.outcome]
    outcome = f"{name}: {OUTCOME[report.outcome].in_language(language)}"
    yield workflow_command(command, {"file": file, "title": outcome}, counts(report, language))


def _named(file: str) -> str | None:
    """The file that a command points to; standard input is none."""
    return None if file == STANDARD_INPUT else file


def _finding(report: Report, finding: Finding, actions: tuple[str, ...], language: Language) -> str:
    lines = [finding.message.in_language(language)]
    file = _named(subject_file(report, finding.subject))
    properties: dict[str, str | None] = {"file": file}
    if finding.subject is not None:
        lines.insert(0, subject_text(finding.subject, language))
        if file is not None:
            properties |= {"line": str(finding.subject.line), "col": str(finding.subject.column)}
    if actions:
        listed = LISTING.in_language(language).join(actions)
        lines.insert(0, Text(f"事项 {listed}", f"action {listed}").in_language(language))
    if finding.clause is not None:
        lines.append(f"{clause_place(finding.clause)} {clause_text(finding.clause, language)}")
    if finding.waiver is not None:
        lines.append(f"{waiver_place(finding.waiver)} {waiver_text(finding.waiver, language)}")
    if finding.remedy is not None:
        lines.append(finding.remedy.in_language(language))
    properties["title"] = finding_title(finding, language)
    return workflow_command(_COMMANDS[group_of(finding)], properties, "\n".join(map(one_line, lines)))


def workflow_command(name: str, properties: dict[str, str | None], message: str) -> str:
    """One command; nothing in the properties or the message is taken for a command of its own."""
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value is not None)
    return f"::{name} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format("text/plain; charset=utf-8", ".log", render)
