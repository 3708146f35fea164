"""Merging layers: maps key by key, lists of records by id, everything else replaces whole.

The merged tree keeps the place of every value, so that its file and line, and
with them its layer, are known afterwards without any bookkeeping.
"""

from __future__ import annotations

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.policyset.bounds import breaches
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

# These speak of one file and are never inherited piece by piece.
_WHOLE = frozenset({"effective", "issued", "transition"})
# These speak of one file and are not inherited at all.
_OWN = frozenset({"issued", "parent", "transition"})
# Every layer's entries of these hold, the upper ones first; they have no ids to merge by.
_GATHERED = frozenset({"envelope"})


def merge(upper: MappingNode, lower: MappingNode) -> MappingNode:
    """The lower layer laid over the upper one. Raises DocumentError for what a lower layer may not do."""
    problems = list(breaches(upper, lower))
    kept = {key: entry for key, entry in upper.entries.items() if key not in _OWN}
    merged = _maps(MappingNode(kept, upper.span), lower, problems, top=True)
    if problems:
        raise DocumentError(problems)
    return merged


def _maps(
    upper: MappingNode, lower: MappingNode, problems: list[Diagnostic], *, top: bool = False
) -> MappingNode:
    entries = dict(upper.entries)
    for key, entry in lower.entries.items():
        above = entries.get(key)
        if above is None or (top and key in _WHOLE):
            entries[key] = _alone(entry, problems)
        elif top and key in _GATHERED:
            entries[key] = Entry(entry.written, entry.key_span, _gathered(above.node, entry.node))
        else:
            entries[key] = Entry(entry.written, entry.key_span, _nodes(above.node, entry.node, problems))
    return MappingNode(entries, lower.span)


def _nodes(upper: Node, lower: Node, problems: list[Diagnostic]) -> Node:
    if isinstance(upper, MappingNode) and isinstance(lower, MappingNode):
        return lower if _is_table(upper) or _is_table(lower) else _maps(upper, lower, problems)
    if isinstance(upper, SequenceNode) and isinstance(lower, SequenceNode):
        return _lists(upper, lower, problems) if _by_id(upper) and _by_id(lower) else lower
    return lower


def _gathered(upper: Node, lower: Node) -> Node:
    if isinstance(upper, SequenceNode) and isinstance(lower, SequenceNode):
        return SequenceNode((*upper.items, *lower.items), lower.span)
    return lower


def _lists(upper: SequenceNode, lower: SequenceNode, problems: list[Diagnostic]) -> SequenceNode:
    """In the upper layer's order; new records are appended; {id, remove: true} takes one out."""
    items = {_id(item): item for item in upper.items}
    for item in lower.items:
        id_ = _id(item)
        if _is_removal(item):
            if items.pop(id_, None) is None:
                problems.append(_nothing_to_remove(id_, item, list(items)))
        elif id_ in items:
            items[id_] = _nodes(items[id_], item, problems)
        else:
            items[id_] = item
    return SequenceNode(tuple(items.values()), lower.span)


def _alone(entry: Entry, problems: list[Diagnostic]) -> Entry:
    """An entry that no upper layer has; removals inside it fit nothing."""
    if isinstance(entry.node, SequenceNode):
        problems.extend(
            _nothing_to_remove(_id(item), item, []) for item in entry.node.items if _is_removal(item)
        )
    return entry


def _is_table(node: MappingNode) -> bool:
    return {"by", "values"} <= node.entries.keys()


def _by_id(node: SequenceNode) -> bool:
    return all(isinstance(item, MappingNode) and "id" in item.entries for item in node.items)


def _id(item: Node) -> str:
    node = item.child("id")
    return str(node.value) if isinstance(node, ScalarNode) else ""


def _is_removal(item: Node) -> bool:
    mark = item.child("remove")
    return isinstance(mark, ScalarNode) and mark.value is True


def _nothing_to_remove(id_: str, item: Node, known: list[str]) -> Diagnostic:
    listed = "、".join(sorted(known)) or "无"
    return Diagnostic(
        "policy.nothing-to-remove",
        Text(f"上级没有编号为“{id_}”的项，无从删除。", f"No layer above has an entry {id_} to remove."),
        item.span,
        help=Text(f"上级现有：{listed}。", f"The layers above have: {listed}."),
    )
