"""What a JSON Schema allows, in words for people who fill in forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_SIMPLE = {
    "string": "文字 text",
    "integer": "整数 integer",
    "number": "数 number",
    "boolean": "是否 true/false",
}
_PATTERNS = {
    r"^\d{6}$": "6 位代码 6 digits",
    r"^\d{9}$": "9 位代码 9 digits",
    r"^[a-z0-9][a-z0-9-]*$": "小写字母、数字和连字符 a-z, 0-9, -",
    r"^[A-Z]\d+$": "一个大写字母加数字 A-Z, digits",
    r"^[A-Z]\d{2}$": "一个大写字母加两位数字 A-Z, two digits",
}


def variants(schema: Schema) -> Iterator[Schema]:
    """The ways in which it may be written, without "nothing"."""
    alternatives = schema.get("anyOf", schema.get("oneOf"))
    if alternatives is None:
        if schema.get("type") != "null":
            yield schema
        return
    for each in alternatives:
        yield from variants(each)


def type_in_words(schema: Schema) -> str:
    """Such as "整数 integer ≥ 0" or "列表 list：记录 record".

    Raises LookupError for a shape it has no words for.
    """
    return " / ".join(dict.fromkeys(_one(each) for each in variants(schema)))


def _one(schema: Schema) -> str:
    if "$ref" in schema:
        return "记录 record"
    kind = schema.get("type")
    if isinstance(kind, list):  # pydantic's union of plain values: only expressions are written so
        return "表达式 expression"
    if kind == "array":
        return f"列表 list{_length(schema)}：{type_in_words(schema['items'])}"
    if kind == "object":
        return f"对照表 table：{type_in_words(_entry(schema))}"
    if "const" in schema:
        return "固定值 fixed"
    if "enum" in schema:
        return "选一个 one of"
    return _simple(schema)


def _length(schema: Schema) -> str:
    if "minItems" not in schema:
        return ""
    exactly = schema["minItems"] == schema.get("maxItems")
    return f" {'×' if exactly else '≥ '}{schema['minItems']}"


def _entry(schema: Schema) -> Schema:
    entries = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    for entry in entries:
        if isinstance(entry, Mapping):
            return entry
    raise LookupError(f"a table whose entries may be anything: {schema}")


def _simple(schema: Schema) -> str:
    if schema.get("format") == "date":
        return "日期"
    if "pattern" in schema:
        if "x-pattern-zh" in schema:
            return f"{schema['x-pattern-zh']} {schema['x-pattern-en']}"
        return _PATTERNS[schema["pattern"]]
    words = _SIMPLE[schema["type"]]
    return f"{words} ≥ {schema['minimum']}" if "minimum" in schema else words
