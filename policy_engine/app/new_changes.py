"""What `new version --set` means in the policy that is copied, and what it changed there."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from policy_engine.app import new_problems as problems
from policy_engine.app.new_settings import Checked, Setting, refuse_undone
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.documents.paths import (
    ById,
    Parsed,
    PolicyPath,
    chinese_path,
    parse_path,
    path_text,
    steps_of,
)
from policy_engine.documents.terms import CHINESE
from policy_engine.policyset.in_force import Chains
from policy_engine.policyset.layer import LayerFile
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode

_CHINESE_SIGN = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"[.\[\]]")
_CLASSES: PolicyPath = ("classification", "classes")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that a setting changed.

    `before` is what was in force, the county's own or inherited; None where nobody had declared it.
    `inherited` says that it was a layer above.
    """

    parsed: Parsed
    before: Node | None
    inherited: bool
    after: Node


def tree_in_force(chains: Chains, code: str, layer: LayerFile, on: datetime.date) -> Node:
    """The policy as it is without the new version, on its first day or the last one before it.

    The county's own file alone where the layers above cannot be read: why is told when the new version is
    validated.
    """
    until = layer.layer.effective.until
    try:
        return chains.in_force(code, on if until is None else min(on, until)).tree
    except DocumentError:
        return layer.tree


def meant(settings: list[Checked], tree: Node) -> list[Checked]:
    """Settings with classes and records by their ids.

    Raises UsageError for a single value in the place of a table, record or list, and for a setting that
    would undo an earlier one.
    """
    found: list[Checked] = []
    for setting, written, value in settings:
        parsed = _by_ids(written, tree)
        refuse_undone(found, setting, parsed)
        there = _node(tree, parsed.path)
        if not isinstance(value, CommentedMap | CommentedSeq) and there is not None:
            _refuse_overwriting(setting, there)
        found.append((setting, parsed, value))
    return found


def changes(settings: list[Checked], before: Node, file_before: str, after: Node) -> tuple[Change, ...]:
    """What the settings changed, in their order; `after` is the tree of the new file."""
    found = []
    for _, written, _ in settings:
        parsed, new = _deepest(_by_ids(written, after), after)
        old = _node(before, parsed.path)
        inherited = old is not None and old.span.file != file_before
        found.append(Change(parsed, old, inherited, new))
    return tuple(found)


def _node(tree: Node, path: PolicyPath) -> Node | None:
    steps = steps_of(tree, path)
    return None if steps is None else tree.at(steps)


def _deepest(parsed: Parsed, tree: Node) -> tuple[Parsed, Node]:
    """What stands at the path, or at the nearest one above it that the tree has."""
    node = _node(tree, parsed.path)
    while node is None:
        parsed = parse_path(path_text(parsed.path[:-1]))
        node = _node(tree, parsed.path)
    return parsed, node


def _by_ids(parsed: Parsed, tree: Node) -> Parsed:
    steps: list[str | ById] = []
    for step in parsed.path:
        steps.append(_id_of(step, tuple(steps), tree))
    return parsed if tuple(steps) == parsed.path else parse_path(path_text(tuple(steps)))


def _id_of(step: str | ById, above: PolicyPath, tree: Node) -> str | ById:
    """The id of a record or a class that is called by its name; else the step as it is."""
    holder = _node(tree, above)
    if isinstance(step, ById):
        return ById(_named(step.id, dict(_records(holder))))
    if above[-1:] != ("values",) or (isinstance(holder, MappingNode) and step in holder.entries):
        return step
    table = _node(tree, above[:-1])
    if _is_by(table, "form"):
        return _named(step, CHINESE["form"])
    return _named(step, dict(_records(_node(tree, _CLASSES))))


def _named(written: str, known: Mapping[str, str]) -> str:
    if written in known:
        return written
    # An id that has a mark of paths in it cannot stand in one.
    ids = [id_ for id_, name in known.items() if name == written and not _MARKS.search(id_)]
    return ids[0] if len(ids) == 1 else written


def _records(node: Node | None) -> Iterator[tuple[str, str]]:
    """The ids of a list's records, with their names."""
    for item in node.items if isinstance(node, SequenceNode) else ():
        id_, name = item.child("id"), item.child("name")
        if isinstance(id_, ScalarNode):
            yield str(id_.value), str(name.value) if isinstance(name, ScalarNode) else ""


def _is_by(table: Node | None, key: str) -> bool:
    by = None if table is None else table.child("by")
    return isinstance(by, ScalarNode) and by.value == key


def _refuse_overwriting(setting: Setting, there: Node) -> None:
    """Raises UsageError: one value would stand for all that the policy has there."""
    keys = "zh" if _CHINESE_SIGN.search(setting.path) else "en"
    if isinstance(there, SequenceNode):
        with_ids = any(True for _ in _records(there))
        raise UsageError(problems.whole_list(setting.path, there.span, with_ids=with_ids))
    if not isinstance(there, MappingNode):
        return
    values = there.child("values")
    if isinstance(values, MappingNode) and there.child("by") is not None:
        name = "取值" if keys == "zh" else "values"
        each = [f"{setting.path}.{name}.{key}" for key in values.entries]
        by_form = _is_by(there, "form")
        raise UsageError(problems.whole_table(setting.path, setting.value, each, there.span, by_form=by_form))
    each = [f"{setting.path}.{key}" for key in there.entries]
    each = list(map(chinese_path, each)) if keys == "zh" else each
    raise UsageError(problems.whole_record(setting.path, setting.value, each, there.span))


def same(change: Change) -> bool:
    """Whether the value is what it was."""
    before: Any = None if change.before is None else change.before.to_plain()
    return change.before is not None and bool(before == change.after.to_plain())
