"""Values that do not fit: their kind, their size, how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.source.scalars import impossible_date
from policy_engine.source.schema_finding import Finding
from policy_engine.source.schema_shape import folded
from policy_engine.source.schema_validator import WrittenDate
from policy_engine.source.schema_ways_out import date_way_out, pattern_way_out, sibling_meant
from policy_engine.source.schema_words import KINDS, choice, kind_of, listed, nearest, number

_FULL_WIDTH_OPENERS = ("［", "｛", "【")
_DATE_LIKE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def not_allowed(finding: Finding) -> Iterator[Diagnostic]:
    values = [finding.limit] if finding.error.validator == "const" else list(finding.limit)
    names = finding.shapes.chinese_values(finding.full_schema())
    words = {str(value): value for value in values}
    for value in values:
        words.update(dict.fromkeys(names.get(value, ()), value))
    near = nearest(folded(str(finding.instance)), words)
    shown = None if near is None else choice(words[near], names.get(words[near], ()))
    ask = Text("", "") if shown is None else Text(f"是否想写 {shown}？", f"Did you mean {shown}? ")
    allowed = listed(choice(value, names.get(value, ())) for value in values)
    yield finding.problem(
        "schema.not-allowed-value",
        Text(f"{finding.where.zh}不能是{finding.written.zh}。",
             f"{finding.where.en} cannot be {finding.written.en}."),
        Text(f"{ask.zh}可用的写法：{allowed.zh}。", f"{ask.en}Allowed values: {allowed.en}."),
    )  # fmt: skip


def wrong_type(finding: Finding) -> Iterator[Diagnostic]:
    types = [finding.limit] if isinstance(finding.limit, str) else list(finding.limit)
    if finding.schema.get("format") == "date":
        types = ["date" if name == "string" else name for name in types]
    zh = "或".join(KINDS[name].zh for name in types)
    en = " or ".join(KINDS[name].en for name in types)
    yield finding.problem(
        "schema.wrong-type",
        Text(f"{finding.where.zh}应为{zh}，写的是{finding.written.zh}。",
             f"{finding.where.en} must be {en}; it is {finding.written.en}."),
        sibling_meant(finding) or _type_way_out(finding, types),
    )  # fmt: skip


def _type_way_out(finding: Finding, types: list[str]) -> Text:
    kind = "date" if isinstance(finding.instance, WrittenDate) else kind_of(finding.instance)
    text = getattr(finding.tree.at(finding.path), "text", "")
    if "string" in types and kind in ("integer", "number", "boolean", "date"):
        return Text(f'请加引号："{text}"。', f'Put it in quotes: "{text}".')
    if kind == "array" and not {"array", "object"} & set(types):
        return Text("这里只写一项，不写成清单。", "Write a single value here, not a list.")
    if "date" in types:
        return date_way_out(text)
    if {"array", "object"} & set(types):
        return _collection_way_out(kind, text, types)
    if kind == "string" and {"integer", "number"} & set(types):
        return Text("请用半角阿拉伯数字，不加引号、单位和逗号，如 12。",
                    "Write digits only, without quotes, unit or separators, e.g. 12.")  # fmt: skip
    if "boolean" in types and kind == "string":
        return Text("是写 true，否写 false，不加引号。", "Write true or false, without quotes.")
    if "integer" in types and kind == "number":
        return Text("请写不带小数的整数。", "Write a number without decimals.")
    return Text("请按要求改写；没有这一项时请删去该栏目。", "Write it as required, or remove the entry.")


def _collection_way_out(kind: str, text: str, types: list[str]) -> Text:
    if kind == "string" and text[:1] in _FULL_WIDTH_OPENERS:
        return Text("括号、逗号、冒号都要用半角，如 [a, b] 或 {a: 1}。",
                    "Use plain brackets, commas and colons: [a, b] or {a: 1}.")  # fmt: skip
    if "object" in types:
        return Text("请另起一行缩进写“栏目: 内容”；冒号用半角，后空一格。",
                    'Write "name: value" on indented lines, with a plain colon and a space.')  # fmt: skip
    if kind == "null":
        return Text("没有内容时写 []。", "Write [] where there is nothing.")
    return Text("只有一项时也写成清单，如 [一项]。", "Write a list even for a single item: [item].")


def bound(finding: Finding) -> Iterator[Diagnostic]:
    words = {
        "minimum": Text("不能小于", "must not be less than"),
        "exclusiveMinimum": Text("必须大于", "must be greater than"),
        "maximum": Text("不能大于", "must not be greater than"),
        "exclusiveMaximum": Text("必须小于", "must be less than"),
    }[str(finding.error.validator)]
    limit = number(finding.limit)
    yield finding.problem(
        "schema.out-of-range",
        Text(f"{finding.where.zh}{words.zh} {limit}，写的是{finding.written.zh}。",
             f"{finding.where.en} {words.en} {limit}; it is {finding.written.en}."),
        Text("请核对数值和单位。", "Check the number and its unit."),
    )  # fmt: skip


def pattern(finding: Finding) -> Iterator[Diagnostic]:
    yield finding.problem(
        "schema.pattern",
        Text(f"{finding.where.zh}的写法不对，写的是{finding.written.zh}。",
             f"{finding.where.en} is not written as it must be; it is {finding.written.en}."),
        pattern_way_out(finding),
    )  # fmt: skip


def date_format(finding: Finding) -> Iterator[Diagnostic]:
    text = str(finding.instance)
    reason = impossible_date(text) if _DATE_LIKE.fullmatch(text) else Text(
        f"应为日期，写的是文字“{text}”。", f'A date is required; it is the text "{text}".',
    )  # fmt: skip
    yield finding.problem(
        "schema.date",
        Text(f"{finding.where.zh}：{reason.zh}", f"{finding.where.en}: {reason.en}"),
        date_way_out(text),
    )


def size(finding: Finding) -> Iterator[Diagnostic]:
    keyword, limit = str(finding.error.validator), number(finding.limit)
    units = {
        "Items": Text("项", "items"),
        "Length": Text("个字", "characters"),
        "Properties": Text("个栏目", "entries"),
    }
    unit = units[keyword[3:]]
    zh, en = ("至少要有", "at least") if keyword.startswith("min") else ("最多只能有", "at most")
    count = len(finding.instance)
    yield finding.problem(
        "schema.size",
        Text(f"{finding.where.zh}{zh} {limit} {unit.zh}，现有 {count} {unit.zh}。",
             f"{finding.where.en} must have {en} {limit} {unit.en}; it has {count}."),
        _size_way_out(finding),
    )  # fmt: skip


def _size_way_out(finding: Finding) -> Text:
    above = finding.above() if finding.path else None
    if above is not None and finding.path[-1] in above.get("required", ()):
        return Text("请补足或删减；这个栏目必须有。", "Add or remove some; the entry must be there.")
    return Text("请补足或删减；确实没有时请删去整个栏目。", "Add or remove some, or remove the whole entry.")


def repeated(finding: Finding) -> Iterator[Diagnostic]:
    yield finding.problem(
        "schema.repeated",
        Text(f"{finding.where.zh}里有重复的项。", f"{finding.where.en} has the same item more than once."),
        Text("请删去重复的项。", "Delete the repetition."),
    )
