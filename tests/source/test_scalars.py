"""What unquoted text means, as a table of cases."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.diagnostics import Diagnostic, Severity, Span
from policy_engine.source.read import read_tree
from policy_engine.source.scalars import exact, plain_value

CASES = yaml.load((Path(__file__).parent / "scalars.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
HERE = Span("x.yaml", 1, 1, 1, 2)


def expected(case: dict[str, Any]) -> object:
    if "fraction" in case:
        return Fraction(case["fraction"])
    return datetime.date.fromisoformat(case["date"]) if "date" in case else case.get("value")


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["written"]))
def test_unquoted_text_has_the_value_in_the_table(case: dict[str, Any]) -> None:
    found: list[Diagnostic] = []
    value = plain_value(case["written"], HERE, found.append)
    assert [diagnostic.code for diagnostic in found] == ([case["code"]] if "code" in case else [])
    if case.get("refused"):
        assert found[0].severity is Severity.ERROR
        return
    assert all(diagnostic.severity is Severity.WARNING for diagnostic in found)
    assert value == expected(case)
    assert type(value) is type(expected(case))


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["written"]))
def test_quoted_text_is_always_that_text(case: dict[str, Any]) -> None:
    result = read_tree(f"a: '{case['written']}'".encode(), "x.yaml")
    assert result.root.to_plain() == {"a": case["written"]}
    assert result.warnings == ()


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_decimals_are_exact(number: Any) -> None:
    assert exact(f"{number:f}") == Fraction(number)
