"""Where a value of the policy in force comes from: layer by layer, who set it, where, and since when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Literal

from policy_engine.app.policy_path import policy_path
from policy_engine.app.policy_readers import Reader, readers_of
from policy_engine.app.show import PolicyOnDate, policy_on_date
from policy_engine.diagnostics import Span
from policy_engine.documents.paths import ById, Parsed, PolicyPath, path_text, steps_of
from policy_engine.policyset.envelope import Bound, bounds_of
from policy_engine.policyset.layer import Layer, LayerFile, LayerReader
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode

# What became of a layer's say: it holds, has a share in a value that layers make together, or is overridden.
Outcome = Literal["holds", "merged", "replaced", "taken-away", "not-inherited", "removes", "drops", "silent"]
# How layers make a value together, by what it is.
Merging = Literal["by-key", "by-id", "gathered", "whole"]


@dataclass(frozen=True, slots=True)
class Say:
    """What one layer says of the path.

    `node` is its own value in canonical keys, `span` its place; both None where it
    says nothing. `removes` and `drops` speak of `at`: the record that the layer takes
    out, or what it replaced as a whole without the value in it. `by` is the lower
    layer that overrode it. `since` is the first day from which this layer has
    said the same without a gap.
    """

    layer: Layer
    outcome: Outcome
    node: Node | None
    span: Span | None
    since: datetime.date | None
    at: str
    by: Layer | None


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """A value of the policy in force, explained. `node` is None where no layer declares it.

    Where it is a record or an entry of a table that nobody declares, `there_are`
    names those beside it, and `default` is what the table says of all others.
    """

    asked: PolicyOnDate
    parsed: Parsed
    node: Node | None
    merging: Merging
    says: tuple[Say, ...]
    there_are: tuple[str, ...]
    default: Node | None
    bounds: tuple[Bound, ...]
    readers: tuple[Reader, ...]

    @property
    def path(self) -> str:
        return path_text(self.parsed.path)


def explain_value(policies: FilePath, target: str, written: str) -> PolicyValue:
    """Explain the value at a path ("posts.cap", "岗位设置.岗位上限") of "331004@2024-03-01".

    Raises UsageError for what is no target or no path of a policy, and DocumentError
    when no version is in force or a file that is needed cannot be read.
    """
    parsed = policy_path(written)
    asked = policy_on_date(policies, target)
    node = _node(asked.policy.tree, parsed.path)
    return PolicyValue(
        asked=asked,
        parsed=parsed,
        node=node,
        merging=_merging(node, parsed.path),
        says=tuple(_Saying(asked, parsed.path).says()),
        there_are=() if node is not None else _beside(asked.policy.tree, parsed.path),
        default=None if node is not None else _default(asked.policy.tree, parsed.path),
        bounds=tuple(_bounds(asked, parsed.path)),
        readers=readers_of(asked.policy, parsed.path, declared=node is not None),
    )


def _node(tree: MappingNode, path: PolicyPath) -> Node | None:
    steps = steps_of(tree, path)
    return None if steps is None else tree.at(steps)


def _place(tree: MappingNode, path: PolicyPath) -> Span:
    """The key, else the value itself."""
    steps = steps_of(tree, path) or ()
    return tree.key_span(steps) or tree.span_of(steps)


def _merging(node: Node | None, path: PolicyPath) -> Merging:
    if path == ("envelope",):
        return "gathered"
    if isinstance(node, MappingNode) and not {"by", "values"} <= node.entries.keys():
        return "by-key"
    return "by-id" if isinstance(node, SequenceNode) and _are_records(node) else "whole"


def _are_records(node: SequenceNode) -> bool:
    return bool(node.items) and all(item.child("id") is not None for item in node.items)


def _beside(tree: MappingNode, path: PolicyPath) -> tuple[str, ...]:
    """The ids or keys that stand where the path's own does not."""
    end = next(end for end in range(len(path)) if _node(tree, path[: end + 1]) is None)
    above = _node(tree, path[:end])
    if isinstance(path[end], ById) and isinstance(above, SequenceNode):
        ids = (item.child("id") for item in above.items)
        return tuple(str(id_.value) for id_ in ids if isinstance(id_, ScalarNode))
    return tuple(above.entries) if path[:end][-1:] == ("values",) and isinstance(above, MappingNode) else ()


