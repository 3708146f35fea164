"""Bytes → typed document, with places when they are asked for.

JSON goes straight to the models; its positions are worked out only when there
is something to place. YAML, and JSON that the fast path cannot vouch for, goes
through the positioned tree.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import ValidationError

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.documents.arrival import arrived_keys
from policy_engine.documents.errors import model_diagnostics
from policy_engine.documents.fields import Document
from policy_engine.documents.schema import schema_of
from policy_engine.source.canonical import canonical
from policy_engine.source.guard import json_is_plain
from policy_engine.source.read import read_tree
from policy_engine.source.schema_errors import schema_diagnostics
from policy_engine.source.tree import Node

D = TypeVar("D", bound=Document)


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
    if data[:1] == b"{":
        try:
            document = model.model_validate_json(data)
        except ValidationError:
            pass  # The careful path finds the same mistakes and knows where they stand.
        else:
            if json_is_plain(data, arrived_keys(document)):
                return Loaded(document, name, data)
    return _load_carefully(model, data, name)


def _load_carefully(model: type[D], data: bytes, name: str) -> Loaded[D]:
    read = read_tree(data, name)
    tree = canonical(read.root, schema_of(model))
    loaded = Loaded(document_of(model, tree), name, data, read.warnings)
    loaded.__dict__["tree"] = tree  # fills the cached property: the tree is here already
    return loaded


def document_of(model: type[D], tree: Node) -> D:
    """The typed document of a canonical tree. Raises DocumentError with every mistake."""
    try:
        return model.model_validate(tree.to_plain())
    except ValidationError as error:
        found = schema_diagnostics(tree, schema_of(model))
        raise DocumentError(found or model_diagnostics(error, tree)) from None
