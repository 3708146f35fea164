"""What an upper layer leaves open to lower ones (上级约束), and what it approves beyond that."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from policy_engine.documents.fields import Day, Document, optional, required
from policy_engine.documents.people import Identifier
from policy_engine.documents.records import JurisdictionCode
from policy_engine.expr.numbers import exact, parse_share


def bound_number(value: int | Decimal | Fraction | str) -> Fraction:
    """Text is a share; a number may be any number: a bound on days or posts is no share.

    Raises EvaluationError for text that is none.
    """
    return Fraction(parse_share(value) if isinstance(value, str) else exact(value))


def _bound(value: object) -> object:
    return bound_number(value) if isinstance(value, int | Decimal | Fraction | str) else value


# A number, or a share written as people write it.
Bound = Annotated[
    Fraction,
    Field(strict=False),
    BeforeValidator(_bound),
    WithJsonSchema({
        "anyOf": [
            {"type": "number", "title": "数"},
            {"type": "string", "title": "百分比或分数",
             "pattern": r"^[0-9]+(\.[0-9]+)?\s*[%％]$|^[0-9]+\s*/\s*[1-9][0-9]*$",
             "x-pattern-zh": "写作 20% 或 2/3", "x-pattern-en": "written as 20% or 2/3"},
        ],
        "examples": [5, "20%", "2/3"],
    }),
]  # fmt: skip
BoundCode = Literal["Q04", "Q05", "Q09", "Q15"]


class Unless(Document):
    """Another bound, for those whom an approval of the bounding layer, or of one above it, names."""

    approval: str = required(
        "批准", examples=["excellent-25"], description="批准事项（approvals）的编号；只认上级自己的批准"
    )
    at_least: Bound | None = optional(
        "不低于", looser="down", examples=[3], description="经批准的，不得低于此数"
    )
    at_most: Bound | None = optional(
        "不高于", looser="up", examples=["25%"], description="经批准的，不得高于此数"
    )


class EnvelopeEntry(Document):
    """One bound: exactly one of at_least, at_most, keeps, keeps_order, none_of, one_of."""

    path: Identifier = required(
        "路径", examples=["posts.cap"], description="受约束的栏目，如 posts.cap 或 岗位设置.岗位上限"
    )
    at_least: Bound | None = optional(
        "不低于", looser="down", examples=[5], description="下级的数值不得低于此数"
    )
    at_most: Bound | None = optional(
        "不高于", looser="up", examples=[110], description="下级的数值不得高于此数"
    )
    keeps: Literal[True] | None = optional(
        "保留", examples=[True], description="本级已列的各项，下级必须全部保留，可以增加；带编号的清单按编号"
    )
    keeps_order: Literal[True] | None = optional(
        "保持顺序", examples=[True], description="本级已列的各项，下级必须保留且先后不变，可以增加"
    )
    none_of: Annotated[list[str], Field(min_length=1)] | None = optional(
        "不得包含",
        looser="down",
        examples=[["clock_in"]],
        description="下级不得采用的各项；带编号的清单按编号",
    )
    one_of: Annotated[list[str], Field(min_length=1)] | None = optional(
        "只能取",
        looser="up",
        examples=[["entries", "seats"]],
        description="下级只能采用的各项；带编号的清单按编号",
    )
    unless: Unless | None = optional(
        "例外",
        looser="up",
        examples=[{"approval": "excellent-25", "at_most": "25%"}],
        description="经上级批准的，另按此数",
    )
    code: BoundCode = optional(
        "核查项", default="Q15", examples=["Q05"], description="超出约束时按哪一核查项提出意见"
    )
    basis: list[str] = optional("依据", default=[], examples=[["L4"]], description="依据文件的编号")


class PolicyApproval(Document):
    """What a layer approves of its lower ones (批准事项): all of them, or those it names."""

    id: Identifier = required("编号", examples=["excellent-25"], description="批准事项的编号，例外以此引用")
    number: Identifier = required(
        "批准文号", looser="neutral", examples=["浙组〔2024〕1号"], description="批准文件的文号"
    )
    date: Day = required("日期", looser="down", examples=["2024-01-01"], description="批准日期；自当日起有效")
    until: Day | None = optional(
        "止", looser="up", examples=["2024-12-31"], description="批准的最后一天；不写则长期有效"
    )
    for_: list[JurisdictionCode] | None = optional(
        "对象", looser="up", alias="for", examples=[["331004"]], description="批准给哪些辖区；不写则所有下级"
    )
