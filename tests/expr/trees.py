"""Trees as the parser can make them, for property tests."""

from __future__ import annotations

from fractions import Fraction

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
    Select,
    Unary,
)

NAMES = st.sampled_from(["p", "h", "posts", "quota", "n", "岗位", "_x", "has", "all"])
FIELDS = NAMES | st.sampled_from(["in", "true", "if", "seats", "kind", "level", "grade"])
FUNCTIONS = st.sampled_from(["size", "sum", "repeated", "by_id", "date", "points", "f", "求和"])
DECIMALS = st.builds(Fraction, st.integers(0, 10**9), st.sampled_from([1, 2, 8, 10, 10**6]))
NUMBERS = (st.integers(0, 10**20) | DECIMALS).map(
    lambda n: n.numerator if n.denominator == 1 else n)  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
LEAVES = st.builds(Literal, st.none() | st.booleans() | NUMBERS | TEXTS) | st.builds(Name, NAMES)


def _grown(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(parts, max_size=3).map(tuple)
    operators = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||"]
    kinds = st.sampled_from(["all", "exists", "exists_one", "filter", "map"])
    entries = st.dictionaries(TEXTS, parts, max_size=3).map(lambda d: tuple(d.items()))
    return st.one_of(
        st.builds(Select, parts, FIELDS),
        st.builds(Has, parts, FIELDS),
        st.builds(Index, parts, parts),
        st.builds(Call, FUNCTIONS, several),
        st.builds(Unary, st.sampled_from(["!", "-"]), parts),
        st.builds(Binary, st.sampled_from(operators), parts, parts),
        st.builds(Conditional, parts, parts, parts),
        st.builds(ListLiteral, several),
        st.builds(MapLiteral, entries),
        st.builds(Comprehension, kinds, parts, NAMES, parts),
        st.builds(Comprehension, st.just("map"), parts, NAMES, parts, parts),
    )


TREES: st.SearchStrategy[Expr] = st.recursive(LEAVES, _grown, max_leaves=12)
