"""A document's tree under English or Chinese keys: the way back from source.canonical."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Literal

from policy_engine.documents.fields import Document
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import schema_of
from policy_engine.source.expressions import MARK
from policy_engine.source.schema_shape import Schema, Shapes, chinese_title, folded, shapes_of
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

Keys = Literal["zh", "en"]


def in_keys(tree: MappingNode, keys: Keys, model: type[Document] = Policy) -> MappingNode:
    """The canonical tree of a document with its entries in the models' order, under English or Chinese keys.

    Enumerated values go with the keys. What has no Chinese name of its own keeps
    its English one, so that `canonical` finds the same tree again. `plain` is true
    for text that needs no quotes for its meaning: an expression needs them, because
    a comment behind it might be part of it.
    """
    schema = schema_of(model)
    return _Naming(shapes_of(schema), chinese=keys == "zh").mapping(tree, schema)


def as_written(node: Node) -> Node:
    """The canonical tree as its file has it: its keys and values as they were written."""
    if isinstance(node, MappingNode):
        entries = {
            entry.written: entry._replace(node=as_written(entry.node)) for entry in node.entries.values()
        }
        return replace(node, entries=entries)
    if isinstance(node, SequenceNode):
        return replace(node, items=tuple(map(as_written, node.items)))
    if isinstance(node, ScalarNode):
        value = node.text if isinstance(node.value, str) else node.value
        return replace(node, value=value, plain=True)
    return node


def keys_of(tree: MappingNode, file: str) -> Keys:
    """The language in which most of the keys that the file wrote into the tree are written."""
    known = _names_with_titles()
    chinese = [
        entry.written != key for key, entry in _entries(tree) if key in known and entry.key_span.file == file
    ]
    return "zh" if 2 * sum(chinese) > len(chinese) else "en"


@cache
def _names_with_titles() -> frozenset[str]:
    """Every name of a field that also has a Chinese one."""
    schema = schema_of(Policy)
    forms = [schema, *schema["$defs"].values()]
    fields = (field for form in forms for field in form.get("properties", {}).items())
    return frozenset(name for name, below in fields if chinese_title(below) is not None)


def _entries(node: Node) -> Iterator[tuple[str, Entry]]:
    if isinstance(node, MappingNode):
        for key, entry in node.entries.items():
            yield key, entry
            yield from _entries(entry.node)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _entries(item)


class _Naming:
    def __init__(self, shapes: Shapes, *, chinese: bool) -> None:
        self._shapes = shapes
        self._chinese = chinese

    def node(self, node: Node, schema: Schema) -> Node:
        if isinstance(node, MappingNode):
            return self.mapping(node, schema)
        if isinstance(node, SequenceNode):
            items = (
                self.node(item, self._shapes.item_schema(schema, n)) for n, item in enumerate(node.items)
            )
            return replace(node, items=tuple(items))
        if isinstance(node, ScalarNode):
            return self._scalar(node, schema)
        return node

    def _scalar(self, node: ScalarNode, schema: Schema) -> ScalarNode:
        expression = any(layer.get(MARK) is True for layer in self._shapes.layers(schema))
        if not isinstance(node.value, str):
            return replace(node, plain=True)
        return replace(node, value=self._word(node.value, schema), plain=not expression)

    def mapping(self, node: MappingNode, schema: Schema) -> MappingNode:
        form = self._shapes.object_for(schema, node.keys_with_values())
        if form is None:
            return replace(node, entries={key: self._unknown(entry) for key, entry in node.entries.items()})
        entries: dict[str, Entry] = {}
        for key in _ordered(node.entries, form):
            entry = node.entries[key]
            below = self.node(entry.node, self._shapes.value_schema(form, key))
            entries[self._name(key, form)] = entry._replace(node=below)
        return replace(node, entries=entries)

    def _unknown(self, entry: Entry) -> Entry:
        return entry._replace(node=self.node(entry.node, {}))

    def _name(self, key: str, form: Schema) -> str:
        properties = form.get("properties", {})
        if key in properties:
            title = chinese_title(properties[key])
            shown = self._chinese and title is not None and self._shapes.property_name(form, title) == key
            return str(title) if shown else key
        keys = form.get("propertyNames")
        return self._word(key, keys) if isinstance(keys, Mapping) else key

    def _word(self, value: str, schema: Schema) -> str:
        """An enumerated value's Chinese name, where that name means nothing else here."""
        if not self._chinese:
            return value
        names = self._shapes.chinese_values(schema)
        for name in names.get(value, ()):
            meant = [other for other, known in names.items() if folded(name) in map(folded, known)]
            if meant == [value] and name not in names:
                return name
        return value


def _ordered(entries: Mapping[str, Entry], form: Schema) -> list[str]:
    """As the model has its fields, so that policies compare line by line; then what it does not name."""
    known = [name for name in form.get("properties", {}) if name in entries]
    return [*known, *(key for key in entries if key not in known)]
