"""The types an expression can have. Record types are read off the document models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from policy_engine.diagnostics import Text


@dataclass(frozen=True, slots=True)
class Scalar:
    """bool, number (integers and exact fractions alike), text, date, null, unknown."""

    name: Literal["bool", "number", "text", "date", "null", "unknown"]

    def __str__(self) -> str:
        return self.name


BOOL, NUMBER, TEXT, DATE, NULL = (
    Scalar("bool"), Scalar("number"), Scalar("text"), Scalar("date"), Scalar("null"),
)  # fmt: skip
# Unknown stands where a problem has been reported already; it fits everything,
# so that one mistake gives one message.
UNKNOWN = Scalar("unknown")


@dataclass(frozen=True, slots=True)
class EnumType:
    """A text out of a closed list: value → Chinese name. `title` is what messages call the list."""

    name: str
    values: tuple[tuple[str, str], ...]
    title: Text | None = field(default=None, compare=False)

    @property
    def label(self) -> Text:
        return self.title or Text(self.name, self.name)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ListType:
    item: Type

    def __str__(self) -> str:
        return f"list({self.item})"


@dataclass(frozen=True, slots=True)
class MapType:
    """A map from text (or an enumeration) to values of one type."""

    value: Type

    def __str__(self) -> str:
        return f"map({self.value})"


@dataclass(frozen=True, slots=True)
class Nullable:
    """May be null; may be used only behind a guard."""

    inner: Type

    def __str__(self) -> str:
        return f"{self.inner} or null"


# required: always there. expected: null means the document is incomplete, and
# reading it makes the rule incomplete. optional: null is an answer; guard it.
Presence = Literal["required", "expected", "optional"]


@dataclass(frozen=True, slots=True)
class FieldType:
    """One field of a record, as expressions see it.

    `attribute` is the Python attribute (`from_` for `from`); `relation`, when
    given, is the index in documents.links that answers, looked up by
    `attribute`; `decimal` marks attributes that hold Decimal and are made exact
    on reading; `table` marks a parameter that depends on the township.
    """

    type: Type
    presence: Presence = "required"
    attribute: str = ""
    title: str = ""
    relation: str | None = None
    decimal: bool = False
    table: bool = False


@dataclass(frozen=True, eq=False)
class RecordType:
    """A record with named fields; fields are built on first use, so types may be recursive.

    `title` is what messages call such a record.
    """

    name: str
    build: Callable[[], Mapping[str, FieldType]] = field(repr=False)
    title: Text | None = None

    @property
    def label(self) -> Text:
        return self.title or Text(self.name, self.name)

    @cached_property
    def fields(self) -> Mapping[str, FieldType]:
        return self.build()

    def __str__(self) -> str:
        return self.name


Type: TypeAlias = Scalar | EnumType | ListType | MapType | Nullable | RecordType


def strip_null(type_: Type) -> Type:
    return type_.inner if isinstance(type_, Nullable) else type_


def anonymous_record(fields: Mapping[str, Type]) -> RecordType:
    """The type of a map literal with literal keys."""
    built = {name: FieldType(type_, attribute=name) for name, type_ in fields.items()}
    return RecordType("record", lambda: built, Text("临时组成", "made here"))
