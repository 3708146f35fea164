"""Edits of positioned trees. A tree never changes: each edit gives another one."""

from __future__ import annotations

from collections.abc import Sequence

from policy_engine.source.tree import Entry, MappingNode, Node, Path, SequenceNode, Step


def put(tree: Node, path: Path, node: Node) -> Node:
    """The tree with another node at the path; a new key of a mapping comes last."""
    if not path:
        return node
    step, rest = path[0], path[1:]
    below = tree.child(step)
    return _with(tree, step, node if not rest or below is None else put(below, rest, node))


def taken_out(tree: Node, paths: Sequence[Path]) -> Node:
    """The tree without what stands at the paths."""
    for path in sorted(paths, key=_from_the_end, reverse=True):
        parent = tree.at(path[:-1])
        if parent is not None:
            tree = put(tree, path[:-1], _without(parent, path[-1]))
    return tree


def _from_the_end(path: Path) -> tuple[tuple[bool, str, int], ...]:
    """Later records of a list first, so that the numbers of the earlier ones stay."""
    return tuple(
        (isinstance(s, int), "" if isinstance(s, int) else s, s if isinstance(s, int) else 0) for s in path
    )


def _with(tree: Node, step: Step, node: Node) -> Node:
    if isinstance(tree, MappingNode) and isinstance(step, str):
        old = tree.entries.get(step)
        entry = Entry(step, node.span, node) if old is None else old._replace(node=node)
        return MappingNode({**tree.entries, step: entry}, tree.span)
    if isinstance(tree, SequenceNode) and isinstance(step, int):
        return SequenceNode((*tree.items[:step], node, *tree.items[step + 1 :]), tree.span)
    raise TypeError(f"no {step!r} in {type(tree).__name__}")


def _without(tree: Node, step: Step) -> Node:
    if isinstance(tree, MappingNode) and isinstance(step, str):
        return MappingNode({key: entry for key, entry in tree.entries.items() if key != step}, tree.span)
    if isinstance(tree, SequenceNode) and isinstance(step, int):
        return SequenceNode((*tree.items[:step], *tree.items[step + 1 :]), tree.span)
    raise TypeError(f"no {step!r} in {type(tree).__name__}")
