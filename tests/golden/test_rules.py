"""What an officer is told about a mistake in a rule or a section of her own, word for word."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.documents.load import load
from policy_engine.documents.policy import Policy
from policy_engine.expr.problems import ExpressionError
from policy_engine.program.decision_typing import type_decision
from policy_engine.program.places import expression_diagnostics
from policy_engine.program.scope import ROOTS
from policy_engine.program.typing import Report, type_rule
from policy_engine.source.tree import Path as Place
from tests.source.golden import rendered

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.load((HERE / "rules.yaml").read_text("utf-8"), yaml.CSafeLoader)
HEAD = """\
kind: policy
jurisdiction: "331004"
name: 路桥区
version: "2024.1"
status: illustrative
effective: {from: 2024-01-01}
"""


def text_of(case: dict[str, Any]) -> str:
    if "policy" in case:
        return HEAD + str(case["policy"])
    return HEAD + "rules:\n" + "".join(f"  {line}\n" if line else "\n" for line in case["rule"].splitlines())


def found_in(text: str) -> list[Diagnostic]:
    try:
        loaded = load(Policy, text.encode(), "policy.yaml")
        type_decision(loaded.document.decision, loaded.tree)
    except DocumentError as error:
        return list(error.diagnostics)
    found: list[Diagnostic] = []

    def reporting(path: Place) -> Report:
        def report(inside: Place, error: ExpressionError) -> None:
            found.extend(expression_diagnostics(loaded.tree, (*path, *inside), error))

        return report

    for position, declaration in enumerate(loaded.document.rules):
        type_rule(declaration, ROOTS, reporting(("rules", position)))
    return sorted(found, key=lambda one: one.sort_key)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_in_a_rule_is_told_at_its_place(case: dict[str, Any]) -> None:
    said = rendered(found_in(text_of(case)))
    golden = HERE / "rules" / f"{case['id']}.txt"
    if os.environ.get("RECORD_GOLDENS") == "1":
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")
    assert said.strip(), "nothing is said about the mistake"


def test_every_golden_belongs_to_a_case() -> None:
    assert {path.stem for path in (HERE / "rules").glob("*.txt")} == {case["id"] for case in CASES}
