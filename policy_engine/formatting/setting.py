"""Setting a value of a policy file by its path, where the file has it or where it would stand."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from policy_engine.diagnostics import Span
from policy_engine.documents.paths import ById, PolicyPath
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode


class FitsNowhereError(Exception):
    """What the path leads through is a single value in the file, at `place`; `step` would be inside of it."""

    def __init__(self, step: str, place: Span) -> None:
        self.step = step
        self.place = place
        super().__init__(step)


def set_value(root: CommentedMap, tree: MappingNode, path: PolicyPath, names: PolicyPath, value: Any) -> None:
    """Set the value at `path` in `root`, the file as ruamel.yaml has it; `tree` is its canonical tree.

    `names` are the steps under the names to be used for entries that are not there yet. A record of
    a list that the file does not have is added to the list of that file, with its id: the layer
    above has the rest of it. Raises FitsNowhereError.
    """
    holder: Any = root
    node: Node | None = tree
    place = tree.span
    for position, step in enumerate(path):
        last = position == len(path) - 1
        name = names[position]
        if node is not None:
            place = node.span
        if not isinstance(holder, CommentedSeq if isinstance(step, ById) else CommentedMap):
            raise FitsNowhereError(step.id if isinstance(step, ById) else step, place)
        key, below = _found(step, node, holder)
        if key is None:
            key = _found_among_added(step, name, holder)
        if key is None:
            key = _added(holder, step, name, _empty(path, position))
        if last:
            holder[key] = value
            return
        if holder[key] is None:
            holder[key] = _empty(path, position)
            below = None
        holder, node = holder[key], below


def _found(step: str | ById, node: Node | None, holder: Any) -> tuple[Any, Node | None]:
    """The key or position under which the file has the step, and what stands there."""
    if isinstance(step, str):
        entry = node.entries.get(step) if isinstance(node, MappingNode) else None
        return (None, None) if entry is None else (entry.written, entry.node)
    for position, item in enumerate(node.items if isinstance(node, SequenceNode) else ()):
        id_ = item.child("id")
        if isinstance(id_, ScalarNode) and str(id_.value) == step.id and position < len(holder):
            return position, item
    return None, None


def _found_among_added(step: str | ById, name: str | ById, holder: Any) -> Any:
    """The same for what an earlier setting has put in."""
    if not isinstance(step, ById):
        return name if name in holder else None
    id_key = name.id if isinstance(name, ById) else "id"
    matches = (
        n for n, item in enumerate(holder) if isinstance(item, CommentedMap) and item.get(id_key) == step.id
    )
    return next(matches, None)


def _added(holder: Any, step: str | ById, name: str | ById, empty: Any) -> Any:
    """A place for a step that the file does not have; its key or position."""
    if isinstance(step, ById):
        id_key = name.id if isinstance(name, ById) else "id"
        holder.append(CommentedMap({id_key: step.id}))
        return len(holder) - 1
    holder[str(name)] = empty
    return str(name)


def _empty(path: PolicyPath, position: int) -> Any:
    """What stands at path[position] so that the next step has something to be in."""
    if position + 1 < len(path) and isinstance(path[position + 1], ById):
        return CommentedSeq()
    return CommentedMap()
