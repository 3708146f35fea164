"""The places that a bound is about: what stands there, what has vanished or was left out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from policy_engine.diagnostics import Span
from policy_engine.documents.envelope import bound_number
from policy_engine.documents.fields import Table
from policy_engine.documents.paths import PolicyPath, path_text, steps_of
from policy_engine.policyset.envelope import KEEPING, NUMERIC, Bound
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.policyset.unsaid import unsaid
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode, SequenceNode


@dataclass(frozen=True, slots=True)
class Bounded:
    """A place that a bound is about, with what stands there.

    `limit` is a numeric limit as its file has it (20%), that of the exception where it is approved. `unsaid`:
    nothing stands there, and that is no limit, in a record that a layer below the bound opens.
    """

    bound: Bound
    text: str
    span: Span
    written: str
    number: Fraction | None
    items: tuple[str, ...]
    kept: tuple[str, ...]
    gone: bool
    approved: bool
    limit: str = ""
    unsaid: bool = False


def bounded_places(policy: PolicyInForce, bound: Bound, on: datetime.date) -> tuple[Bounded, ...]:
    """Every place in the merged policy that the bound is about."""
    tree, path = policy.tree, bound.parsed.path
    steps = steps_of(tree, path)
    node = None if steps is None else tree.at(steps)
    if steps is None or node is None:
        missing = _gone(policy, bound) or _unsaid(policy, bound, approved=is_approved(policy, bound, on))
        return () if missing is None else (missing,)
    approved = is_approved(policy, bound, on)
    if bound.form in NUMERIC:
        leaves = _leaves(node, steps, bound.parsed.forms)
        limit = _limit(policy, bound, approved=approved)
        return tuple(
            Bounded(bound, _text(path, steps, leaf), policy.place(leaf), written, number, (), (), False,
                    approved, limit)
            for leaf, written, number in leaves
        )  # fmt: skip
    if isinstance(node, MappingNode):
        return tuple(
            Bounded(bound, _text(path, steps, leaf), policy.place(leaf), each.text, None, _items(each), (),
                    False, approved)
            for leaf, each in _scalars(node, steps, bound.parsed.forms)
        )  # fmt: skip
    items, kept = _items(node), _kept(policy, bound)
    written = "、".join(items)
    place = Bounded(bound, path_text(path), policy.place(steps), written, None, items, kept, False, approved)
    return (place, *_reordered(policy, bound, kept))


def _limit(policy: PolicyInForce, bound: Bound, *, approved: bool) -> str:
    inside = ("unless", bound.form) if approved else (bound.form,)
    node = policy.tree.at(("envelope", bound.number, *inside))
    return node.text if isinstance(node, ScalarNode) else ""


def _reordered(policy: PolicyInForce, bound: Bound, kept: tuple[str, ...]) -> Iterator[Bounded]:
    """Layers that write what is to be kept in another order.

    Merged, the order above holds all the same; but that is not what such a layer says.
    """
    for file in policy.files[bound.depth + 1 :] if bound.form == "keeps_order" else ():
        steps = steps_of(file.tree, bound.parsed.path)
        node = None if steps is None else file.tree.at(steps)
        if steps is None or not isinstance(node, SequenceNode):
            continue
        staying = tuple(item for item in node.items if item.child("remove") is None)
        own = tuple(item for item in _items(SequenceNode(staying, node.span)) if item in kept)
        demanded = tuple(item for item in kept if item in own)
        if own != demanded:
            path, span = path_text(bound.parsed.path), file.tree.key_span(steps) or node.span
            yield Bounded(bound, path, span, "、".join(own), None, own, demanded, False, False)


def _gone(policy: PolicyInForce, bound: Bound) -> Bounded | None:
    """The breach of taking a bounded place away: named at the lowest layer that did it."""
    depths = range(bound.depth, len(policy.files))
    had = [depth for depth in depths if steps_of(policy.merged_to[depth], bound.parsed.path) is not None]
    if not had:
        return None
    culprit = policy.files[min(had[-1] + 1, len(policy.files) - 1)]
    nearest = culprit.tree
    span = _deepest(nearest, bound.parsed.path)
    return Bounded(bound, path_text(bound.parsed.path), span, "", None, (), (), True, False)


def _unsaid(policy: PolicyInForce, bound: Bound, *, approved: bool) -> Bounded | None:
    """The breach of leaving a bounded place out; or what its silence means, to be judged like any number."""
    found = unsaid(policy, bound)
    if found is None:
        return None
    path, number = path_text(bound.parsed.path), found.number
    limit = _limit(policy, bound, approved=approved)
    if number is None:
        return Bounded(bound, path, found.opened, "", None, (), (), False, approved, limit, unsaid=True)
    return Bounded(bound, path, found.opened, str(number), number, (), (), False, approved, limit)


def _deepest(tree: MappingNode, path: PolicyPath) -> Span:
    """Where the file speaks of the path, as far as it does; the record that it removes, or the list."""
    for end in range(len(path), 0, -1):
        steps = steps_of(tree, path[:end])
        if steps is not None:
            return tree.key_span(steps) or tree.span_of(steps)
    return tree.key_span(("jurisdiction",)) or tree.span


def _leaves(node: Node, steps: Path, forms: tuple[Any, ...]) -> list[tuple[Path, str, Fraction]]:
    """The numbers at a place."""
    return [
        (path, each.text, bound_number(each.value))
        for path, each in _scalars(node, steps, forms)
        if isinstance(each.value, int | Fraction | str) and not isinstance(each.value, bool)
    ]


def _scalars(node: Node, steps: Path, forms: tuple[Any, ...]) -> Iterator[tuple[Path, ScalarNode]]:
    """The values at a place: itself, every entry of a table with its default, every entry of a map."""
    if isinstance(node, ScalarNode):
        yield steps, node
    elif isinstance(node, MappingNode):
        table = any(isinstance(form, type) and issubclass(form, Table) for form in forms)
        skipped = {"by"} if table and "by" in node.entries else set()
        for key, entry in node.entries.items():
            if key not in skipped:
                yield from _scalars(entry.node, (*steps, key), forms)


def _text(path: PolicyPath, steps: Path, leaf: Path) -> str:
    return ".".join([path_text(path), *map(str, leaf[len(steps) :])])


def _items(node: Node) -> tuple[str, ...]:
    """A list's values, or the ids of its records; a single value stands for itself."""
    if isinstance(node, ScalarNode):
        return (_word(node),)
    items = node.items if isinstance(node, SequenceNode) else ()
    scalars = (item if isinstance(item, ScalarNode) else item.child("id") for item in items)
    return tuple(_word(each) for each in scalars if isinstance(each, ScalarNode))


def _word(node: ScalarNode) -> str:
    """true and false as files have them."""
    return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)


def _kept(policy: PolicyInForce, bound: Bound) -> tuple[str, ...]:
    if bound.form not in KEEPING:
        return ()
    seen = policy.merged_to[bound.depth]
    steps = steps_of(seen, bound.parsed.path)
    node = None if steps is None else seen.at(steps)
    return () if node is None else _items(node)


def is_approved(policy: PolicyInForce, bound: Bound, on: datetime.date) -> bool:
    """Whether the bounding layer, or one above it, has approved the exception for this jurisdiction."""
    if bound.entry.unless is None:
        return False
    below = {file.layer.jurisdiction for file in policy.files[bound.depth :]}
    for number, approval in enumerate(policy.document.approvals):
        depth = policy.depth_of(policy.tree.span_of(("approvals", number)))
        in_time = approval.date <= on and (approval.until is None or on <= approval.until)
        meant = approval.for_ is None or not below.isdisjoint(approval.for_)
        if approval.id == bound.entry.unless.approval and depth <= bound.depth and in_time and meant:
            return True
    return False
