"""Which types go together, and how types are called in messages."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.diagnostics import Text
from policy_engine.expr.types import (
    BOOL,
    DATE,
    NULL,
    NUMBER,
    TEXT,
    UNKNOWN,
    EnumType,
    FieldType,
    ListType,
    MapType,
    Nullable,
    RecordType,
    Scalar,
    Type,
    anonymous_record,
    strip_null,
)


class Shape(RecordType):
    """What a function asks of a record: any record that has these fields fits."""


def shape(name: str, chinese: str, fields: Mapping[str, Type]) -> Shape:
    built = {key: FieldType(type_) for key, type_ in fields.items()}
    return Shape(name, lambda: built, Text(chinese, name))


def field_type(field: FieldType) -> Type:
    """What reading the field gives; reading an `expected` field fails at null, so it needs no guard."""
    if field.presence == "expected":
        return strip_null(field.type)
    return nullable(field.type) if field.presence == "optional" else field.type


def nullable(type_: Type) -> Type:
    return type_ if isinstance(type_, Nullable) or type_ in (NULL, UNKNOWN) else Nullable(type_)


def is_textual(type_: Type) -> bool:
    return type_ == TEXT or isinstance(type_, EnumType)


def is_simple(type_: Type) -> bool:
    """One value: a number, a text, a date, true or false; no list, map or record."""
    return isinstance(strip_null(type_), Scalar | EnumType)


def may_be_null(type_: Type) -> bool:
    return isinstance(type_, Nullable) or type_ == NULL


def fits(actual: Type, wanted: Type) -> bool:
    """Whether a value of type `actual` may stand where `wanted` is asked for."""
    if UNKNOWN in (actual, wanted):
        return True
    if isinstance(wanted, Nullable):
        return actual == NULL or fits(strip_null(actual), wanted.inner)
    match actual, wanted:
        case (ListType(item=item), ListType(item=other)):
            return fits(item, other)
        case (MapType(value=value), MapType(value=other)):
            return fits(value, other)
        case (EnumType(), EnumType()):
            return actual == wanted
        case (RecordType(), Shape()):
            fields = actual.fields
            return all(
                name in fields and fits(strip_null(fields[name].type), asked.type)
                for name, asked in wanted.fields.items()
            )
    if isinstance(wanted, EnumType) or wanted == TEXT:
        return is_textual(actual)
    return actual == wanted


def join(left: Type, right: Type) -> Type | None:
    """The type of a value that is one or the other; None when they have nothing in common."""
    if left == UNKNOWN or right == UNKNOWN:
        return right if left == UNKNOWN else left
    if may_be_null(left) or may_be_null(right):
        if NULL in (left, right):
            return nullable(right if left == NULL else left)
        inner = join(strip_null(left), strip_null(right))
        return None if inner is None else nullable(inner)
    match left, right:
        case (ListType(item=item), ListType(item=other)):
            joined = join(item, other)
            return None if joined is None else ListType(joined)
        case (MapType(value=value), MapType(value=other)):
            joined = join(value, other)
            return None if joined is None else MapType(joined)
        case (RecordType(), RecordType()) if left is not right:
            return _join_literals(left, right)
    if left == right:
        return left
    both_text = is_textual(left) and is_textual(right)
    return TEXT if both_text and TEXT in (left, right) else None


def _join_literals(left: RecordType, right: RecordType) -> Type | None:
    """Two map literals are alike when they have the same keys; document records only to themselves."""
    if left.name != "record" or right.name != "record" or list(left.fields) != list(right.fields):
        return None
    fields: dict[str, Type] = {}
    for name, field in left.fields.items():
        joined = join(field.type, right.fields[name].type)
        if joined is None:
            return None
        fields[name] = joined
    return anonymous_record(fields)


def comparable(left: Type, right: Type) -> bool:
    """Whether `==` between the two can ever be true. Records are compared by a field, never whole."""
    if NULL in (left, right):
        return True
    joined = join(strip_null(left), strip_null(right))
    while isinstance(joined, ListType | MapType):
        joined = strip_null(joined.item if isinstance(joined, ListType) else joined.value)
    return joined is not None and not isinstance(joined, RecordType)


def instead_of(given: Type, wanted: Type | None = None) -> Text:
    """What to write where a value of the type `given` does not suit."""
    if wanted == BOOL:
        return Text("条件请写成比较，例如 x > 3 或 x == 'a'。",
                    "Write a comparison, for example x > 3 or x == 'a'.")  # fmt: skip
    match strip_null(given):
        case ListType():
            return Text("列表请取个数 size(…)，或逐项判断 ….all(x, …)。",
                        "Count a list by size(…), or go through it by ….all(x, …).")  # fmt: skip
        case RecordType():
            return Text("记录请取其中一个字段，例如 x.id。", "Name a field of the record, for example x.id.")
        case MapType():
            return Text("对照表请按键取值，例如 x['a']。", "Look a value up in the map, for example x['a'].")
    return Text("请核对两边写的是否同一种内容。", "Check that both sides are of one kind.")


_SCALARS = {
    BOOL: Text("“是/否”", "a yes/no condition"),
    NUMBER: Text("数值", "a number"),
    TEXT: Text("文本", "a text"),
    DATE: Text("日期", "a date"),
    NULL: Text("空值 null", "null"),
    UNKNOWN: Text("任意值", "any value"),
}


def call_type(type_: Type) -> Text:
    """The type in a reader's words, for messages."""
    match type_:
        case ListType(item=item):
            inner = call_type(item)
            return Text(f"列表（每项是{inner.zh}）", f"a list (each item {inner.en})")
        case MapType(value=value):
            inner = call_type(value)
            return Text(f"对照表（每个取值是{inner.zh}）", f"a map (each value {inner.en})")
        case Nullable(inner=inside):
            inner = call_type(inside)
            return Text(f"{inner.zh}或空值", f"{inner.en} or null")
        case EnumType(label=label):
            return Text(f"固定选项（{label.zh}）", f"one of the fixed values of {label.en}")
        case RecordType(label=label):
            return Text(f"一条记录（{label.zh}）", f"a record ({label.en})")
    return _SCALARS[type_]
