"""How the models declare their fields.

A field says once, where it stands, all that anybody needs of it: its Chinese
title (also the key a file may use), whether its absence is an answer, and for
a parameter which way is looser. Schemas, editor help, the expression types
and comparison are derived from it.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from policy_engine.diagnostics import Text
from policy_engine.documents.terms import CHINESE
from policy_engine.expr.numbers import parse_share, plain
from policy_engine.expr.problems import EvaluationError

Looser = Literal["up", "down", "neither"]
# Which way a field is looser. up: more of it (a larger number, true, further words or records); down: less;
# neutral: nothing that is judged depends on it; a tuple: its words, from the tightest to the loosest.
Way: TypeAlias = Literal["up", "down", "neither", "neutral"] | tuple[str, ...]
# What it means that nobody declares a parameter. UNSAID: no limit. UNCLEAR: that hangs on something else.
UNCLEAR = "unclear"
UNSAID = "unsaid"


def written_as(pattern: str, zh: str, en: str) -> Any:
    """How a text must be written; the reader is told in words, never by the pattern.

    Patterns say [0-9], because \\d also takes full-width digits.
    """
    return Field(pattern=pattern, json_schema_extra={"x-pattern-zh": zh, "x-pattern-en": en})


T = TypeVar("T")


class Document(BaseModel):
    """Base of every model: unknown keys and silent conversions are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False, defer_build=True)

    # Fields that stand for a relation between records and are answered by documents.links.
    relations: ClassVar[dict[str, Relation]] = {}


class Relation(BaseModel):
    """A declared relation: `index` in documents.links, looked up by this record's `key`.

    `target` names the model at the other end; `many` is False where there is at most one.
    """

    model_config = ConfigDict(frozen=True)
    index: str
    target: str
    title: str
    key: str = "id"
    many: bool = True


def _with_way(details: dict[str, Any], looser: Way, absent: Any = UNSAID, **more: Any) -> dict[str, Any]:
    """What the field says of itself beside what pydantic knows, and `details` without it."""
    extra = {**details.pop("json_schema_extra", {}), **more}
    if looser != "neither" and extra.get("x-looser") != looser:
        extra["x-way"] = list(looser) if isinstance(looser, tuple) else looser
    if absent != UNSAID:
        extra["x-absent"] = absent
    return {**details, "json_schema_extra": extra} if extra else details


def required(title: str, *, looser: Way = "neither", absent: Any = UNSAID, **details: Any) -> Any:
    """A field without which the document cannot be read at all; `absent`: where its record is undeclared."""
    return Field(title=title, **_with_way(details, looser, absent))


def expected(title: str, **details: Any) -> Any:
    """A field whose absence makes every check that reads it incomplete."""
    return Field(default=None, title=title, json_schema_extra={"x-presence": "expected"}, **details)


def optional(title: str, *, default: Any = None, looser: Way = "neither", **details: Any) -> Any:
    """A field whose absence is an answer; expressions must guard it."""
    return Field(default=default, title=title, **_with_way(details, looser))


def parameter(title: str, *, looser: Way = "neither", absent: Any = UNSAID, **details: Any) -> Any:
    """A parameter of a policy: undeclared unless some layer declares it.

    `absent` is what it means then, where that is not "no limit": a value, or UNCLEAR.
    """
    numbers = looser if looser in ("up", "down") else "neither"
    return Field(default=None, title=title, **_with_way(details, looser, absent, **{"x-looser": numbers}))


class FieldWay(NamedTuple):
    """What comparison needs of a field. `absent` is UNSAID (no limit), UNCLEAR, or a value."""

    looser: Literal["up", "down", "neither", "neutral"]
    order: tuple[str, ...]
    absent: Any
    is_parameter: bool


def way_of(info: FieldInfo) -> FieldWay:
    """Which way a field of a model is looser, as it declares; `order` gives words, the tightest first."""
    extra: Any = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    way = extra.get("x-way", extra.get("x-looser", "neither"))
    absent = extra.get("x-absent", UNSAID)
    listed = tuple(way) if isinstance(way, list) else ()
    return FieldWay("neither" if listed else way, listed, absent, "x-looser" in extra)


def _amount(value: object) -> object:
    return Decimal(plain(value)) if isinstance(value, Fraction) else value


class _FromTree:
    """Lets a Fraction from a positioned tree stand for a decimal. JSON has none, and is not asked."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        decimal = handler(source)
        from_tree = core_schema.no_info_before_validator_function(_amount, decimal)
        return core_schema.json_or_python_schema(json_schema=decimal, python_schema=from_tree)


def _day(value: object) -> object:
    """JSON has dates as text; "1704412800" must not be taken for seconds since 1970."""
    if not isinstance(value, str):
        return value
    try:
        if len(value) == len("2024-01-31") and value[4] == value[7] == "-":
            return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise _no_day(value) from error
    raise _no_day(value)


def _no_day(value: str) -> EvaluationError:
    return EvaluationError(
        Text(
            f"“{value}”不是日期，应写成 2024-01-31 这样", f'"{value}" is not a date; write it like 2024-01-31'
        )
    )


# A day, written 2024-03-01 and in no other way.
Day = Annotated[datetime.date, BeforeValidator(_day)]
# Numbers as written, never through binary floating point. Lax only so that an
# integer may stand where a decimal is expected; booleans are still refused.
Amount = Annotated[
    Decimal, Field(strict=False), _FromTree(), WithJsonSchema({"type": "number", "title": "数"})
]
Count = Annotated[int, Field(ge=0)]


def _truth(value: object) -> object:
    """0 equals False, and would be taken for it."""
    if isinstance(value, bool):
        return value
    raise EvaluationError(Text("只能写 false", "only false can stand here"))


# What is always false of a record, whether it is written or not.
Never = Annotated[Literal[False], BeforeValidator(_truth)]


def _share(value: object) -> object:
    return parse_share(value) if isinstance(value, int | str | Decimal | Fraction) else value


# A part of a post statement: one of the known ones, also by its Chinese name, or another that a
# policy asks for.
StatementKey = Annotated[
    str, WithJsonSchema({"type": "string", "x-zh-values": dict(CHINESE["statement_part"])})
]

_SHARE_FORM = r"^[0-9]+(\.[0-9]+)?\s*[%％]$|^[0-9]+\s*/\s*[1-9][0-9]*$"
# 20%, 2/3 or 0.2: kept as an exact fraction.
Share = Annotated[
    Fraction,
    Field(strict=False),
    BeforeValidator(_share),
    WithJsonSchema({
        "anyOf": [
            {"type": "number", "title": "小数", "minimum": 0},
            {"type": "string", "title": "百分比或分数", "pattern": _SHARE_FORM,
             "x-pattern-zh": "写作 20% 或 2/3", "x-pattern-en": "written as 20% or 2/3"},
        ],
        "examples": ["20%", "2/3", 0.2],
    }),
]  # fmt: skip


class Table(Document, Generic[T]):
    """A value that depends on the township: by its class or by its form.

    `default` stands for classes or forms that exist and are not listed, never
    for an unknown class.
    """

    by: Literal["class", "form"] = required("按", description="按类别（class）还是按建制（form）取值")
    # Forms are a closed list, so their Chinese names may stand as keys; classes are the county's own.
    values: dict[str, T] = required(
        "取值", description="类别或建制 → 数值",
        json_schema_extra={"x-zh-keys": {"by": {"form": dict(CHINESE["form"])}}},
    )  # fmt: skip
    default: T | None = optional("其他", description="未列出的类别或建制取此值")
