"""What the checker lets through never uses a null, whatever the data."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.expr.ast import Binary, Comprehension, Conditional, Expr, Literal, Name, Unary
from policy_engine.expr.checker import check
from policy_engine.expr.problems import ExpressionError
from policy_engine.expr.types import BOOL, NUMBER, ListType, Nullable, Type
from tests.effort import tried

SCOPE: Mapping[str, Type] = {"x": Nullable(NUMBER), "y": Nullable(NUMBER), "xs": ListType(Nullable(NUMBER))}
WORLDS = [
    {"x": x, "y": y, "xs": xs}
    for x, y, xs in itertools.product([None, 1, 2], [None, 1], [[], [None], [1], [None, 2], [2, None]])
]
VARIABLES = st.sampled_from(["x", "y"])
PATHS = st.builds(Name, st.sampled_from(["x", "x", "y"]))
# Questions that may always be asked; whatever is made of them is accepted, so that most trees are tried.
QUESTIONS = st.one_of(
    st.builds(Binary, st.sampled_from(["==", "!="]), PATHS, st.just(Literal(None))),
    st.builds(Binary, st.sampled_from(["==", "!="]), PATHS, PATHS | st.just(Literal(1))),
)
USES: st.SearchStrategy[Expr] = st.builds(Binary, st.just("<"), PATHS, st.just(Literal(2)))
USES |= st.builds(Comprehension, st.just("all"), st.just(Name("xs")), VARIABLES, USES)


def _grown(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    kinds = st.sampled_from(["all", "exists", "exists_one"])
    source: st.SearchStrategy[Expr] = st.just(Name("xs"))
    source |= st.builds(Comprehension, st.just("filter"), source, VARIABLES, parts)
    return st.one_of(
        st.builds(Binary, st.sampled_from(["&&", "||"]), parts, parts),
        st.builds(Unary, st.just("!"), parts),
        st.builds(Conditional, parts, parts, parts),
        st.builds(Comprehension, kinds, source, VARIABLES, parts),
    )


GUARDS: st.SearchStrategy[Expr] = st.recursive(QUESTIONS, _grown, max_leaves=6)
GUARDED = st.one_of(
    st.builds(Binary, st.sampled_from(["&&", "||"]), GUARDS, USES),
    st.builds(Conditional, GUARDS, USES, GUARDS),
    st.builds(Conditional, GUARDS, GUARDS, USES),
    st.builds(
        Comprehension, st.just("all"),
        st.builds(Comprehension, st.just("filter"), st.just(Name("xs")), VARIABLES, GUARDS), VARIABLES, USES,
    ),
)  # fmt: skip
CONDITIONS = GUARDED | st.recursive(GUARDED, _grown, max_leaves=3)


class NullUsedError(Exception):
    """A comparison by order met a null."""


def value(expr: Expr, world: Mapping[str, Any]) -> Any:
    match expr:
        case Literal(value=literal):
            return literal
        case Name(name=name):
            return world[name]
        case Unary(operand=operand):
            return not value(operand, world)
        case Conditional(test=test, then=then, otherwise=otherwise):
            return value(then if value(test, world) else otherwise, world)
        case Binary():
            return _binary(expr, world)
        case Comprehension(kind=kind, source=source, variable=variable, body=body):
            items = value(source, world)
            if kind == "filter":
                return [item for item in items if value(body, {**world, variable: item})]
            told = [value(body, {**world, variable: item}) for item in items]
            return {"all": all(told), "exists": any(told), "exists_one": sum(told) == 1}[kind]
    raise AssertionError(type(expr).__name__)


def _binary(expr: Binary, world: Mapping[str, Any]) -> Any:
    left = value(expr.left, world)
    if expr.operator in ("&&", "||"):
        decided = bool(left) == (expr.operator == "||")
        return left if decided else value(expr.right, world)
    right = value(expr.right, world)
    if expr.operator == "<":
        if left is None or right is None:
            raise NullUsedError
        return left < right
    return (left == right) == (expr.operator == "==")


def accepted(expr: Expr) -> bool:
    try:
        check(expr, SCOPE, BOOL)
    except ExpressionError:
        return False
    return True


@tried(100, thorough=400)
@given(CONDITIONS)
def test_an_accepted_condition_never_uses_a_null(condition: Expr) -> None:
    if accepted(condition):
        for world in WORLDS:
            value(condition, world)


@tried(80, thorough=300)
@given(GUARDS, PATHS)
def test_a_condition_that_holds_guards_only_what_cannot_be_null_then(when: Expr, path: Expr) -> None:
    require = Binary("<", path, Literal(2))
    typed = check(when, SCOPE, BOOL)
    try:
        check(require, SCOPE, BOOL, assuming=(typed,))
    except ExpressionError:
        return
    for world in WORLDS:
        if value(when, world):
            value(require, world)


def test_the_evaluator_here_notices_a_null() -> None:
    unguarded = Binary("<", Name("x"), Literal(2))
    assert not accepted(unguarded)
    with pytest.raises(NullUsedError):
        value(unguarded, WORLDS[0])
