"""Every function: its results, its refusals, and its description."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from policy_engine.expr.ast import Binary, Call, Constant, Expr, ListLiteral, Literal, MapLiteral, Unary
from policy_engine.expr.checker import check
from policy_engine.expr.functions import FUNCTIONS
from policy_engine.expr.parser import parse
from policy_engine.expr.printer import to_text
from policy_engine.expr.problems import EvaluationError, ExpressionError
from policy_engine.expr.types import Scalar
from policy_engine.expr.walk import walk
from tests.expr.cases import cases
from tests.expr.vocabulary import SCOPE

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "*": lambda a, b: a * b, "/": Fraction, "-": lambda a, b: a - b,
}  # fmt: skip

TESTED_WITH_MAPS = ("keys", "values", "size")  # a map cannot be written in an expression


def value_of(expr: Expr) -> Any:
    """Enough of an evaluator for calls on written values."""
    match expr:
        case Literal(value=value):
            return value
        case Unary(operator="-", operand=operand):
            return -value_of(operand)
        case Binary(operator=operator, left=left, right=right):
            return _ARITHMETIC[operator](value_of(left), value_of(right))
        case ListLiteral(items=items):
            return [value_of(item) for item in items]
        case MapLiteral(entries=entries):
            return {key: value_of(value) for key, value in entries}
        case Call(function=function, arguments=arguments):
            return FUNCTIONS[function].implementation(*map(value_of, arguments))
    raise AssertionError(f"the cases use no {type(expr).__name__}")


def outcome(text: str) -> str:
    try:
        return to_text(Constant(value_of(check(parse(text), {}))))
    except EvaluationError as error:
        return error.text.en if error.text.zh else "a message without Chinese"
    except ExpressionError as error:
        return str(error)


@pytest.mark.parametrize("case", cases("functions.yaml"))
def test_the_function_gives(case: dict[str, str]) -> None:
    if "fails" in case:
        assert case["fails"] in outcome(case["call"])
    else:
        assert outcome(case["call"]) == case["result"]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_described_and_has_cases(name: str) -> None:
    function = FUNCTIONS[name]
    assert function.doc.zh
    assert function.doc.en
    assert f"{name}(" in function.example
    assert to_text(parse(function.example))
    assert name in TESTED_WITH_MAPS or name in {
        node.function
        for case in cases("functions.yaml")
        for node in walk(parse(case.values[0]["call"]))
        if isinstance(node, Call)
    }


def test_a_result_has_the_type_that_was_announced() -> None:
    for case in cases("functions.yaml"):
        (entry,) = case.values
        if "result" in entry:
            typed = check(parse(entry["call"]), {})
            value = check(parse(entry["result"]), {})
            if isinstance(typed.type, Scalar):
                assert typed.type == value.type, entry["call"]


def test_maps_are_read_in_the_order_written() -> None:
    mapping = {"b": 1, "a": 2}
    results = {name: FUNCTIONS[name].implementation(mapping) for name in TESTED_WITH_MAPS}
    assert results == {"keys": ["b", "a"], "values": [1, 2], "size": 2}
    types = {name: str(check(parse(f"{name}(quota)"), SCOPE).type) for name in TESTED_WITH_MAPS}
    assert types == {"keys": "list(text)", "values": "list(number)", "size": "number"}


def test_document_records_are_read_by_attribute() -> None:
    scale = SimpleNamespace(from_=Decimal("0.5"), to=Decimal("1.5"), steps=None)
    assert FUNCTIONS["points"].implementation(scale, 1) == 50
    steps = SimpleNamespace(from_=None, to=None, steps=((Decimal(0), 20), (Decimal("0.5"), 60)))
    assert FUNCTIONS["points"].implementation(steps, Fraction(1, 2)) == 60
    quantity = SimpleNamespace(value=Decimal("9.8"), unit="10k_person")
    assert FUNCTIONS["in_unit"].implementation(quantity, "person") == 98000
    post = SimpleNamespace(id="P01")
    assert FUNCTIONS["by_id"].implementation((post,), "P01") is post


def test_a_quantity_without_value_or_unit_cannot_be_judged() -> None:
    for value, unit in ((None, "mu"), (1, None), (True, "mu")):
        with pytest.raises(EvaluationError):
            FUNCTIONS["in_unit"].implementation(SimpleNamespace(value=value, unit=unit), "mu")
