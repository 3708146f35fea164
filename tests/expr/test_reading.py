"""An expression is told of all its mistakes at once: those of writing, and behind them those of meaning."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.expr.parser import MAX_REPAIRS, read
from policy_engine.expr.problems import ExpressionError, Problem
from policy_engine.expr.reading import read_expression
from policy_engine.expr.types import BOOL, Type
from tests.effort import tried

from .cases import cases
from .vocabulary import SCOPE

PIECES = [
    "p.seats", "p.kind", "'leader'", "=", "==", " and ", " 或 ", "&&", "&", "（", "）", "(", ")", "＞", ">",
    "3", "3人", "20 %", "“", "”", "，", ",", "[", "]", "posts.all(x, ", "has(p)", "null", " not ", "!", "{",
    "}", ":",
]  # fmt: skip


def problems_of(text: str, expected: Type | None = None) -> tuple[Problem, ...]:
    try:
        read_expression(text, SCOPE, expected)
    except ExpressionError as error:
        return error.problems
    return ()


@pytest.mark.parametrize("case", cases("reading.yaml"))
def test_all_mistakes_are_told_at_their_places(case: dict[str, Any]) -> None:
    problems = problems_of(case["expression"], BOOL)
    assert [f"{problem.code}@{problem.at.start + 1}" for problem in problems] == case["problems"]


@tried(140, thorough=500)
@given(st.lists(st.sampled_from(PIECES), max_size=10))
def test_any_mixture_is_read_or_explained_within_its_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for problem in problems_of(text):
        assert 0 <= problem.at.start <= problem.at.end <= len(text)
        assert problem.help is not None
        assert problem.message.zh.endswith(("。", "？"))
        assert problem.message.en.endswith((".", "?"))


def test_what_is_right_is_read_without_a_second_try() -> None:
    assert read("p.seats > 3").origins is None


def test_the_number_of_mistakes_told_is_limited() -> None:
    assert len(read(" && ".join(["a = 1"] * 50)).problems) == MAX_REPAIRS
