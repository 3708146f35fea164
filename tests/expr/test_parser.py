"""Reading expressions: what they mean, and what is said about those that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.expr.ast import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Expr,
    Has,
    Index,
    ListLiteral,
    Literal,
    MapLiteral,
    Name,
    Place,
    Select,
    Unary,
)
from policy_engine.expr.parser import MAX_DEPTH, MAX_LENGTH, parse
from policy_engine.expr.problems import ExpressionError, Problem
from policy_engine.expr.walk import depth, walk
from tests.expr.cases import cases

A, B, X = Name("a"), Name("b"), Name("x")
ONE, TWO = Literal(1), Literal(2)

MEANINGS: dict[str, Expr] = {
    "a": A,
    "岗位.类别": Select(Name("岗位"), "类别"),
    "a.in": Select(A, "in"),
    "1": ONE,
    "1.50": Literal(Fraction(3, 2)),
    "2.0": TWO,
    "-1": Unary("-", ONE),
    "true": Literal(True),
    "null": Literal(None),
    "'it\\'s \\u4e2d\\n'": Literal("it's 中\n"),
    '"“a”"': Literal("“a”"),
    "a.b[1]": Index(Select(A, "b"), ONE),
    "has(a.b)": Has(A, "b"),
    "a.f(b)": Call("f", (A, B)),
    "f()": Call("f", ()),
    "!a.b": Unary("!", Select(A, "b")),
    "a - 1 - 2": Binary("-", Binary("-", A, ONE), TWO),
    "a + 1 * 2": Binary("+", A, Binary("*", ONE, TWO)),
    "a || b && a": Binary("||", A, Binary("&&", B, A)),
    "a ? b : a ? 1 : 2": Conditional(A, B, Conditional(A, ONE, TWO)),
    "a in [1, 2]": Binary("in", A, ListLiteral((ONE, TWO))),
    "a == 1 || b": Binary("||", Binary("==", A, ONE), B),
    "{}": MapLiteral(()),
    "{'id': a, '名': 1}": MapLiteral((("id", A), ("名", ONE))),
    "a.all(x, x)": Comprehension("all", A, "x", X),
    "a.map(x, b, x)": Comprehension("map", A, "x", X, B),
    "a.filter(x, x).size()": Call("size", (Comprehension("filter", A, "x", X),)),
    " a\n&&\tb ": Binary("&&", A, B),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_the_text_means_the_tree(text: str) -> None:
    assert parse(text) == MEANINGS[text]


@pytest.mark.parametrize("case", cases("syntax.yaml"))
def test_what_cannot_be_read_is_explained_where_it_stands(case: dict[str, Any]) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(case["expression"])
    problems = caught.value.problems
    assert [f"{p.code}@{p.at.start + 1}" for p in problems] == case["problems"]
    helps = " ".join(p.help.zh + p.help.en for p in problems if p.help)
    assert case.get("help", "") in helps


def test_places_are_offsets_into_the_text() -> None:
    text = "a.b > (1 + 2) && f(x)"
    tree = parse(text)
    parts = {text[node.at.start : node.at.end] for node in walk(tree)}
    assert parts == {text, "a.b > (1 + 2)", "a.b", "a", "(1 + 2)", "1", "2", "f(x)", "x"}
    assert tree.at == Place(0, len(text))


def test_true_and_one_are_different_texts() -> None:
    assert parse("true") != parse("1")
    assert parse("f(1)") != parse("f(true)")
    assert len({parse("true"), parse("1"), parse("1.0")}) == 2


@pytest.mark.parametrize("text", [
    "(" * 3000 + "a" + ")" * 3000 + "b", "a" + "+1" * MAX_DEPTH, "!" * MAX_DEPTH + "a",
    "[" * MAX_DEPTH + "]" * MAX_DEPTH + "[0]", "a" * (MAX_LENGTH + 1), "-" * MAX_LENGTH,
])  # fmt: skip
def test_deep_and_long_texts_are_refused_and_never_crash(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


def test_the_deepest_allowed_tree_is_read() -> None:
    assert depth(parse("!" * (MAX_DEPTH - 1) + "a")) == MAX_DEPTH


PIECES = st.sampled_from(
    ["a", "b.c", "1", "0.5", "'t'", "'", '"', "(", ")", "[", "]", "{", "}", ",", ":", "?", ".", "&&", "||",
     "!", "=", "==", "<", ">", "+", "-", "%", "in", "has", "all", "map", "and", "not", "（", "“", "，", "≤",
     "\\", " ", "人"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_gives_a_tree_or_located_problems(text: str) -> None:
    problems = problems_of(text)
    assert all(0 <= p.at.start <= p.at.end <= len(text) for p in problems or ())
    assert all(p.message.zh and p.message.en for p in problems or ())
    assert problems is None or len(problems) > 0


def problems_of(text: str) -> tuple[Problem, ...] | None:
    try:
        parse(text)
    except ExpressionError as error:
        return error.problems
    return None


def test_the_parser_library_is_loaded_with_the_first_parse_only() -> None:
    program = (
        "import sys; import policy_engine.expr.ast, policy_engine.expr.types, policy_engine.expr.parser as p;"
        "assert 'lark' not in sys.modules; p.parse('a'); assert 'lark' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
