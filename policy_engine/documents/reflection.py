"""The types of expressions, read off the document models.

Adding a field to a model makes it known to expressions; nothing else is to be done.
"""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from policy_engine.documents import people, records
from policy_engine.documents.fields import Document, Relation, Table
from policy_engine.documents.terms import CHINESE
from policy_engine.documents.type_names import VOCABULARIES, record_name
from policy_engine.expr.types import (
    BOOL,
    DATE,
    NUMBER,
    TEXT,
    EnumType,
    FieldType,
    ListType,
    MapType,
    Nullable,
    Presence,
    RecordType,
    Type,
)

_SCALARS: Mapping[object, Type] = {
    str: TEXT, bool: BOOL, int: NUMBER, Decimal: NUMBER, Fraction: NUMBER, datetime.date: DATE,
}  # fmt: skip


@cache
def record_type(model: type[Document]) -> RecordType:
    """The record type of a model; fields are read on first use, so models may refer to each other."""
    return RecordType(model.__name__, lambda: _fields(model), record_name(model.__name__))


def _fields(model: type[Document]) -> Mapping[str, FieldType]:
    fields = {info.alias or name: _field(name, info) for name, info in model.model_fields.items()}
    fields |= {name: _relation(relation) for name, relation in model.relations.items()}
    return fields


def _field(name: str, info: FieldInfo) -> FieldType:
    annotation, nullable, table = _unwrap(info.annotation)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    type_ = type_of(annotation)
    presence: Presence = "required"
    if nullable:
        # An undeclared parameter is no answer either: what reads it is not judged.
        unanswered = extra.get("x-presence") == "expected" or "x-looser" in extra
        presence = "expected" if unanswered else "optional"
    return FieldType(
        type=Nullable(type_) if presence == "optional" else type_,
        presence=presence,
        attribute=name,
        title=info.title or "",
        decimal=_holds_decimal(annotation),
        table=table,
    )


def _relation(relation: Relation) -> FieldType:
    target = record_type(getattr(people, relation.target, None) or getattr(records, relation.target))
    type_: Type = ListType(target) if relation.many else Nullable(target)
    presence: Presence = "required" if relation.many else "optional"
    return FieldType(type_, presence, relation.key, relation.title, relation.index)


def _unwrap(annotation: Any) -> tuple[Any, bool, bool]:
    """Take `| None` and `| Table[…]` off: (annotation, nullable, depends on the township)."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False, False
    arguments = list(get_args(annotation))
    nullable = type(None) in arguments
    table = any(isinstance(a, type) and issubclass(a, Table) for a in arguments)
    rest = [
        a for a in arguments
        if a is not type(None) and not (isinstance(a, type) and issubclass(a, Table))
    ]  # fmt: skip
    if len(rest) != 1:
        raise TypeError(f"expressions cannot type the union {annotation}")
    return rest[0], nullable, table


def _holds_decimal(annotation: Any) -> bool:
    while get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    return annotation is Decimal


def type_of(annotation: Any) -> Type:
    """The expression type of a model annotation."""
    origin = get_origin(annotation)
    if origin is typing.Annotated:
        return type_of(get_args(annotation)[0])
    if origin is Literal:
        return _enumeration(get_args(annotation))
    if origin is list:
        return ListType(type_of(get_args(annotation)[0]))
    if origin is dict:
        return MapType(type_of(get_args(annotation)[1]))
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return record_type(annotation)
    return _SCALARS[annotation]


def _enumeration(values: tuple[str | bool, ...]) -> Type:
    texts = tuple(value for value in values if isinstance(value, str))
    if not texts:
        return BOOL
    for name, chinese in CHINESE.items():
        if tuple(chinese) == texts:
            return EnumType(name, tuple(chinese.items()), VOCABULARIES.get(name))
    return EnumType("/".join(texts), tuple((v, v) for v in texts))
