"""Chinese keys and values → canonical ones, by the place in the schema.

The same Chinese word may name different properties in different models
(`steps` is 分档 in a scale and 步骤 in a procedure), so names are looked up
where they stand and nowhere else.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Text
from policy_engine.source.schema_shape import Schema, Shapes, folded, shapes_of
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

Keys: TypeAlias = Literal["zh", "en"]
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def canonical(tree: MappingNode, schema: Schema) -> MappingNode:
    """The same tree with English keys and enumerated values, and the spans of the original.

    A key that is a property's name wins over every title; what is unknown stays
    as written, for the schema to report. Raises DocumentError when one mapping
    has the same field under its Chinese and its English name.
    """
    walk = _Walk(shapes_of(schema))
    changed = walk.mapping(tree, schema)
    if walk.found:
        raise DocumentError(walk.found)
    return changed


class _Walk:
    def __init__(self, shapes: Shapes) -> None:
        self.found: list[Diagnostic] = []
        self._shapes = shapes

    def node(self, node: Node, schema: Schema) -> Node:
        if isinstance(node, MappingNode):
            return self.mapping(node, schema)
        if isinstance(node, SequenceNode):
            shapes = self._shapes
            items = [self.node(item, shapes.item_schema(schema, n)) for n, item in enumerate(node.items)]
            return SequenceNode(tuple(items), node.span)
        if isinstance(node, ScalarNode) and isinstance(node.value, str):
            value = self._date(node.value, schema) or self._value(node.value, schema)
            return node if value == node.value else replace(node, value=value)
        return node

    def _date(self, written: str, schema: Schema) -> datetime.date | None:
        """A date in quotes, as JSON has no other, where the schema wants a date."""
        if not _DAY.fullmatch(written) or not self._shapes.wants_date(schema):
            return None
        try:
            return datetime.date.fromisoformat(written)
        except ValueError:
            return None  # No such day: stays text, which the schema reports.

    def _value(self, written: str, schema: Schema) -> str:
        names = self._shapes.chinese_values(schema)
        if not names or written in names:
            return written
        meant = [value for value, known in names.items() if folded(written) in map(folded, known)]
        return str(meant[0]) if len(meant) == 1 else written

    def mapping(self, node: MappingNode, schema: Schema) -> MappingNode:
        forms = self._shapes.objects(schema)
        # What a mapping says matters only where it may have one of several forms.
        form = forms[0] if len(forms) == 1 else self._shapes.object_for(schema, node.keys_with_values())
        if form is None:
            return node
        entries: dict[str, Entry] = {}
        for key, entry in node.entries.items():
            name = self._name(form, key)
            if name in entries:
                self.found.append(_both_names(name, entries[name], entry))
                continue
            below = self.node(entry.node, self._shapes.value_schema(form, name))
            entries[name] = Entry(entry.written, entry.key_span, below, self._shapes.is_property(form, name))
        for name, known in self._shapes.keys_by_sibling(form).items():
            self._translate_keys(name, known, entries)
        return MappingNode(entries, node.span)

    def _translate_keys(
        self, name: str, known: Mapping[str, Mapping[str, Mapping[str, str]]], entries: dict[str, Entry]
    ) -> None:
        """In {by: form, values: {镇: …}} it is `by` that says what the keys of `values` are."""
        table = entries.get(name)
        if table is None or not isinstance(table.node, MappingNode):
            return
        for sibling, names_of in known.items():
            teller = entries.get(sibling)
            told = teller.node.value if teller and isinstance(teller.node, ScalarNode) else None
            names = names_of.get(told) if isinstance(told, str) else None
            if names is not None:
                entries[name] = table._replace(node=self._renamed(table.node, names))

    def _renamed(self, table: MappingNode, names: Mapping[str, str]) -> MappingNode:
        by_chinese = {folded(chinese): name for name, chinese in names.items()}
        renamed: dict[str, Entry] = {}
        for key, entry in table.entries.items():
            name = key if key in names else by_chinese.get(folded(key), key)
            if name in renamed:
                self.found.append(_both_names(name, renamed[name], entry))
            else:
                renamed[name] = entry
        return replace(table, entries=renamed)

    def _name(self, form: Schema, key: str) -> str:
        name = self._shapes.property_name(form, key)
        keys = form.get("propertyNames")
        # A map's keys may be enumerated values: {专项: 8} for {special_task: 8}.
        return self._value(key, keys) if name == key and isinstance(keys, dict) else name


def _both_names(name: str, first: Entry, again: Entry) -> Diagnostic:
    return Diagnostic(
        "keys.both-names",
        Text(f"“{first.written}”和“{again.written}”是同一个栏目（{name}），写了两次。",
             f'"{first.written}" and "{again.written}" are the same entry ({name}), written twice.'),
        again.key_span,
        help=Text("请删去其中一个。", "Delete one of them."),
        related=((Text(f"“{first.written}”写在这里", f'"{first.written}" stands here'), first.key_span),),
    )  # fmt: skip


def mixed_keys(tree: MappingNode) -> Diagnostic | None:
    """The hint that a file calls its entries by Chinese and by English names; None when it uses one language.

    `tree` is canonical. Points at the first entry in the language that is used less.
    """
    chinese, english = _by_language(tree)
    if not chinese or not english:
        return None
    few = chinese if len(chinese) < len(english) else english
    first = min(few, key=lambda entry: entry.key_span)
    return Diagnostic(
        "keys.mixed",
        Text(f"这份文件里中文栏目名（{len(chinese)} 处）和英文栏目名（{len(english)} 处）混用，"
             f"较少的一种从“{first.written}”开始。",
             f"This file uses Chinese ({len(chinese)}) and English ({len(english)}) names of entries; "
             f'the fewer begin with "{first.written}".'),
        first.key_span,
        Severity.HINT,
        Text("两种都能读；统一用一种便于他人查看和修改。",
             "Both are read; one of them throughout is easier for others to read and edit."),
    )  # fmt: skip


def key_languages(tree: Node) -> Mapping[str, Keys]:
    """File → the language in which it calls most of its entries; as many of both is Chinese.

    `tree` is canonical, and may be merged from several files. Ids, codes and
    classes, which are the writer's own, tell nothing; a file with nothing else
    is not there.
    """
    more_chinese: dict[str, int] = {}
    for entry in _named_entries(tree):
        file = entry.key_span.file
        more_chinese[file] = more_chinese.get(file, 0) + (1 if _HAN.search(entry.written) else -1)
    return {file: "zh" if more >= 0 else "en" for file, more in more_chinese.items()}


def _by_language(tree: Node) -> tuple[list[Entry], list[Entry]]:
    chinese: list[Entry] = []
    english: list[Entry] = []
    for entry in _named_entries(tree):
        (chinese if _HAN.search(entry.written) else english).append(entry)
    return chinese, english


def _named_entries(node: Node) -> Iterator[Entry]:
    if isinstance(node, MappingNode):
        for entry in node.entries.values():
            if entry.named:
                yield entry
            yield from _named_entries(entry.node)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _named_entries(item)
