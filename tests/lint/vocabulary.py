"""The names of expressions.yaml, with types, values, and a way to compute."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from itertools import product
from types import SimpleNamespace
from typing import Any

from policy_engine.engines.functions import Derived, compile_expression
from policy_engine.expr.ast import Expr
from policy_engine.expr.checker import check
from policy_engine.expr.parser import parse
from policy_engine.expr.types import (
    BOOL,
    DATE,
    NUMBER,
    TEXT,
    EnumType,
    FieldType,
    ListType,
    Nullable,
    RecordType,
    Type,
)

_TWO = EnumType("two", (("a", "甲"), ("b", "乙")))
_RECORD = RecordType("record", lambda: {
    "x": FieldType(NUMBER, attribute="x"), "b": FieldType(BOOL, attribute="b"),
})  # fmt: skip
TYPES: dict[str, Type] = {
    "n": NUMBER, "k": NUMBER, "q": Nullable(NUMBER), "e": _TWO, "f": Nullable(_TWO), "t": TEXT,
    "b": BOOL, "c": BOOL, "d": DATE, "ns": ListType(NUMBER), "rs": ListType(_RECORD),
}  # fmt: skip


def typed(text: str) -> Expr:
    return check(parse(text), TYPES)


def computed(expr: Expr) -> Callable[[dict[str, Any]], Any]:
    """(values of the names) → the value of the expression."""
    compiled = compile_expression(expr)

    def value_of(values: dict[str, Any]) -> Any:
        derived = Derived()
        derived.values = values
        return compiled(None, derived)

    return value_of


def situations() -> Iterator[dict[str, Any]]:
    """Every choice of a few values."""
    lists: tuple[tuple[list[int], list[Any]], ...] = (
        ([], []),
        ([1, 4], [SimpleNamespace(x=4, b=True), SimpleNamespace(x=1, b=False)]),
        ([5], [SimpleNamespace(x=4, b=False)]),
    )
    for n, k, q, b, (ns, rs) in product((0, 3, 4), (3, 5), (None, 3), (True, False), lists):
        word = "a" if n else "b"
        yield {
            "n": n, "k": k, "q": q, "e": word, "f": None if q is None else word, "t": "x" if b else "y",
            "b": b, "c": not b or n > 0, "d": datetime.date(2024, 1, 1), "ns": ns, "rs": rs,
        }  # fmt: skip
