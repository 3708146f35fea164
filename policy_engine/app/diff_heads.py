"""Whose a policy file is and from when it applies, for one that lies in no folder that would say so."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pydantic import ValidationError

from policy_engine.app import diff_target_problems as problems
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.documents.errors import model_diagnostics
from policy_engine.documents.layer_model import layer_model_of
from policy_engine.documents.ledger import Effective
from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import layer_schema_of
from policy_engine.documents.terms import CHINESE
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree, with_causes
from policy_engine.source.schema_errors import schema_diagnostics
from policy_engine.source.tree import MappingNode, ScalarNode

_KINDS = CHINESE["document_kind"]


@dataclass(frozen=True, slots=True)
class Head:
    """What places a file in a folder of policies."""

    jurisdiction: str
    effective_from: datetime.date


def head_of(data: bytes, name: str) -> Head:
    """The head of a policy file; `name` is the file as messages show it.

    Raises UsageError for a document of another kind, DocumentError for what cannot be read.
    """
    read = read_tree(data, name)
    kind = _kind(read.root)
    if kind is not None and kind != "policy":
        raise UsageError(problems.other_kind(name, kind))
    tree = canonical(read.root, layer_schema_of(Policy))
    plain = tree.to_plain()
    try:
        layer_model_of(Policy).model_validate(plain)
    except ValidationError as error:
        found = schema_diagnostics(tree, layer_schema_of(Policy)) or model_diagnostics(error, tree)
        raise DocumentError(with_causes(found, read.warnings)) from error
    return Head(plain["jurisdiction"], Effective.model_validate(plain["effective"]).from_)


def _kind(root: MappingNode) -> str | None:
    """The kind of document that it says it is, by either name; None for one that nobody knows."""
    for key in ("kind", "文件类型"):
        node = root.child(key)
        if isinstance(node, ScalarNode):
            return next((kind for kind, zh in _KINDS.items() if node.value in (kind, zh)), None)
    return None
