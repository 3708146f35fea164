"""What conditions on one value leave possible: bounds, a list of values, null or not."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from policy_engine.expr.types import BOOL, EnumType, Type, strip_null

Constant: TypeAlias = bool | int | Fraction | str | datetime.date | None


@dataclass(frozen=True, slots=True)
class End:
    """One end of an interval; `open`: the value itself is outside."""

    value: Any
    open: bool


@dataclass(slots=True)
class Known:
    """Everything conditions say of one value. `whole`: it counts something, and so is 0, 1, 2 …"""

    type: Type
    whole: bool = False
    null: bool | None = None
    contradicts: bool = False
    low: End | None = None
    high: End | None = None
    allowed: frozenset[Constant] | None = None
    excluded: set[Constant] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.whole:
            self.low = End(0, open=False)

    def is_null(self, null: bool) -> None:
        """The value is null, or is not."""
        self.contradicts = self.contradicts or self.null is (not null)
        self.null = null

    def one_of(self, values: frozenset[Constant]) -> None:
        self.allowed = values if self.allowed is None else self.allowed & values

    def compare(self, operator: str, value: Constant) -> None:
        """`value` is a constant; the operator one of == != < <= > >=."""
        if value is None:
            self.is_null(operator == "==")
            return
        match operator:
            case "!=":
                self.excluded.add(value)  # null is different, too
                return
            case "==":
                self.one_of(frozenset({value}))
            case "<" | "<=":
                self._below(End(value, operator == "<"))
            case _:
                self._above(End(value, operator == ">"))
        self.is_null(False)

    def _below(self, end: End) -> None:
        if self.whole:
            end = End(math.ceil(end.value) - 1 if end.open else math.floor(end.value), open=False)
        if self.high is None or (end.value, not end.open) < (self.high.value, not self.high.open):
            self.high = end

    def _above(self, end: End) -> None:
        if self.whole:
            end = End(math.floor(end.value) + 1 if end.open else math.ceil(end.value), open=False)
        if self.low is None or (end.value, end.open) > (self.low.value, self.low.open):
            self.low = end

    def possible(self) -> bool:
        """Whether some value is left. Where nobody can tell, there is."""
        if self.contradicts or self.null is True:
            return not self.contradicts
        if self.null is None and self.allowed is None and self._may_be_null():
            return True
        values = self.allowed if self.allowed is not None else self._every_value()
        if values is None:
            return self._interval_left()
        return any(self._fits(value) for value in values - self.excluded)

    def _every_value(self) -> frozenset[Constant] | None:
        """The values of a type that has but a few."""
        named = strip_null(self.type)
        if isinstance(named, EnumType):
            return frozenset(word for word, _ in named.values)
        return frozenset((True, False)) if named == BOOL else None

    def _may_be_null(self) -> bool:
        return strip_null(self.type) is not self.type

    def _fits(self, value: Any) -> bool:
        low, high = self.low, self.high
        above = low is None or value > low.value or (value == low.value and not low.open)
        below = high is None or value < high.value or (value == high.value and not high.open)
        return above and below

    def _interval_left(self) -> bool:
        low, high = self.low, self.high
        if low is None or high is None or low.value < high.value:
            return True
        closed = not (low.open or high.open)
        return low.value == high.value and closed and low.value not in self.excluded
