"""Quantities with units, and scales that turn a number into points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from policy_engine.diagnostics import Text
from policy_engine.expr.function_types import Function, Signature
from policy_engine.expr.numbers import Number, exact
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.type_rules import shape
from policy_engine.expr.types import BOOL, NUMBER, UNKNOWN, EnumType, ListType
from policy_engine.expr.units import SPELLINGS, convert, fits_unit

UNIT = EnumType("unit", tuple(
    (spelling, unit.name.zh if spelling == unit.id else "") for spelling, unit in SPELLINGS.items()
), Text("计量单位", "unit"))  # fmt: skip
_QUANTITY = shape("quantity", "带单位的数", {"value": NUMBER, "unit": UNKNOWN})
_LINEAR = shape("scale", "赋分标准", {"from": NUMBER, "to": NUMBER})
_STEPS = shape("scale", "赋分标准", {"steps": ListType(UNKNOWN)})
FULL = 100  # points


def read_field(record: object, name: str) -> object:
    """A field of a document record or of a map literal; None when it is not there."""
    if isinstance(record, Mapping):
        return record.get(name)
    return getattr(record, name, getattr(record, f"{name}_", None))


def _quantity(quantity: object) -> tuple[Number, str]:
    value, unit = read_field(quantity, "value"), read_field(quantity, "unit")
    if value is None or not isinstance(unit, str):
        raise EvaluationError(Text("缺少数值或单位", "the quantity has no value or no unit"))
    return exact(value), unit


def _in_unit(quantity: object, unit: str) -> Number:
    return convert(*_quantity(quantity), unit)


def _unit_fits(quantity: object, unit: str) -> bool:
    return fits_unit(_quantity(quantity)[1], unit)


def _points(scale: object, value: Number) -> Number:
    low, high, steps = (read_field(scale, name) for name in ("from", "to", "steps"))
    if steps is not None and low is None and high is None:
        return _points_of_steps(steps, exact(value))
    if steps is None and low is not None and high is not None:
        return _points_between(exact(low), exact(high), exact(value))
    raise EvaluationError(Text(
        "赋分标准应写“起、止”或者“分档”，二者取一", "a scale has either from and to, or steps",
    ))  # fmt: skip


def _points_between(low: Number, high: Number, value: Number) -> Number:
    if low == high:
        raise EvaluationError(Text("赋分标准的起、止不能相同", "from and to of a scale must differ"))
    share = Fraction(value - low) / (high - low)
    return exact(min(max(share, Fraction(0)), Fraction(1)) * FULL)


def _points_of_steps(steps: object, value: Number) -> Number:
    if not isinstance(steps, Sequence) or not steps:
        raise EvaluationError(Text("赋分标准没有分档", "the scale has no steps"))
    reached = [(at_least, points) for at_least, points in map(_step, steps) if value >= at_least]
    return max(reached)[1] if reached else 0


def _step(step: object) -> tuple[Number, Number]:
    if isinstance(step, Sequence) and not isinstance(step, str) and len(step) == 2:
        return exact(step[0]), exact(step[1])
    raise EvaluationError(Text("每个分档应写成 [不低于, 分值]", "a step is written [at least, points]"))


QUANTITY_FUNCTIONS = (
    Function(
        "in_unit", "quantity, unit", (Signature((_QUANTITY, UNIT), NUMBER),), _in_unit,
        Text("换算成指定单位的数值；量纲不同或单位不明时无法核查",
             "the number in the given unit, exact; no answer for an unknown unit or another dimension"),
        "in_unit(q, '10k_person')",
    ),
    Function(
        "unit_fits", "quantity, unit", (Signature((_QUANTITY, UNIT), BOOL),), _unit_fits,
        Text("单位能否换算", "whether the quantity can be counted in the unit"),
        "unit_fits(q, 'km2')",
    ),
    Function(
        "points", "scale, number",
        (Signature((_LINEAR, NUMBER), NUMBER), Signature((_STEPS, NUMBER), NUMBER)), _points,
        Text("按赋分标准得分：起止之间线性 0—100，越界取端点；分档取所达到的最高档，未达首档为 0",
             "points by a scale: linear from 0 at `from` to 100 at `to` and clamped, or those of the highest"
             " step reached, 0 below the first"),
        "points({'from': 0, 'to': 40}, area)",
    ),
)  # fmt: skip
