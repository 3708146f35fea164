"""A validation as SARIF 2.1.0, which code-review tools read: one run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Set as AbstractSet
from typing import Any

from policy_engine.findings.validation import Level, Linting, Place, Problem, Validation
from policy_engine.reports.as_sarif import SCHEMA, file_uri
from policy_engine.reports.validation_content import (
    OUTCOME,
    bases_text,
    bound_text,
    jurisdictions_text,
    left_out_text,
    message_text,
    problem_key,
    remedy_text,
    title_text,
)
from policy_engine.reports.words import Language, one_line

_LEVELS: dict[Level, str] = {
    "error": "error", "incomplete": "error", "block": "error",
    "warn": "warning", "info": "note", "hint": "note",
}  # fmt: skip


def validation_sarif(validation: Validation, language: Language) -> str:
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(validation, language)]}
    return json.dumps(log, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _run(validation: Validation, language: Language) -> dict[str, Any]:
    keys = sorted({problem_key(problem) for problem in validation.problems})
    numbers = {key: number for number, key in enumerate(keys)}
    files = frozenset(validation.files)
    left_out = left_out_text(validation, language)
    done = "lint" if isinstance(validation, Linting) else "validate"
    return {
        "tool": {"driver": {
            "name": "policy-engine",
            "version": validation.engine.version,
            "rules": [{"id": key} for key in keys],
        }},
        "automationDetails": {"id": f"policy-engine/{done}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{
            "executionSuccessful": True,
            "toolConfigurationNotifications":
                [{"level": "note", "message": {"text": left_out}}] if left_out else [],
        }],
        "artifacts": [{"location": {"uri": file_uri(file)}} for file in validation.files],
        "results": [_result(p, numbers[problem_key(p)], files, language) for p in validation.problems],
        "properties": {
            "title": title_text(validation, language),
            "outcome": validation.outcome,
            "outcomeText": OUTCOME[validation.outcome].in_language(language),
        },
    }  # fmt: skip


def _result(problem: Problem, rule: int, files: AbstractSet[str], language: Language) -> dict[str, Any]:
    lines = (
        message_text(problem, language),
        remedy_text(problem, language),
        bases_text(problem, language),
        jurisdictions_text(problem, files, language),
    )
    result: dict[str, Any] = {
        "ruleId": problem_key(problem),
        "ruleIndex": rule,
        "level": _LEVELS[problem.level],
        "message": {"text": "\n".join(filter(None, lines))},
        "locations": [_location(problem)] if problem.place is not None or problem.path else [],
        "partialFingerprints": {"problem/v1": _fingerprint(problem)},
        "properties": _properties(problem),
    }
    related = _related(problem, language)
    if related:
        result["relatedLocations"] = related
    return result


def _location(problem: Problem) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if problem.place is not None:
        location["physicalLocation"] = _physical(problem.place)
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    return location


def _physical(place: Place) -> dict[str, Any]:
    region = {
        "startLine": place.line, "startColumn": place.column,
        "endLine": place.end_line, "endColumn": place.end_column,
    }  # fmt: skip
    return {"artifactLocation": {"uri": file_uri(place.file)}, "region": region}


def _related(problem: Problem, language: Language) -> list[dict[str, Any]]:
    """The bound that is broken, then the other places that have to do with it."""
    found: list[dict[str, Any]] = []
    clause = problem.clause
    if clause is not None:
        where = {"artifactLocation": {"uri": file_uri(clause.file)}, "region": {"startLine": clause.line}}
        found.append({"message": {"text": bound_text(problem, language)}, "physicalLocation": where})
    for related in problem.related:
        text = one_line(related.message.in_language(language))
        found.append({"message": {"text": text}, "physicalLocation": _physical(related.place)})
    return [{"id": number, **each} for number, each in enumerate(found, 1)]


def _properties(problem: Problem) -> dict[str, Any]:
    dumped = problem.model_dump(mode="json", by_alias=True)
    kept = ("observed", "limit", "margin", "since", "until", "in_force_from", "causes", "jurisdictions")
    return {"severity": problem.level, **{name: dumped[name] for name in kept}}


def _fingerprint(problem: Problem) -> str:
    """The same for the same problem after lines above it came or went."""
    file = "" if problem.place is None else problem.place.file
    about = (file, problem_key(problem), problem.path, problem.message.zh)
    return hashlib.sha256("\0".join(about).encode()).hexdigest()
