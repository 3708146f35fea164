"""Types, guards, and mistakes that are found before anything runs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from policy_engine.diagnostics import Text
from policy_engine.expr.ast import Absent, Binary, Comprehension, Constant, Expr, Index, Literal, Name, Select
from policy_engine.expr.checker import check
from policy_engine.expr.function_types import Function, Signature
from policy_engine.expr.functions import FUNCTIONS
from policy_engine.expr.parser import MAX_DEPTH, parse
from policy_engine.expr.printer import to_text
from policy_engine.expr.problems import ExpressionError, Problem
from policy_engine.expr.types import BOOL, NUMBER, TEXT, UNKNOWN, Nullable
from policy_engine.expr.walk import walk
from tests.expr.cases import cases
from tests.expr.trees import TREES
from tests.expr.vocabulary import KIND, POST, SCOPE


def problems_of(expression: str, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(ExpressionError) as caught:
        check(parse(expression), SCOPE, **options)
    return caught.value.problems


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [f"{problem.code}@{problem.at.start + 1}" for problem in problems]


@pytest.mark.parametrize("case", [*cases("checker.yaml", "well_typed"), *cases("checker.yaml", "guarded")])
def test_a_sound_expression_gets_its_type(case: dict[str, Any]) -> None:
    typed = check(parse(case["expression"]), SCOPE)
    assert str(typed.type) == case["type"]


@pytest.mark.parametrize("case", [*cases("checker.yaml", "unguarded"), *cases("checker.yaml", "mistaken")])
def test_every_mistake_is_reported_where_it_stands(case: dict[str, Any]) -> None:
    problems = problems_of(case["expression"])
    assert codes(problems) == case["problems"]
    helps = " ".join(problem.help.zh + problem.help.en for problem in problems if problem.help)
    assert case.get("help", "") in helps


def test_every_node_is_typed_and_the_tree_is_the_same() -> None:
    tree = parse("posts.all(x, x.seats + 1 <= quota[x.kind] || x.kind in ['leader'])")
    typed = check(tree, SCOPE)
    assert typed == tree
    assert all(node.type != UNKNOWN for node in walk(typed))
    assert [node.at for node in walk(typed)] == [node.at for node in walk(tree)]


def test_checking_twice_changes_nothing() -> None:
    once = check(parse("repeated(posts, 'id') == [] && h.level != null && h.level > 1"), SCOPE)
    assert check(once, SCOPE) == once


def test_repeated_with_a_key_reads_the_field_of_every_item() -> None:
    typed = check(parse("repeated(posts, 'id')"), SCOPE)
    (argument,) = typed.arguments  # type: ignore[union-attr]
    assert argument == Comprehension("map", Name("posts"), "item", Select(Name("item"), "id"))


@pytest.mark.parametrize(("expression", "expected", "problems"), [
    ("n > 1", BOOL, []),
    ("n", BOOL, ["expr.wrong-type@1"]),
    ("h.leads", BOOL, ["expr.unguarded-null@1"]),
    ("h.leads", Nullable(BOOL), []),
    ("p.kind", TEXT, []),
    ("'leader'", KIND, []),
    ("'leder'", KIND, ["expr.unknown-value@1"]),
])  # fmt: skip
def test_the_whole_must_be_what_is_expected(expression: str, expected: Any, problems: list[str]) -> None:
    if problems:
        assert codes(problems_of(expression, expected=expected)) == problems
    else:
        assert check(parse(expression), SCOPE, expected).type in (expected, KIND, TEXT)


def test_a_condition_that_holds_guards_what_comes_after_it() -> None:
    when = check(parse("h.level != null && n > 1"), SCOPE, BOOL)
    assert check(parse("h.level <= 12"), SCOPE, BOOL, assuming=(when,)).type == BOOL
    other = check(parse("n > 1 || h.level != null"), SCOPE, BOOL)
    assert codes(problems_of("h.level <= 12", assuming=(other,))) == ["expr.unguarded-null@1"]


def test_guards_hold_for_constants_and_folded_keys() -> None:
    limit = Index(Name("limits"), Constant("a", ("some", "where")))
    guard = Binary("!=", limit, Literal(None))
    use = Binary("<=", limit, Constant(12))
    assert check(Binary("&&", guard, use), SCOPE).type == BOOL
    with pytest.raises(ExpressionError, match="unguarded-null"):
        check(use, SCOPE)
    absent = Absent("unknown", "params.x", Text("无", "none"))
    assert check(Binary("<=", absent, use.right), SCOPE).type == BOOL


def test_further_functions_can_be_given() -> None:
    extra = Function("twice", "number", (Signature((NUMBER,), NUMBER),), lambda n: 2 * n,
                     Text("两倍", "twice"), "twice(3)")  # fmt: skip
    assert check(parse("twice(n)"), SCOPE, functions={**FUNCTIONS, "twice": extra}).type == NUMBER
    assert codes(problems_of("twice(n)")) == ["expr.unknown-function@1"]


def test_the_deepest_allowed_trees_are_checked() -> None:
    layers = MAX_DEPTH - 2
    assert check(parse("!" * layers + "(n > 1)"), SCOPE).type == BOOL
    assert check(parse("abs(" * layers + "n" + ")" * layers), SCOPE).type == NUMBER
    assert check(parse("posts.all(x, " * layers + "n > 1" + ")" * layers), SCOPE).type == BOOL
    assert check(parse("n > 1 ? true : " * layers + "false"), SCOPE).type == BOOL
    assert len(problems_of("-" * layers + "p.name")) == 1


@given(TREES)
def test_any_tree_is_typed_or_refused_with_places(tree: Expr) -> None:
    printed = parse(to_text(tree))
    try:
        typed = check(printed, SCOPE)
    except ExpressionError as error:
        problems = error.problems
    else:
        problems = ()
        assert check(typed, SCOPE) == typed
    assert all(p.at.end <= len(to_text(tree)) and p.message.zh and p.message.en for p in problems)


def test_records_are_named_in_messages_and_both_languages_are_given() -> None:
    (problem,) = problems_of("p.kynd == null")
    assert POST.name in problem.message.zh
    assert POST.name in problem.message.en
    assert problem.help == Text("是否想写 kind？", "Did you mean kind?")
