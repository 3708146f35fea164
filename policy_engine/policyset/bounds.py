"""What a lower layer may not do to the layers above it, whatever they declare."""

from __future__ import annotations

from collections.abc import Container, Iterator

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode, SequenceNode

# To these lists a lower layer may add; what stands in them already is not its to change.
_ADDED_TO_ONLY: tuple[Path, ...] = (
    ("legal_sources",),
    ("rules",),
    ("decision", "rules"),
    ("approvals",),
)
# Where null says something: not issued yet, without an end, without a number.
_MAY_BE_EMPTY = frozenset({"issued", "until", "number", "text"})
_STRICTNESS = {"info": 0, "warn": 1, "block": 2}


def breaches(upper: MappingNode, lower: MappingNode) -> Iterator[Diagnostic]:
    """Where the lower layer takes away or loosens what is not its own."""
    for path in _ADDED_TO_ONLY:
        known = dict(_by_id(upper.at(path)))
        for id_, item in _by_id(lower.at(path)):
            if id_ in known:
                yield _not_its_own(id_, item, known[id_])
    checks = lower.at(("checks",))
    for name in checks.entries if isinstance(checks, MappingNode) else ():
        above, below = upper.at(("checks", name)), lower.at(("checks", name))
        if above is not None and below is not None and _loosens(above, below):
            yield _loosened(name, below, above)


def _loosens(above: Node, below: Node) -> bool:
    was, is_ = _text(above, "severity"), _text(below, "severity")
    if was in _STRICTNESS and is_ in _STRICTNESS and _STRICTNESS[is_] < _STRICTNESS[was]:
        return True
    required, still = above.child("required"), below.child("required")
    return (
        isinstance(required, ScalarNode)
        and required.value is True
        and isinstance(still, ScalarNode)
        and still.value is not True
    )


def _text(node: Node, key: str) -> str:
    found = node.child(key)
    return str(found.value) if isinstance(found, ScalarNode) else ""


def _by_id(node: Node | None) -> Iterator[tuple[str, Node]]:
    for item in node.items if isinstance(node, SequenceNode) else ():
        yield _text(item, "id"), item


def duplicate_ids(node: Node) -> Iterator[Diagnostic]:
    """Lists of one file in which two records bear the same id: which of them is meant cannot be known."""
    if isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield from duplicate_ids(entry.node)
    elif isinstance(node, SequenceNode):
        first: dict[str, Node] = {}
        for id_, item in _by_id(node):
            if id_ and id_ in first:
                yield _twice(id_, item, first[id_])
            first.setdefault(id_, item)
            yield from duplicate_ids(item)


def empty_values(node: Node, told: Container[Span | None] = ()) -> Iterator[Diagnostic]:
    """Entries without a value: taken for undeclared, they would undo what layers above declare.

    `told` are places of which something has been said already: a mistake is reported once.
    """
    if isinstance(node, MappingNode):
        for key, entry in node.entries.items():
            if isinstance(entry.node, ScalarNode) and entry.node.value is None:
                if key not in _MAY_BE_EMPTY and entry.node.span not in told and entry.key_span not in told:
                    yield _empty(entry.written, entry.key_span)
            else:
                yield from empty_values(entry.node, told)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from empty_values(item, told)


def _empty(key: str, span: Span) -> Diagnostic:
    return Diagnostic(
        "policy.empty-value",
        Text(f"“{key}”后面没有内容。", f"{key} has no value."),
        span,
        help=Text("请填写；沿用上级规定的，删去这一栏。", "State one, or leave the entry out to inherit it."),
    )


def _not_its_own(id_: str, item: Node, above: Node) -> Diagnostic:
    return Diagnostic(
        "policy.not-its-own",
        Text(f"“{id_}”由上级规定，下级只能增加，不能修改或删除。",
             f"{id_} is declared by a layer above; a lower layer may add, not change or remove."),
        item.span,
        help=Text("删去这一项；需要不同的规定时另用编号。",
                  "Leave it out; use another id for something of your own."),
        related=((Text("上级的规定", "declared above"), above.span),),
    )  # fmt: skip


def _loosened(name: str, below: Node, above: Node) -> Diagnostic:
    return Diagnostic(
        "checks.loosened-above",
        Text(
            f"核查项“{name}”上级已从严，下级不能放宽。",
            f"A layer above tightened check {name}; it may not be loosened.",
        ),
        below.span,
        help=Text("删去这一设置。", "Leave the setting out."),
        related=((Text("上级的规定", "declared above"), above.span),),
    )


def _twice(id_: str, item: Node, first: Node) -> Diagnostic:
    return Diagnostic(
        "policy.duplicate-id",
        Text(f"编号“{id_}”在同一清单中用了两次。", f"The id {id_} is used twice in one list."),
        item.span,
        help=Text("删去其中一项，或改用不同编号。", "Drop one of them, or give it another id."),
        related=((Text("第一次用在这里", "first used here"), first.span),),
    )
