"""A tree as YAML for people: what fits on a line stands on one, everything else in blocks."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

from policy_engine.reports.policy_yaml import flow_text, key_text
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode

_LINE_CELLS = 110
_INDENT = "  "


def block_lines(tree: MappingNode, indent: str = "") -> Iterator[str]:
    """The entries of a mapping that is not empty, each on lines of its own."""
    for key, entry in tree.entries.items():
        line = f"{indent}{key_text(key)}: {flow_text(entry.node)}"
        # Records are easier to find one below the other, however short.
        if _stays(entry.node, line) and not _holds_records(entry.node):
            yield line
            continue
        yield f"{indent}{key_text(key)}:"
        yield from _below(entry.node, indent + _INDENT)


def item_lines(item: Node, indent: str) -> Iterator[str]:
    """One item of a list, its dash after the indentation."""
    line = f"{indent}- {flow_text(item)}"
    if _stays(item, line):
        yield line
        return
    first, *rest = _below(item, indent + _INDENT)
    yield f"{indent}- {first[len(indent) + len(_INDENT) :]}"
    yield from rest


def _below(node: Node, indent: str) -> Iterator[str]:
    if isinstance(node, MappingNode):
        yield from block_lines(node, indent)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from item_lines(item, indent)


def _holds_records(node: Node) -> bool:
    items = node.items if isinstance(node, SequenceNode) else ()
    return any(not isinstance(item, ScalarNode) for item in items)


def _stays(node: Node, line: str) -> bool:
    """What is empty, or a single value, cannot be a block."""
    if isinstance(node, ScalarNode) or node.to_plain() in ([], {}):
        return True
    return cell_len(line) <= _LINE_CELLS
