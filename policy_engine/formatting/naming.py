"""In which order the entries of a document stand, and under which names: by its schema.

Order is that of the models' fields, so that files compare line by line. Names that are the
writer's own (ids, codes, classes) keep their order and their spelling.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policy_engine.documents.paths import PathError, parse_path, path_text
from policy_engine.formatting.pieces import Item, Piece, Place
from policy_engine.source.canonical import Keys
from policy_engine.source.schema_shape import Schema, Shapes, chinese_title, folded, shapes_of
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

# What may stand unquoted anywhere, in braces too: begins with a letter or a Chinese character.
_SAFE = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff（）()、.%/-]*(?: [\w\u4e00-\u9fff（）()、.%/-]+)*")
_FIRST = -2  # before -1, which is what an entry is told by
_WORDS_WITH_MEANING = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
# The tests of policies have a key `on`, which is written so; as a key it is a name like any other.
_KEYS_AS_THEY_ARE = frozenset({"on"})
# The text of a bound's `path` in an envelope.
_PATH = ("EnvelopeEntry", "path")


@dataclass(slots=True)
class Naming:
    """By the place at which a key or value begins: its number among its neighbours, or its other name."""

    ranks: dict[Place, int] = field(default_factory=dict)
    names: dict[Place, str] = field(default_factory=dict)
    values: dict[Place, str] = field(default_factory=dict)

    def ordered(self, piece: Piece) -> list[Item]:
        """A list's items as they stand; a mapping's entries by rank.

        In braces over several lines, what was given a line of its own stays below the first line. An entry
        that the schema does not know, maybe a slip in its name, stays behind the one that it followed.
        """
        if piece.kind == "sequence":
            return piece.items
        below_first = piece.flow and not piece.hanging
        rank_before = {False: _FIRST, True: _FIRST}
        keys: list[tuple[bool, int]] = []
        for item in piece.items:
            below = below_first and item.breaks
            rank_before[below] = self._rank(item, rank_before[below])
            keys.append((below, rank_before[below]))
        # Of equal keys the order stays.
        return [piece.items[at] for at in sorted(range(len(keys)), key=keys.__getitem__)]

    def _rank(self, item: Item, unknown: int) -> int:
        return unknown if item.key is None else self.ranks.get(item.key.place, unknown)

    def name_of(self, key: Piece) -> str | None:
        """The key as it should be written; None where it stays as it is."""
        name = self.names.get(key.place)
        if name is None or name == key.value:
            return None
        return name if name in _KEYS_AS_THEY_ARE and not key.style else _quoted(name, key.style)

    def value_of(self, piece: Piece) -> str | None:
        """The value as it should be written; None where it stays as it is."""
        value = self.values.get(piece.place)
        if value is None or value == piece.value or piece.style in ("|", ">"):
            return None
        return _quoted(value, piece.style)


def _quoted(word: str, style: str) -> str:
    """A word with the quotation marks that the one it replaces had, or those it needs."""
    if style == "'" and "'" not in word:
        return f"'{word}'"
    safe = _SAFE.fullmatch(word) and word.lower() not in _WORDS_WITH_MEANING
    return word if safe and not style else json.dumps(word, ensure_ascii=False)


def naming_of(tree: MappingNode, schema: Schema, keys: Keys | None) -> Naming:
    """For the canonical tree of a document; with `keys` None every name stays in its own language."""
    walk = _Walk(shapes_of(schema), keys)
    walk.node(tree, schema)
    return walk.found


class _Walk:
    def __init__(self, shapes: Shapes, keys: Keys | None) -> None:
        self.found = Naming()
        self._shapes = shapes
        self._keys = keys

    def node(self, node: Node, schema: Schema) -> None:
        if isinstance(node, MappingNode):
            self._mapping(node, schema)
        elif isinstance(node, SequenceNode):
            for number, item in enumerate(node.items):
                self.node(item, self._shapes.item_schema(schema, number))
        elif isinstance(node, ScalarNode) and isinstance(node.value, str) and self._keys is not None:
            self.found.values[_place(node)] = self._word(node.value, schema)

    def _mapping(self, node: MappingNode, schema: Schema) -> None:
        form = self._shapes.object_for(schema, node.keys_with_values())
        if form is None:
            return
        properties: Mapping[str, Schema] = form.get("properties", {})
        order = {name: number for number, name in enumerate(properties)}
        told_by = self._shapes.discriminator(schema)
        if told_by is not None:
            order[told_by.key] = -1  # what it is comes first
        for key, entry in node.entries.items():
            if key in order:
                self.found.ranks[entry.key_span.line, entry.key_span.column] = order[key]
            if self._keys is not None:
                self.found.names[entry.key_span.line, entry.key_span.column] = self._name(key, form)
            self.node(entry.node, self._shapes.value_schema(form, key))
        if self._keys is not None:
            self._tables(node, form)
            self._path(node, form)

    def _name(self, key: str, form: Schema) -> str:
        properties = form.get("properties", {})
        if key in properties:
            title = chinese_title(properties[key])
            shown = self._keys == "zh" and title is not None
            return str(title) if shown and self._shapes.property_name(form, str(title)) == key else key
        keys = form.get("propertyNames")
        return self._word(key, keys) if isinstance(keys, Mapping) else key

    def _word(self, value: str, schema: Schema) -> str:
        """An enumerated value's Chinese name, where that name means nothing else here."""
        if self._keys == "en":
            return value
        names = self._shapes.chinese_values(schema)
        for name in names.get(value, ()):
            meant = [other for other, known in names.items() if folded(name) in map(folded, known)]
            if meant == [value] and name not in names:
                return name
        return value

    def _tables(self, node: MappingNode, form: Schema) -> None:
        """The keys of `values` in {by: form, values: {镇: …}}, of which `by` says what they are."""
        for name, by_sibling in self._shapes.keys_by_sibling(form).items():
            table = node.child(name)
            for sibling, names_of in by_sibling.items():
                teller = node.child(sibling)
                names: Any = names_of.get(teller.value) if isinstance(teller, ScalarNode) else None
                if isinstance(table, MappingNode) and names is not None and self._keys == "zh":
                    self._rename(table.entries, names)

    def _rename(self, entries: Mapping[str, Entry], names: Mapping[str, str]) -> None:
        for key, entry in entries.items():
            self.found.names[entry.key_span.line, entry.key_span.column] = names.get(key, key)

    def _path(self, node: MappingNode, form: Schema) -> None:
        """A bound names what it bounds by a path, which is made of names too."""
        title, name = _PATH
        path = node.child(name)
        if form.get("title") == title and isinstance(path, ScalarNode) and isinstance(path.value, str):
            self.found.values[_place(path)] = path_in(path.value, self._keys or "en")


def path_in(text: str, keys: Keys) -> str:
    """A path of an envelope under Chinese or English names; as it is where it fits nothing, or another."""
    try:
        parsed = parse_path(text)
        there = parsed.zh if keys == "zh" else path_text(parsed.path)
        return there if parse_path(there).path == parsed.path else text
    except PathError:
        return text


def _place(node: Node) -> Place:
    return (node.span.line, node.span.column)
