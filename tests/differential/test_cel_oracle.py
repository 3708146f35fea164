"""Google's CEL as an oracle: what both languages define means the same in both, and the rest is listed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cel_expr_python import cel  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.engines.functions import compile_expression
from policy_engine.expr.checker import check
from policy_engine.expr.parser import parse
from policy_engine.expr.problems import EvaluationError, ExpressionError
from policy_engine.expr.types import (
    BOOL,
    NUMBER,
    TEXT,
    FieldType,
    ListType,
    MapType,
    Nullable,
    RecordType,
    Type,
)
from tests.differential.random_expressions import ExpressionMaker
from tests.fixtures.counties import read

RECORD = RecordType("record", lambda: {
    "x": FieldType(NUMBER, attribute="x"),
    "t": FieldType(TEXT, attribute="t"),
    "b": FieldType(BOOL, attribute="b"),
    "note": FieldType(Nullable(TEXT), "optional", "note"),
})  # fmt: skip
NULL_FIELD = RecordType("record", lambda: {"x": FieldType(Nullable(NUMBER), "optional", "x")})
TYPES: dict[str, Type] = {
    "n": NUMBER, "k": NUMBER, "s": TEXT, "b": BOOL, "ns": ListType(NUMBER), "ts": ListType(TEXT),
    "r": RECORD, "rs": ListType(RECORD), "m": MapType(NUMBER), "null_field": NULL_FIELD, "人口": NUMBER,
}  # fmt: skip
RECORDS = (
    {"x": 1, "t": "a", "b": True, "note": "n"},
    {"x": -2, "t": "文", "b": False},
    {"x": 3, "t": "a", "b": False, "note": ""},
)
VALUES: dict[str, Any] = {
    "n": 3, "k": -7, "s": "路桥", "b": False, "ns": [1, 2, 3, 2], "ts": ["a", "文", ""],
    "r": RECORDS[0], "rs": list(RECORDS), "m": {"a": 1, "b": 2}, "null_field": {"x": None}, "人口": 3,
}  # fmt: skip
_CEL_RECORD = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
ENVIRONMENT = cel.NewEnv(variables={
    "n": cel.Type.INT, "k": cel.Type.INT, "s": cel.Type.STRING, "b": cel.Type.BOOL,
    "ns": cel.Type.List(cel.Type.INT), "ts": cel.Type.List(cel.Type.STRING),
    "r": _CEL_RECORD, "rs": cel.Type.List(_CEL_RECORD), "m": _CEL_RECORD, "null_field": _CEL_RECORD,
})  # fmt: skip

quick = settings(max_examples=250, deadline=None, derandomize=True, database=None)


def here(text: str) -> Any:
    """The value, or "refused", or "fails"."""
    try:
        typed = check(parse(text), TYPES)
    except ExpressionError:
        return "refused"
    value_of = compile_expression(typed, TYPES)
    try:
        value = value_of(None, None, *(_ours(name) for name in TYPES))
    except EvaluationError:
        return "fails"
    return list(value) if isinstance(value, tuple) else value


def _ours(name: str) -> Any:
    """Records are read by attribute; a field that is left out is null."""
    value = VALUES[name]
    if name in ("r", "null_field"):
        return SimpleNamespace(**{"note": None, **value})
    return [SimpleNamespace(**{"note": None, **record}) for record in value] if name == "rs" else value


def in_cel(text: str) -> Any:
    """The same of CEL."""
    try:
        compiled = ENVIRONMENT.compile(text)
    except RuntimeError:
        return "refused"
    result = compiled.eval(data={name: value for name, value in VALUES.items() if name.isascii()})
    return "fails" if result.type() == cel.Type.ERROR else result.plain_value()


@quick
@given(data=st.data(), kind=st.sampled_from(["condition", "number", "text", "numbers"]))
def test_what_both_languages_define_means_the_same(data: st.DataObject, kind: str) -> None:
    maker = ExpressionMaker(lambda items: data.draw(st.sampled_from(items)))
    text = maker.make(kind, {}, data.draw(st.integers(1, 4)))
    value = here(text)
    assert value not in ("refused", "fails"), text
    assert (value, type(value)) == (expected := in_cel(text), type(expected)), text


DIFFERENCES = read(Path(__file__).parent / "cel_differences.yaml")


@pytest.mark.parametrize("case", DIFFERENCES, ids=lambda case: case["because"])
def test_the_languages_differ_as_listed(case: dict[str, Any]) -> None:
    assert case["here"] != case["cel"]
    assert (here(case["expression"]), in_cel(case["expression"])) == (case["here"], case["cel"])


def test_a_division_is_never_rounded() -> None:
    assert here("7 / 2") == Fraction(7, 2)
    assert in_cel("7 / 2") == 3
