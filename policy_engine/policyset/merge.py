"""Merging layers: maps key by key, lists of records by id and in order, everything else replaces whole.

The merged tree keeps the place of every value, so that its file and line, and
with them its layer, are known afterwards without any bookkeeping.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

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
    """Records by id; {id, remove: true} takes one out. In which order: see `_in_order`."""
    items = {_id(item): item for item in upper.items}
    new: dict[str, Node] = {}
    named: list[str] = []
    for item in lower.items:
        id_ = _id(item)
        known = items if id_ in items else new
        if _is_removal(item):
            if known.pop(id_, None) is None:
                problems.append(_nothing_to_remove(id_, item, [*items, *new]))
            continue
        known[id_] = _nodes(known[id_], item, problems) if id_ in known else item
        named.append(id_)
    records = {**items, **new}
    return SequenceNode(tuple(records[id_] for id_ in _in_order(items, named, new)), lower.span)


def _in_order(above: Collection[str], named: Iterable[str], new: Collection[str]) -> Iterator[str]:
    """The ids of a merged list: those from above in their order, and the new ones among them.

    A new id stands where the lower list has it: right behind the one that it follows there, or before the
    first one from above that is named there. Where the lower list names none from above, or names them in
    another order, nobody can say where that is, and the new ids come last.
    """
    ids = dict.fromkeys(named)
    anchors = [id_ for id_ in ids if id_ in above]
    if not anchors or anchors != [id_ for id_ in above if id_ in ids]:
        yield from (*above, *new)
        return
    groups = {id_: [id_] for id_ in above}
    leading: list[str] = []
    group = leading
    for id_ in ids:
        if id_ in above:
            group = groups[id_]
        elif id_ in new:
            group.append(id_)
    for id_, group in groups.items():
        yield from (*leading, *group) if id_ == anchors[0] else group


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
