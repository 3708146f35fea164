"""What is generated from the code is up to date, and is what the code does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from policy_engine import SCHEMAS, render
from policy_engine.documents.terms import CHINESE
from policy_engine.source.read import read_tree
from tests.policies.shipped import ACTIONS, CASES, ROUNDS, report_on
from tools.generate import ROOT, generated

SUBMISSIONS = [*ACTIONS, *ROUNDS]


def test_every_generated_file_is_up_to_date() -> None:
    """One test: to make them takes seconds, which every worker would spend on naming one test for each."""
    made = list(generated())
    stale = [path.name for path, text in made if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: make generate"
    assert len(made) > len(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name]())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_report_fits_the_report_schema(path: Path) -> None:
    report = report_on(path)
    written = json.loads(render(report, "json"))
    assert errors("report", written) == []
    assert written["class"]["id"] == (report.class_.id)


@pytest.mark.parametrize("path", SUBMISSIONS, ids=lambda path: path.stem)
def test_a_report_on_actions_or_a_round_fits_the_report_schema(path: Path) -> None:
    written = json.loads(render(report_on(path), "json"))
    assert errors("report", written) == []
    assert (written["actions"] or written["round"]["turns"]) != []


@pytest.mark.parametrize("path", sorted(ROOT.glob("policies/**/*.yaml")), ids=lambda p: p.name)
def test_every_shipped_document_fits_its_schema(path: Path) -> None:
    tree = read_tree(path.read_bytes(), path.name).root
    written = json.loads(json.dumps(tree.to_plain(), default=_plain))
    kinds = {name: kind for kind, name in CHINESE["document_kind"].items()}
    assert errors(written["kind"] if "kind" in written else kinds[written["文件类型"]], written) == []


def errors(name: str, document: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMAS[name]()).iter_errors(document)]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else float(value)
