"""Values of a file that the layers above it declare already, with the same content."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.documents.lint_facts import RestatedValue
from policy_engine.linting.edits import Removal
from policy_engine.linting.reader import FileReader, dotted
from policy_engine.source.tree import Entry, MappingNode, Node, Path, ScalarNode, SequenceNode

# These speak of the file itself, or only add to what stands above.
_OWN = frozenset({
    "kind", "jurisdiction", "name", "parent", "version", "status", "effective", "issued", "transition",
    "legal_sources", "envelope", "approvals", "checks", "decision", "rules",
})  # fmt: skip


def restated_values(reader: FileReader) -> Iterator[RestatedValue]:
    """The largest parts of the file that say no more than what is inherited."""
    if len(reader.policy.merged_to) < 2:  # nothing stands above the nation
        return
    above = reader.policy.merged_to[-2]
    for path, inherited in _restated(reader.tree, above):
        record = RestatedValue.model_construct(
            path=dotted(path),
            path_zh=reader.zh(path),
            from_layer=reader.policy.layer_of(_written(inherited).span).name,
        )
        yield reader.record(record, reader.span(path), Removal(path))


def _restated(tree: MappingNode, above: MappingNode) -> Iterator[tuple[Path, Node]]:
    for key, entry in tree.entries.items():
        inherited = above.child(key)
        if key not in _OWN and inherited is not None:
            yield from _parts((key,), entry.node, inherited)


def _parts(path: Path, node: Node, inherited: Node) -> Iterator[tuple[Path, Node]]:
    """The node itself where all of it is inherited, else those of its parts that are."""
    if _says_no_more(node, inherited):
        yield path, inherited
    elif isinstance(node, MappingNode) and isinstance(inherited, MappingNode):
        if not _is_table(node) and not _is_table(inherited):
            for key, entry, below in _pairs(node, inherited):
                yield from _parts((*path, key), entry.node, below)
    elif isinstance(node, SequenceNode) and isinstance(inherited, SequenceNode):
        known = {_id(item): item for item in inherited.items}
        for position, item in enumerate(node.items):
            above = known.get(_id(item)) if _id(item) is not None else None
            if above is not None:
                yield from _parts((*path, position), item, above)


def _pairs(node: MappingNode, inherited: MappingNode) -> Iterator[tuple[str, Entry, Node]]:
    for key, entry in node.entries.items():
        below = inherited.child(key)
        if below is not None and key != "id":
            yield key, entry, below


def _says_no_more(node: Node, inherited: Node) -> bool:
    """Whether laying the node over what is inherited changes nothing."""
    if isinstance(node, MappingNode) and isinstance(inherited, MappingNode):
        if _is_table(node) or _is_table(inherited):
            return _equal(node, inherited)
        below = {key: inherited.child(key) for key in node.entries}
        return bool(below) and all(
            found is not None and _says_no_more(node.entries[key].node, found) for key, found in below.items()
        )
    if isinstance(node, SequenceNode) and isinstance(inherited, SequenceNode) and _by_id(node):
        known = {_id(item): item for item in inherited.items}
        ids = [_id(item) for item in node.items]
        # In the order of those above, so that no position hangs on the list.
        return ids == [id_ for id_ in known if id_ in ids] and all(
            _says_no_more(item, known[_id(item)]) for item in node.items
        )
    return _equal(node, inherited)


def _equal(node: Node, inherited: Node) -> bool:
    one, other = node.to_plain(), inherited.to_plain()
    return type(one) is type(other) and one == other


def _is_table(node: MappingNode) -> bool:
    return {"by", "values"} <= node.entries.keys()


def _by_id(node: SequenceNode) -> bool:
    return bool(node.items) and all(_id(item) is not None for item in node.items)


def _id(item: Node) -> str | None:
    id_ = item.child("id") if isinstance(item, MappingNode) else None
    return str(id_.value) if isinstance(id_, ScalarNode) else None


def _written(node: Node) -> Node:
    """A part of the node that stands in one file: a merged map or list is of several."""
    while True:
        if isinstance(node, MappingNode) and node.entries:
            node = next(iter(node.entries.values())).node
        elif isinstance(node, SequenceNode) and node.items:
            node = node.items[0]
        else:
            return node
