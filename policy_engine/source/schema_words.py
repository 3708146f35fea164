"""How values, types, places and choices are called in messages about a document's shape."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from policy_engine.diagnostics import Text, closest
from policy_engine.source.schema_shape import Schema, Shapes, chinese_title
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode

MOST_LISTED = 18  # all entries of nearly every record, all kinds of actions
# Half of such a word is one character, which is further off than `closest` looks.
_SHORT_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,3}")

KINDS: Mapping[str, Text] = {
    "null": Text("空（null）", "nothing (null)"),
    "boolean": Text(" true 或 false", "true or false"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "string": Text("文字", "text"),
    "array": Text("清单（各项以“- ”开头，或写在 [ ] 里）", 'a list (items start with "- ", or stand in [ ])'),
    "object": Text("若干“栏目: 内容”", 'entries "name: value"'),
    "date": Text("日期（如 2024-03-01）", "a date (e.g. 2024-03-01)"),
}


def kind_of(value: object) -> str:
    """The JSON type of a plain value, "date" for a date written as one."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | Fraction):
        return "integer" if isinstance(value, int) or value.denominator == 1 else "number"
    if isinstance(value, datetime.date):
        return "date"
    return "string" if isinstance(value, str) else "object" if isinstance(value, Mapping) else "array"


def described(node: Node) -> Text:
    """What is written at a place: 文字“十二”, 数字 12, 清单（3 项）."""
    if isinstance(node, MappingNode):
        keys = [entry.written for entry in node.entries.values()]
        if not keys:
            return Text("空的 {}", "an empty {}")
        shown = "、".join(keys[:4]) + ("…" if len(keys) > 4 else "")
        return Text(f"若干栏目（{shown}）", f"entries ({shown.replace('、', ', ')})")
    if not isinstance(node, ScalarNode):
        return Text("清单", "a list")
    text = node.text if len(node.text) <= 40 else node.text[:40] + "…"
    kind = kind_of(node.value)
    if kind == "string":
        return Text(f"文字“{text}”", f'the text "{text}"')
    if kind == "null":
        return Text("空", "nothing")
    names = {"date": Text("日期", "the date"), "boolean": Text("", "")}
    name = names.get(kind, Text("数字", "the number"))
    return Text(f"{name.zh} {text}".strip(), f"{name.en} {text}".strip())


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The one the writer probably meant; of short Chinese words the only one with one other character."""
    known = sorted(candidates)
    near = closest(word, known)
    if near is not None or not _SHORT_CHINESE.fullmatch(word):
        return near
    alike = [each for each in known if len(each) == len(word) and _differing(each, word) == 1]
    return alike[0] if len(alike) == 1 else None


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def key_name(name: str, schema: Schema, language: str) -> str:
    """A key with its other name: counted_kinds（计入上限类型）, or the Chinese one first."""
    title = chinese_title(schema)
    if title is None:
        return name
    return f"{title}（{name}）" if language == "zh" else f"{name}（{title}）"


def listed(names: Iterable[str]) -> Text:
    """The first of many names, and how many there are in all."""
    found = list(names)
    if len(found) <= MOST_LISTED:
        return Text("、".join(found), ", ".join(found))
    shown = found[:MOST_LISTED]
    return Text(f"{'、'.join(shown)} 等 {len(found)} 个", f"{', '.join(shown)} … ({len(found)} in all)")


def choice(value: Any, chinese: Sequence[str]) -> str:
    """One allowed value with its Chinese name: town（镇）."""
    text = "null" if value is None else str(value).lower() if isinstance(value, bool) else number(value)
    return f"{text}（{chinese[0]}）" if chinese else text


def number(value: Any) -> str:
    """An exact number as people write it: 0.2, 12, 2/3. Other values as they are."""
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return str(value.numerator)
        decimal = _decimal(value)
        return decimal if decimal is not None else f"{value.numerator}/{value.denominator}"
    return str(value)


def _decimal(value: Fraction) -> str | None:
    for places in range(1, 31):
        if (value * 10**places).denominator == 1:
            sign = "-" if value < 0 else ""
            digits = str(abs(value * 10**places).numerator).rjust(places + 1, "0")
            return f"{sign}{digits[:-places]}.{digits[-places:]}"
    return None


def forms_of(shapes: Shapes, schemas: Iterable[Schema]) -> Text:
    """The forms a value may take, by their Chinese titles, else by their kind."""
    zh: list[str] = []
    en: list[str] = []
    for schema in schemas:
        for layer in shapes.layers(schema):
            word = _form(layer)
            if word is not None and word.zh not in zh:
                zh.append(word.zh)
                en.append(word.en)
    return Text("；或".join(zh), "; or ".join(en))


def _form(layer: Schema) -> Text | None:
    """One alternative in words; None for layers that only lead to others."""
    kind = "date" if layer.get("format") == "date" else layer.get("type")
    if not isinstance(kind, str) or kind not in KINDS:
        return None
    name = KINDS[kind]
    pattern = Text(layer.get("x-pattern-zh", ""), layer.get("x-pattern-en", ""))
    title = chinese_title(layer) or ""
    return Text(
        (f"{title}：{name.zh}" if title else name.zh) + (f"，{pattern.zh}" if pattern.zh else ""),
        name.en + (f", {pattern.en}" if pattern.en else ""),
    )


def place(tree: Node, path: Path) -> Text:
    """A place as people name it: “posts”第 4 项（P04）的“seats”."""
    if not path:
        return Text("整份材料", "the document")
    last = len(path) - 1
    if isinstance(path[last], int):
        return _item(tree, path)
    name = written_key(tree, path)
    inside = next((n for n in range(last - 1, -1, -1) if isinstance(path[n], int)), None)
    if inside is None:
        return Text(f"“{name}”", f'"{name}"')
    item = _item(tree, path[: inside + 1])
    return Text(f"{item.zh}的“{name}”", f'"{name}" of {item.en}')


def _item(tree: Node, path: Path) -> Text:
    position = int(path[-1]) + 1
    above = next((n for n in range(len(path) - 1, 0, -1) if isinstance(path[n - 1], str)), None)
    name = written_key(tree, path[:above]) if above is not None else ""
    node = tree.at((*path, "id"))
    identity = node.text if isinstance(node, ScalarNode) and isinstance(node.value, str) else ""
    return Text(
        (f"“{name}”" if name else "") + f"第 {position} 项" + (f"（{identity}）" if identity else ""),
        f"item {position}" + (f" ({identity})" if identity else "") + (f' of "{name}"' if name else ""),
    )


def written_key(tree: Node, path: Path) -> str:
    """The last key of `path` as the file has it; the canonical one when it is not there."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    if not path:
        return ""
    parent = tree.at(path[:-1])
    key = str(path[-1])
    entry = parent.entries.get(key) if isinstance(parent, MappingNode) else None
    return key if entry is None else entry.written


def pattern_words(schema: Schema) -> Text:
    """What a pattern asks for, in the schema's own words where it has some."""
    zh, en = schema.get("x-pattern-zh"), schema.get("x-pattern-en")
    if isinstance(zh, str) and isinstance(en, str):
        return Text(f"要求：{zh}。", f"Required: {en}.")
    pattern = schema.get("pattern", "")
    return Text(
        f"请核对写法（须符合格式 {pattern}）。", f"Check how it is written (it must match {pattern})."
    )
