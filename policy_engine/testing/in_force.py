"""What a test says is in force against what the merged policy says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.documents.paths import chinese_path, parse_path, steps_of
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.wording import shown
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode
from policy_engine.testing.model import Mismatch

_UNDECLARED = Text("没有规定", "not declared")


def of_policy(expected: Node, policy: Node) -> Iterator[Mismatch]:
    """Every entry of `in_force` that the policy says otherwise. null: no layer declares it, and only that."""
    wanted = expected.child("in_force")
    for path, entry in wanted.entries.items() if isinstance(wanted, MappingNode) else ():
        steps = steps_of(policy, parse_path(path).path)
        found = None if steps is None else policy.at(steps)
        if _is_nothing(found):
            found = None
        value = entry.node.to_plain()
        if _holds(value, found):
            continue
        want = _said(value)
        yield Mismatch(
            aspect="in_force",
            expected=Bilingual(zh=f"{chinese_path(path)}：{want.zh}", en=f"{path}: {want.en}"),
            found=Bilingual.of(_said(None if found is None else _ids_of(found) or found.to_plain())),
            line=entry.key_span.line,
            place=None if found is None else f"{found.span.file}:{found.span.line}",
        )


def _is_nothing(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.value is None


def _holds(wanted: Any, found: Node | None) -> bool:
    if found is None or wanted is None:
        return found is None and wanted is None
    return alike(wanted, found.to_plain()) or (isinstance(wanted, list) and wanted == _ids_of(found))


def alike(one: Any, other: Any) -> bool:
    """Equal all the way down; true is not 1, as Python has it."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _ids_of(node: Node) -> list[str] | None:
    """The ids of a list of records; None for anything else."""
    items = node.items if isinstance(node, SequenceNode) else ()
    ids = [id_.value for item in items if isinstance(id_ := item.child("id"), ScalarNode)]
    return [str(id_) for id_ in ids] if items and len(ids) == len(items) else None


def _said(value: Any) -> Text:
    if value is None:
        return _UNDECLARED
    text = json.dumps(shown(value), ensure_ascii=False)
    return Text(text, text)
