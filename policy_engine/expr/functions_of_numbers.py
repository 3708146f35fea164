"""Functions that count and calculate; every result is exact."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.expr.function_types import Function, Signature
from policy_engine.expr.numbers import Number, exact, plain
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.types import BOOL, DATE, NUMBER, TEXT, UNKNOWN, ListType, MapType

_NUMBERS = ListType(NUMBER)


def whole(value: object, what: Text) -> int:
    """`value` as an int. Raises EvaluationError, naming `what`, when it is not whole."""
    number = exact(value)
    if isinstance(number, int):
        return number
    raise EvaluationError(Text(
        f"{what.zh}应为整数，这里是 {plain(number)}",
        f"{what.en} must be a whole number, not {plain(number)}",
    ))  # fmt: skip


def _sum(values: Iterable[object]) -> Number:
    return exact(sum(map(exact, values)))


def _extreme(name: str, choose: Callable[[Iterable[Any]], Any]) -> Callable[..., object]:
    def implementation(*arguments: Any) -> object:
        values: Sequence[object] = arguments[0] if len(arguments) == 1 else arguments
        if not values:
            raise EvaluationError(Text(
                f"空列表没有 {name}；请先判断 size(…) > 0",
                f"an empty list has no {name}; test size(…) > 0 first",
            ))  # fmt: skip
        return choose(values)

    return implementation


_EXTREME = (
    Signature((_NUMBERS,), NUMBER),
    Signature((ListType(DATE),), DATE),
    Signature((NUMBER, NUMBER), NUMBER, repeats=True),
    Signature((DATE, DATE), DATE, repeats=True),
)


def _strictly_descending(values: Sequence[Any]) -> bool:
    return all(before > after for before, after in itertools.pairwise(values))


NUMBER_FUNCTIONS = (
    Function(
        "size", "x",
        (Signature((ListType(UNKNOWN),), NUMBER), Signature((MapType(UNKNOWN),), NUMBER),
         Signature((TEXT,), NUMBER)),
        len,
        Text("列表或对照表的项数，文本的字数", "how many items a list or map has, or characters a text"),
        "size(setup.posts)",
    ),
    Function(
        "sum", "numbers", (Signature((_NUMBERS,), NUMBER),), _sum,
        Text("各数之和；空列表为 0", "the total; 0 for an empty list"),
        "sum(setup.posts.map(p, p.seats))",
    ),
    Function(
        "min", "a, b, …", _EXTREME, _extreme("min", min),
        Text("最小的数或最早的日期；可给列表或多个值", "the least number or earliest date"),
        "min(a, b)",
    ),
    Function(
        "max", "a, b, …", _EXTREME, _extreme("max", max),
        Text("最大的数或最晚的日期；可给列表或多个值", "the greatest number or latest date"),
        "max([1, 2, 3])",
    ),
    Function(
        "abs", "number", (Signature((NUMBER,), NUMBER),), abs,
        Text("绝对值", "the number without its sign"), "abs(a - b)",
    ),
    Function(
        "floor", "number", (Signature((NUMBER,), NUMBER),), math.floor,
        Text("向下取整", "the greatest whole number not above it"), "floor(0.2 * 47)",
    ),
    Function(
        "ceil", "number", (Signature((NUMBER,), NUMBER),), math.ceil,
        Text("向上取整", "the least whole number not below it"), "ceil(2 / 3 * 10)",
    ),
    Function(
        "strictly_descending", "numbers",
        (Signature((_NUMBERS,), BOOL),), _strictly_descending,
        Text("每个数都小于前一个", "whether each number is less than the one before"),
        "strictly_descending([70, 45, 0])",
    ),
)  # fmt: skip
