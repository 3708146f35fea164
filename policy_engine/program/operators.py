"""What the operators mean, on exact values. Folding and generated code share these."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.expr.numbers import exact
from policy_engine.expr.problems import EvaluationError


def divide(left: Any, right: Any) -> int | Fraction:
    """Exact division; 30 / 90 is one third."""
    if right == 0:
        raise EvaluationError(Text("除数为 0", "division by zero"))
    return exact(Fraction(left, right))


def remainder(left: Any, right: Any) -> int:
    """Remainder of whole numbers, with the sign of the dividend as in CEL."""
    if not isinstance(left, int) or not isinstance(right, int):
        raise EvaluationError(Text("取余只适用于整数", "% needs whole numbers"))
    if right == 0:
        raise EvaluationError(Text("除数为 0", "division by zero"))
    result = abs(left) % abs(right)
    return -result if left < 0 else result


def lookup(container: Any, key: Any, where: str = "") -> Any:
    """An entry of a map or list; a missing one cannot be judged. `where` names the container."""
    if isinstance(container, Mapping):
        if key in container:
            return container[key]
        raise EvaluationError(Text(f"{where} 没有“{key}”的取值", f"{where} has no entry for {key}"))
    if isinstance(key, int) and 0 <= key < len(container):
        return container[key]
    raise EvaluationError(Text(f"{where} 没有第 {key} 项", f"{where} has no item {key}"))


_BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": divide, "%": remainder,
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "in": lambda item, container: item in container,
}  # fmt: skip


def apply_binary(symbol: str, left: Any, right: Any) -> Any:
    """A strict binary operator applied to two values."""
    return _BINARY[symbol](left, right)


def apply_unary(symbol: str, operand: Any) -> Any:
    return (not operand) if symbol == "!" else -operand
