"""A document in the one order and style, with all its comments; what it says stays the same."""

from __future__ import annotations

from typing import Any

from policy_engine.formatting.file_form import opened
from policy_engine.formatting.naming import naming_of, path_in
from policy_engine.formatting.piece_reader import read_page
from policy_engine.formatting.piece_writer import written
from policy_engine.source.canonical import Keys, canonical
from policy_engine.source.read import read_tree
from policy_engine.source.schema_shape import Schema
from policy_engine.source.tree import MappingNode


class NotTheSameError(Exception):
    """The formatted text would not say what the file says: a mistake of this program."""


def formatted(data: bytes, name: str, schema: Schema, keys: Keys | None = None) -> bytes:
    """The bytes of a YAML document, formatted; `schema` is that of its kind.

    With `keys`, entries and enumerated values are renamed into that language. Byte order mark and
    line ends stay. Raises DocumentError for what cannot be read, NotTheSameError where the result would
    read as anything else.
    """
    text, form = opened(data, name)
    tree = _tree(text, name, schema)
    result = written(read_page(text), naming_of(tree, schema, keys))
    meant = _meaning(tree, keys)
    if _says(result, name, schema, keys) == meant:
        return form.encode(result)
    # A last line without an end may be the last line of a text, which then has no end either.
    if not text.endswith("\n") and _says(result[:-1], name, schema, keys) == meant:
        return form.encode(result[:-1])
    raise NotTheSameError(name)


def _tree(text: str, name: str, schema: Schema) -> MappingNode:
    return canonical(read_tree(text.encode("utf-8"), name).root, schema)


def _says(text: str, name: str, schema: Schema, keys: Keys | None) -> Any:
    return _meaning(_tree(text, name, schema), keys)


def _meaning(tree: MappingNode, keys: Keys | None) -> Any:
    """What a document says, whatever the order of its entries; paths by one of their names."""
    return _with_paths(tree.to_plain()) if keys is not None else tree.to_plain()


def _with_paths(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: path_in(below, "en") if key == "path" and isinstance(below, str) else _with_paths(below)
                for key, below in value.items()}  # fmt: skip
    return [_with_paths(each) for each in value] if isinstance(value, list) else value
