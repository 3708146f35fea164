"""Printing: what is printed reads back as the same tree."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from hypothesis import given

from policy_engine.diagnostics import Text
from policy_engine.expr.ast import Absent, Binary, Constant, Expr, Literal, Name, Select
from policy_engine.expr.parser import parse
from policy_engine.expr.printer import to_text
from tests.expr.trees import TREES


@given(TREES)
def test_what_is_printed_reads_back_as_the_same_tree(tree: Expr) -> None:
    assert parse(to_text(tree)) == tree


@pytest.mark.parametrize("text", [
    "a - b - 1", "a - (b - 1)", "(a + b) * 2", "a + b * 2", "-(a + b)", "!(a && b) || !c", "(a || b) && c",
    "a ? b : c ? d : e", "(a ? b : c) ? d : e", "(a == b) == c", "a.b[0].c", "(a + b).size", "has(a.b)",
    "xs.filter(x, x > 1).map(x, x > 2, x + 1)", "{'it\\'s': 0.25}", "a in ['领导', '一般']", "f(-1, --a)",
])  # fmt: skip
def test_parentheses_stand_only_where_they_are_needed(text: str) -> None:
    assert to_text(parse(text)) == text


@pytest.mark.parametrize(("tree", "text"), [
    (Literal(-1), "-1"),
    (Select(Literal(-1), "x"), "(-1).x"),
    (Binary("*", Literal(2), Constant(Fraction(2, 3))), "2 * (2/3)"),
    (Literal(datetime.date(2024, 1, 31)), "date('2024-01-31')"),
    (Binary("<=", Name("n"), Constant(95, ("posts", "cap", "values", "x"))), "n <= 95"),
    (Constant(["a", {"b": None}]), "['a', {'b': null}]"),
    (Constant([object()], ("institutions", "templates", 0)), "params.institutions.templates[0]"),
    (Absent("undeclared", "params.posts.cap", Text("无", "none")), "params.posts.cap"),
])  # fmt: skip
def test_folded_values_print_as_themselves(tree: Expr, text: str) -> None:
    assert to_text(tree) == text
