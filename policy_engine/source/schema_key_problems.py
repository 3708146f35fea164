"""Keys that a document may not have, or lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from policy_engine.diagnostics import Diagnostic, Text, closest
from policy_engine.source.schema_finding import Finding
from policy_engine.source.schema_shape import Schema, chinese_title, folded
from policy_engine.source.schema_ways_out import at_top
from policy_engine.source.schema_words import choice, key_name, listed, pattern_words, place


def _key_names(finding: Finding) -> dict[str, str]:
    """Allowed keys, in the file's language first: canonical name → name as shown."""
    properties: Mapping[str, Schema] = finding.schema.get("properties", {})
    return {name: key_name(name, schema, finding.language) for name, schema in properties.items()}


def _nearest_key(finding: Finding, key: str) -> str | None:
    properties: Mapping[str, Schema] = finding.schema.get("properties", {})
    by_word = {name: name for name in properties}
    for name, schema in properties.items():
        title = chinese_title(schema)
        if title is not None:
            by_word.setdefault(title, name)
    near = closest(folded(key), by_word)
    return None if near is None else by_word[near]


def unknown_keys(finding: Finding) -> Iterator[Diagnostic]:
    properties = finding.schema.get("properties", {})
    patterns = finding.schema.get("patternProperties", {})
    names = _key_names(finding)
    allowed = listed(names.values())
    where = place(finding.tree, finding.path)
    for key in finding.instance:
        if key in properties or any(re.search(pattern, key) for pattern in patterns):
            continue
        top = at_top(finding, key)
        near = _nearest_key(finding, key) if top is None else None
        ask = Text("", "") if near is None else Text(
            f"是否想写 {names[near]}？", f"Did you mean {names[near]}? ",
        )  # fmt: skip
        yield finding.problem(
            "schema.unknown-key",
            Text(f"{where.zh}里没有“{key}”这个栏目。", f'There is no entry "{key}" in {where.en}.'),
            top or Text(f"{ask.zh}可用的栏目：{allowed.zh}。", f"{ask.en}Allowed entries: {allowed.en}."),
            finding.tree.key_span((*finding.path, key)),
        )


def missing_keys(finding: Finding) -> Iterator[Diagnostic]:
    properties: Mapping[str, Schema] = finding.schema.get("properties", {})
    for key in finding.limit:
        if key in finding.instance:
            continue
        name = key_name(key, properties.get(key, {}), finding.language)
        example = (chinese_title(properties.get(key, {})) if finding.language == "zh" else None) or key
        yield finding.problem(
            "schema.missing-key",
            Text(f"{finding.where.zh}缺少栏目 {name}。", f"{finding.where.en} lacks the entry {name}."),
            Text(f"请补上“{example}: …”。", f'Add "{example}: …".'),
        )


def unknown_map_key(finding: Finding) -> Diagnostic:
    key = str(finding.instance)
    where = place(finding.tree, finding.path)
    if finding.error.validator == "enum":
        names = finding.shapes.chinese_values(finding.schema)
        allowed = listed(choice(value, names.get(value, ())) for value in finding.limit)
        rule = Text(f"可用的名称：{allowed.zh}。", f"Allowed names: {allowed.en}.")
    else:
        rule = pattern_words(finding.schema)
    return finding.problem(
        "schema.unknown-map-key",
        Text(f"{where.zh}里不能用“{key}”作名称。", f'"{key}" cannot be a name in {where.en}.'),
        rule,
        finding.tree.key_span((*finding.path, key)),
    )
