"""What Q13 takes for read by the scoring of assessments is read there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

import policy_engine
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.fields import way_of
from policy_engine.documents.paths import forms_of
from policy_engine.program.county import standard_reads
from policy_engine.program.declared import _QUALIFIES

ROOT = Path(policy_engine.__file__).parent
SCORING = (ROOT / "assessment", ROOT / "app" / "scoring", ROOT / "traces")


def _parameters(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, info in model.model_fields.items():
        if way_of(info).is_parameter:
            yield (*path, name)
            for form in forms_of(info.annotation):
                if isinstance(form, type) and issubclass(form, BaseModel):
                    yield from _parameters(form, (*path, name))


def _attributes() -> set[str]:
    """Every attribute that the code of the scoring reads, also those that it names as texts."""
    found: set[str] = set()
    for folder in SCORING:
        for file in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_bytes())):
                if isinstance(node, ast.Attribute):
                    found.add(node.attr)
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return found


def test_every_parameter_of_the_section_is_read_by_the_scoring_or_by_a_check() -> None:
    attributes = _attributes()
    by_checks = {path for paths in standard_reads().values() for path in paths if path[0] == "assessment"}
    unread = [
        path
        for path in _parameters(AssessmentPolicy)
        if path[-1] not in attributes and ("assessment", *path) not in by_checks
    ]
    assert unread == []


def test_what_only_qualifies_another_parameter_is_a_parameter_and_so_is_the_other() -> None:
    known = set(_parameters(AssessmentPolicy))
    assert {*_QUALIFIES, *_QUALIFIES.values()} <= known
