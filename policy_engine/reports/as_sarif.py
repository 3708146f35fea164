"""SARIF 2.1.0, which code-review tools read. One run for each report."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from policy_engine.findings.report import Finding, Report, Reports
from policy_engine.findings.report_model import Clause
from policy_engine.reports.content import actions_of_findings, finding_title
from policy_engine.reports.format import Format, each
from policy_engine.reports.words import (
    NOT_BINDING,
    OUTCOME,
    STANDARD_INPUT,
    Group,
    Language,
    clause_text,
    group_of,
    one_line,
    rule_key,
    subject_file,
    waiver_text,
)

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: dict[Group, str] = {"block": "error", "incomplete": "error", "warn": "warning", "info": "note"}
_SEVERITIES = {"block": "error", "warn": "warning", "info": "note"}


def render(made: Report | Reports, language: Language) -> str:
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, language) for report in each(made)]}
    return json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _run(report: Report, language: Language) -> dict[str, Any]:
    rules = {_key(finding): finding for finding in report.findings}
    numbers = {key: number for number, key in enumerate(rules)}
    found = zip(report.findings, actions_of_findings(report), strict=True)
    return {
        "tool": {"driver": {
            "name": "policy-engine",
            "version": report.engine.version,
            "rules": [_rule(key, finding, language) for key, finding in rules.items()],
        }},
        "automationDetails": {"id": _category(report)},
        "columnKind": "unicodeCodePoints",
        "invocations": [{
            "executionSuccessful": True,
            "toolConfigurationNotifications": _notifications(report, language),
        }],
        "results": [_result(report, f, numbers[_key(f)], actions, language) for f, actions in found],
        "properties": _properties(report, language),
    }  # fmt: skip


def _category(report: Report) -> str:
    """Results replace earlier ones of the same category: those of actions never those of the set-up."""
    kind = "" if report.kind == "setup" else f"{report.kind}/"
    return f"policy-engine/{report.township.code}/{kind}"


def _key(finding: Finding) -> str:
    return rule_key(finding.code, finding.id)


def _rule(key: str, finding: Finding, language: Language) -> dict[str, Any]:
    return {
        "id": key,
        "shortDescription": {"text": finding_title(finding, language)},
        "defaultConfiguration": {"level": _SEVERITIES[finding.severity]},
    }


def _notifications(report: Report, language: Language) -> list[dict[str, Any]]:
    """That the report does not bind, and what was not judged."""
    found = []
    if not report.binding:
        found.append({"level": "warning", "message": {"text": NOT_BINDING.in_language(language)}})
    for check in report.not_judged:
        text = f"{rule_key(check.code, check.id)}: {check.reason.in_language(language)}"
        found.append({"level": "note", "message": {"text": one_line(text)}})
    return found


def _properties(report: Report, language: Language) -> dict[str, Any]:
    township = report.township
    properties: dict[str, Any] = {
        "outcome": report.outcome,
        "outcomeText": OUTCOME[report.outcome].in_language(language),
        "binding": report.binding,
        "township": {"code": township.code, "name": township.name},
        "asOf": report.dates.as_of.isoformat(),
        "on": report.dates.on.isoformat(),
    }
    if not report.binding:
        properties["notice"] = NOT_BINDING.in_language(language)
    if report.setup is not None:
        properties["setup"] = report.setup.path
    return properties


def _result(
    report: Report, finding: Finding, rule: int, actions: tuple[str, ...], language: Language
) -> dict[str, Any]:
    lines = [finding.message.in_language(language)]
    if finding.remedy is not None:
        lines.append(finding.remedy.in_language(language))
    result: dict[str, Any] = {
        "ruleId": _key(finding),
        "ruleIndex": rule,
        "level": _LEVELS.get(group_of(finding), _SEVERITIES[finding.severity]),
        "message": {"text": "\n".join(map(one_line, lines))},
        "locations": _locations(report, finding),
        "partialFingerprints": {"finding/v1": _fingerprint(report, finding, actions)},
        "properties": {
            "status": finding.status,
            "observed": finding.observed,
            "limit": finding.limit,
            "margin": finding.margin,
        },
    }
    if actions:
        result["properties"]["actions"] = list(actions)
    if finding.clause is not None:
        result["relatedLocations"] = [_related(finding.clause, language)]
    if finding.status == "waived":
        suppression: dict[str, Any] = {"kind": "external", "status": "accepted"}
        if finding.waiver is not None:
            suppression["justification"] = waiver_text(finding.waiver, language)
        result["suppressions"] = [suppression]
    return result


def _locations(report: Report, finding: Finding) -> list[dict[str, Any]]:
    """Where the subject stands; a submission from standard input has no file to point to."""
    location: dict[str, Any] = {}
    subject = finding.subject
    file = subject_file(report, subject)
    if file != STANDARD_INPUT:
        physical: dict[str, Any] = {"artifactLocation": {"uri": file_uri(file)}}
        if subject is not None:
            physical["region"] = {"startLine": subject.line, "startColumn": subject.column}
        location["physicalLocation"] = physical
    if subject is not None:
        logical = {"kind": subject.kind, "name": subject.id, "fullyQualifiedName": subject.path}
        location["logicalLocations"] = [{key: text for key, text in logical.items() if text}]
    return [location] if location else []


def _related(clause: Clause, language: Language) -> dict[str, Any]:
    return {
        "id": 1,
        "message": {"text": clause_text(clause, language)},
        "physicalLocation": {
            "artifactLocation": {"uri": file_uri(clause.file)},
            "region": {"startLine": clause.line},
        },
    }


def file_uri(path: str) -> str:
    """A path as SARIF has it: relative to wherever the run was, or a file: address."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())


def _fingerprint(report: Report, finding: Finding, actions: tuple[str, ...]) -> str:
    """The same for the same finding in a later version of the submission, or of the policy."""
    about = (report.township.code, _key(finding), *_about(finding), *actions)
    return hashlib.sha256("\0".join(about).encode()).hexdigest()


def _about(finding: Finding) -> tuple[str, ...]:
    """One rule may find much in one policy, so there the id (a jurisdiction's code) is not enough."""
    subject = finding.subject
    if subject is None:
        return ("", "")
    if subject.file is None:
        return (subject.kind, subject.id or subject.path)
    return (subject.kind, subject.id or "", subject.path, finding.message.zh)


FORMAT = Format("application/sarif+json", ".sarif", render)