def _default(tree: MappingNode, path: PolicyPath) -> Node | None:
    """What stands for the entry of a table that is not listed."""
    return _node(tree, (*path[:-2], "default")) if path[-2:-1] == ("values",) else None


def _bounds(asked: PolicyOnDate, path: PolicyPath) -> Iterator[Bound]:
    """The bounds on the path itself and on what it lies in."""
    for bound in bounds_of(asked.policy):
        if path[: len(bound.parsed.path)] == bound.parsed.path:
            yield bound


class _Saying:
    """Follows one path through the layers. A layer's own nodes in the merged tree are its own words."""

    def __init__(self, asked: PolicyOnDate, path: PolicyPath) -> None:
        self._files = asked.policy.files
        self._merged_to = asked.policy.merged_to
        self._path = path
        self._repository = asked.repository
        self._read = LayerReader(asked.repository)

    def says(self) -> Iterator[Say]:
        for depth, file in enumerate(self._files):
            path = self._spoken_of(depth)
            if path is None:
                yield Say(file.layer, "silent", None, None, None, "", None)
                continue
            outcome, by = self._outcome(depth, path)
            node = _node(file.tree, path) if path == self._path and outcome != "removes" else None
            yield Say(
                layer=file.layer,
                outcome=outcome,
                node=node,
                span=_place(file.tree, path),
                since=self._since(file, path),
                at=path_text(path),
                by=None if by is None else self._files[by].layer,
            )

    def _spoken_of(self, depth: int) -> PolicyPath | None:
        """The path, or the part of it by which the layer takes the value away; None if it is silent."""
        tree = self._files[depth].tree
        if depth and _node(self._merged_to[depth - 1], self._path) is not None:
            for end in range(1, len(self._path)):
                if self._takes_away(depth, self._path[:end]):
                    return self._path[:end]
        return None if _node(tree, self._path) is None else self._path

    def _takes_away(self, depth: int, path: PolicyPath) -> bool:
        """Whether the layer removes what is at the path, or replaces it by something without the value."""
        own = _node(self._files[depth].tree, path)
        if own is None or _node(self._merged_to[depth], self._path) is not None:
            return False
        return _is_removal(own) or self._is_whole(depth, path)

    def _is_whole(self, depth: int, path: PolicyPath) -> bool:
        """Whether nothing from above is left in what the layer says at the path."""
        own = _node(self._files[depth].tree, path)
        return own is not None and _node(self._merged_to[depth], path) is own

    def _outcome(self, depth: int, path: PolicyPath) -> tuple[Outcome, int | None]:
        own = _node(self._files[depth].tree, path)
        if own is not None and _is_removal(own):
            return "removes", None
        if path != self._path:
            return "drops", None
        for below in range(depth + 1, len(self._files)):
            if _node(self._merged_to[below], path) is None:
                taken = self._spoken_of(below) is not None
                return ("taken-away", below) if taken else ("not-inherited", None)
            if self._is_whole(below, path):
                return "replaced", below
        return ("holds" if _node(self._merged_to[-1], path) is own else "merged"), None

    def _since(self, file: LayerFile, path: PolicyPath) -> datetime.date:
        """The first day from which the layer has said the same, version after version without a gap."""
        said = _plain(file.tree, path)
        since = file.layer.effective.from_
        code = file.layer.jurisdiction
        for version in reversed(self._repository.versions(code)):
            if version.from_ >= since:
                continue
            older = self._read(code, version)
            until = older.layer.effective.until
            if until is not None and until < since - datetime.timedelta(days=1):
                break
            if _node(older.tree, path) is None or _plain(older.tree, path) != said:
                break
            since = version.from_
        return since


def _plain(tree: MappingNode, path: PolicyPath) -> object:
    node = _node(tree, path)
    return None if node is None else node.to_plain()


def _is_removal(node: Node) -> bool:
    mark = node.child("remove")
    return isinstance(mark, ScalarNode) and mark.value is True
