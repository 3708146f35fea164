"""A changed log of a round, sealed as the office would have sealed it."""

from __future__ import annotations

from dataclasses import replace

from policy_engine.documents.load import document_of
from policy_engine.documents.round import Round
from policy_engine.procedures.log import seal
from policy_engine.source.tree import MappingNode, Node, ScalarNode
from policy_engine.testing.edits import put


def resealed(tree: MappingNode) -> MappingNode:
    """A round's log with the digests that it should have, where it was sealed.

    A test changes the log as the office would have written it; that it was altered afterwards is another
    fault. Raises DocumentError when it is no round any more.
    """
    if tree.child("last") is None:
        return tree
    due = seal(document_of(Round, tree))
    made: Node = tree
    for number, digest in enumerate(due.previous):
        made = put(made, ("events", number, "previous"), _text(digest, tree))
    made = put(made, ("last",), _text(due.last, tree))
    return replace(tree, entries=made.entries) if isinstance(made, MappingNode) else tree


def _text(value: str, around: Node) -> ScalarNode:
    return ScalarNode(value, value, around.span)
