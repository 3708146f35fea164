"""Bytes → typed document, with places when they are asked for.

JSON goes straight to the models; its positions are worked out only when there
is something to place. YAML, and JSON that the fast path cannot vouch for, goes
through the positioned tree.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar, get_args

from pydantic import ValidationError

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.arrival import arrived_keys
from policy_engine.documents.errors import model_diagnostics
from policy_engine.documents.fields import Document
from policy_engine.documents.schema import schema_of
from policy_engine.documents.terms import CHINESE
from policy_engine.source.canonical import canonical
from policy_engine.source.expressions import cut_expressions
from policy_engine.source.guard import json_is_plain
from policy_engine.source.read import read_tree, with_causes
from policy_engine.source.schema_shape import folded
from policy_engine.source.tree import Node, ScalarNode

D = TypeVar("D", bound=Document)
# The models know every other Chinese key for one they do not have; these stand where any key may.
_CHINESE_KEYS = tuple(f'"{name}"'.encode() for name in CHINESE["statement_part"].values())


@dataclass(frozen=True)
class Loaded(Generic[D]):
    """A document with the bytes it came from.

    `warnings` is what the writer should be told although the document could be
    read; JSON that went straight to the models gives no cause for any.
    """

    document: D
    name: str
    data: bytes = field(repr=False)
    warnings: tuple[Diagnostic, ...] = ()

    @cached_property
    def tree(self) -> Node:
        """The positioned tree, with canonical keys: the models take JSON with no others."""
        return read_tree(self.data, self.name).root

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def load(model: type[D], data: bytes, name: str) -> Loaded[D]:
    """The document in `data`; `name` is the file as messages show it. Raises DocumentError."""
    document = _straight_from_json(model, data)
    return _load_carefully(model, data, name) if document is None else Loaded(document, name, data)


def _straight_from_json(model: type[D], data: bytes) -> D | None:
    """The document, where the models take the JSON as it is and nothing was lost on the way."""
    if data[:1] != b"{" or any(name in data for name in _CHINESE_KEYS):
        return None
    try:
        document = model.model_validate_json(data)
    except ValidationError:
        return None  # The careful path finds the same mistakes, and knows where they stand.
    return document if json_is_plain(data, arrived_keys(document)) else None


def _load_carefully(model: type[D], data: bytes, name: str) -> Loaded[D]:
    read = read_tree(data, name)
    tree = canonical(read.root, schema_of(model))
    cut = cut_expressions(tree, schema_of(model))
    try:
        document = document_of(model, tree)
    except DocumentError as error:
        raise DocumentError(with_causes([*cut, *error.diagnostics], read.warnings)) from None
    if cut:
        raise DocumentError(cut)
    return _with_tree(Loaded(document, name, data, read.warnings), tree)


def loaded_from(model: type[D], tree: Node, name: str, data: bytes) -> Loaded[D]:
    """The document of a canonical tree that is here already; `data` is what a file of it would hold.

    Raises DocumentError with every mistake.
    """
    return _with_tree(Loaded(document_of(model, tree), name, data), tree)


def _with_tree(loaded: Loaded[D], tree: Node) -> Loaded[D]:
    loaded.__dict__["tree"] = tree  # fills the cached property
    return loaded


def document_of(model: type[D], tree: Node) -> D:
    """The typed document of a canonical tree. Raises DocumentError with every mistake."""
    try:
        return model.model_validate(tree.to_plain())
    except ValidationError as error:
        other = _of_other_kind(model, tree)
        if other is not None:
            raise DocumentError([other]) from None
        # The validator loads slowly, and most documents have nothing wrong with them.
        from policy_engine.source.schema_errors import schema_diagnostics

        found = schema_diagnostics(tree, schema_of(model))
        raise DocumentError(found or model_diagnostics(error, tree)) from None


def _of_other_kind(model: type[Document], tree: Node) -> Diagnostic | None:
    """A document that says it is of another kind: one message, not one for each of its entries."""
    names = CHINESE["document_kind"]
    (wanted,) = get_args(model.model_fields["kind"].annotation)
    node = tree.child("kind")
    kind = _kind_named(node.value) if isinstance(node, ScalarNode) and isinstance(node.value, str) else None
    if kind is None or kind == wanted:
        return None
    return Diagnostic(
        "document.other-kind",
        Text(f"这是{names[kind]}（kind: {kind}），这里需要{names[wanted]}（kind: {wanted}）。",
             f"This is of kind {kind}; a document of kind {wanted} is needed here."),
        tree.span_of(("kind",)),
        help=Text("请核对是否选错了文件。", "Check that it is the right file."),
    )  # fmt: skip


def _kind_named(written: str) -> str | None:
    """The kind of document by either of its names; the schema of one kind knows only its own Chinese one."""
    word = folded(written)
    return next((kind for kind, zh in CHINESE["document_kind"].items() if word in (kind, folded(zh))), None)
