"""What a node means, as something that can be compared, counted and written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from policy_engine.diff.nodes import (
    ByTownship,
    Content,
    Expression,
    Keyed,
    List,
    Node,
    Records,
    Section,
    Value,
    meant,
    written,
)
from policy_engine.documents.fields import UNCLEAR, UNSAID
from policy_engine.expr.printer import to_text

# The id of a record as all that are compared call it.
CalledAs = Callable[[List, str], str]


def as_written(_list: List, id_: str) -> str:
    return id_


def content(node: Node, called: CalledAs = as_written, *, wording: bool = True) -> Content:
    """What the node means. Without `wording`, texts that decide nothing are left out."""

    def inside(nodes: Mapping[str, Node]) -> Content:
        said = {key: each for key, each in nodes.items() if wording or not _is_wording(each)}
        return tuple((key, content(said[key], called, wording=wording)) for key in sorted(said))

    match node:
        case Value():
            return _named(node, called)
        case Expression(trees=None, texts=texts):
            return ("unread", texts)
        case Expression(trees=trees):
            return ("expression", tuple(map(to_text, trees or ())))
        case Section(fields=fields):
            return ("record", inside(fields))
        case Records(records=records, ordered=ordered):
            found = inside(records)
            return ("list", found, tuple(records) if ordered else ())
        case Keyed(entries=entries):
            return ("map", inside(entries))
        case ByTownship(by=by, entries=entries, default=default):
            other = None if default is None else content(default, called, wording=wording)
            return ("table", by, inside(entries), other)


def _is_wording(node: Node) -> bool:
    return node.meaning.way.looser == "neutral"


def _named(node: Value, called: CalledAs) -> Content:
    refers = node.meaning.refers
    if refers is None:
        return node.value
    if isinstance(node.value, frozenset):
        return frozenset(called(refers, id_) for id_ in node.value)
    return called(refers, node.value)


def effective(node: Node | None, absent: Any, called: CalledAs = as_written) -> Content:
    """What holds: the node's, or what it means that nobody declares it."""
    if node is not None:
        return content(node, called)
    if absent in (UNSAID, UNCLEAR):
        return None
    return frozenset(absent) if isinstance(absent, list) else meant(absent)


def meaning_text(node: Node | None, called: CalledAs) -> str:
    """For fingerprints: the same for the same meaning, in every run and every wording."""
    if node is None:
        return "nothing"
    return written(content(node, called, wording=_is_wording(node)))
