"""Moving through the nodes of one policy."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diff.nodes import ByTownship, Keyed, Node, Records, Section


def parts(node: Node) -> tuple[Node, ...]:
    """What the node is made of, in the order of the model."""
    match node:
        case Section(fields=inside) | Keyed(entries=inside):
            return tuple(inside.values())
        case Records(records=records):
            return tuple(records.values())
        case ByTownship(entries=entries, default=default):
            return (*entries.values(), *(() if default is None else (default,)))
        case _:
            return ()


def every_node(node: Node) -> Iterator[Node]:
    """The node and everything in it."""
    yield node
    for part in parts(node):
        yield from every_node(part)
