"""A small world of names for the checker's cases; recursive, as the real documents are."""

from __future__ import annotations

from collections.abc import Mapping

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
    RecordType,
    Type,
)

KIND = EnumType("post_kind", (("leader", "领导"), ("general", "一般"), ("special_task", "专项")))
FORM = EnumType("form", (("town", "镇"), ("subdistrict", "街道")))


def _record(name: str, fields: Mapping[str, FieldType]) -> RecordType:
    return RecordType(name, lambda: fields)


GRADE = _record("grade", {"level": FieldType(NUMBER), "series": FieldType(Nullable(TEXT), "optional")})
PERSON: RecordType = RecordType("person", lambda: {
    "id": FieldType(TEXT),
    "grade": FieldType(Nullable(GRADE), "optional"),
    "level": FieldType(NUMBER, "optional"),
    "since": FieldType(DATE, "expected"),
    "posts": FieldType(ListType(POST)),
    "leads": FieldType(Nullable(BOOL), "optional"),
})  # fmt: skip
POST: RecordType = RecordType("post", lambda: {
    "id": FieldType(TEXT),
    "name": FieldType(TEXT, title="名称"),
    "kind": FieldType(KIND, title="岗位类别"),
    "seats": FieldType(NUMBER),
    "task": FieldType(Nullable(TEXT), "optional"),
    "score": FieldType(NUMBER, "expected"),
    "until": FieldType(Nullable(DATE), "optional"),
    "holders": FieldType(ListType(PERSON), relation="holders"),
})  # fmt: skip
QUANTITY = _record("quantity", {"value": FieldType(NUMBER), "unit": FieldType(TEXT)})
SCOPE: Mapping[str, Type] = {
    "p": POST,
    "h": PERSON,
    "posts": ListType(POST),
    "persons": ListType(PERSON),
    "q": QUANTITY,
    "form": FORM,
    "quota": MapType(NUMBER),
    "limits": MapType(Nullable(NUMBER)),
    "levels": ListType(Nullable(NUMBER)),
    "on": DATE,
    "n": NUMBER,
}
