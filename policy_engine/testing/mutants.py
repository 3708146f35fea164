"""Small changes of a policy file, one at a time: what tests should notice if they test anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from policy_engine.documents.envelope import bound_number
from policy_engine.documents.paths import chinese_place, forms_of
from policy_engine.documents.policy import Policy
from policy_engine.expr.numbers import plain
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode, SequenceNode
from policy_engine.testing.edits import put, taken_out
from policy_engine.testing.model import MutationKind
from policy_engine.testing.mutants_of_expressions import changed_expressions

# What a file says of itself and of its sources decides nothing that is judged.
_NOT_CHANGED = frozenset({
    "kind", "jurisdiction", "name", "parent", "version", "status", "effective", "issued", "legal_sources",
    "transition", "approvals", "divisions",
})  # fmt: skip
# Names and words for people, and what only says which value is meant.
_WORDS = frozenset(
    {"id", "name", "title", "message", "remedy", "basis", "group", "for", "needs", "code", "path"}
)
_EXPRESSIONS = frozenset({"when", "require", "observed", "limit"})
# Values that name records of another list: there another one of them is put.
_NAMES_OF: Mapping[Path, Path] = {
    ("institutions", "template"): ("institutions", "templates"),
    ("classification", "townships"): ("classification", "classes"),
}
_SHARE = re.compile(r"[0-9]+(\.[0-9]+)?\s*[%％]|[0-9]+\s*/\s*[1-9][0-9]*")
_STEP = Fraction(1, 100)
_SEVERITIES = {"block": "warn", "warn": "block", "info": "warn"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `tree` is the file with it, `path` where it is made."""

    path: Path
    kind: MutationKind
    old: str
    new: str
    line: int
    tree: MappingNode

    def written(self, tree: MappingNode) -> tuple[str, str]:
        """The path in English and in Chinese, records by their ids."""
        return _path_text(tree, self.path), chinese_place(tree, self.path)


def changes_of(tree: MappingNode, whole: Node) -> Iterator[Change]:
    """Every change of a layer's canonical tree; `whole` is the merged policy, for what names stand for."""
    maker = _Maker(tree, whole)
    for key, entry in tree.entries.items():
        if key not in _NOT_CHANGED:
            yield from maker.of(entry.node, (key,))


@dataclass(frozen=True, slots=True)
class _Maker:
    tree: MappingNode
    whole: Node

    def of(self, node: Node, path: Path) -> Iterator[Change]:
        if isinstance(node, MappingNode):
            for key, entry in node.entries.items():
                if key not in _WORDS or path == ("checks",) or (key == "for" and path[:1] == ("rules",)):
                    yield from self.of(entry.node, (*path, key))
        elif isinstance(node, SequenceNode):
            yield from self._of_list(node, path)
        elif isinstance(node, ScalarNode):
            for kind, value, text in self._values(node, path):
                yield self._put(node, path, kind, value, text)

    def _of_list(self, node: SequenceNode, path: Path) -> Iterator[Change]:
        for number, item in enumerate(node.items):
            at = (*path, number)
            word = isinstance(item, ScalarNode) and isinstance(item.value, str)
            if word or (isinstance(item, MappingNode) and item.child("remove") is None):
                kind: MutationKind = "rule" if path == ("rules",) else "entry"
                yield Change(
                    at, kind, _shown(item), "—", item.span.line, self._whole(taken_out(self.tree, [at]))
                )
            if not word:
                yield from self.of(item, at)

    def _put(self, node: ScalarNode, path: Path, kind: MutationKind, value: Any, text: str) -> Change:
        new = replace(node, value=value, text=text)
        return Change(path, kind, node.text, text, node.span.line, self._whole(put(self.tree, path, new)))

    def _values(self, node: ScalarNode, path: Path) -> Iterator[tuple[MutationKind, Any, str]]:
        value = node.value
        if isinstance(value, bool):
            yield "truth", not value, str(not value).lower()
        elif isinstance(value, int):
            yield from (("number", value + by, str(value + by)) for by in (1, -1))
        elif isinstance(value, Fraction):
            # By one of what the number is written in: 0.5 → 0.6.
            digits = len(node.text.partition(".")[2])
            for by in (1, -1):
                other = value + Fraction(by, 10**digits)
                yield "number", other if other.denominator > 1 else int(other), plain(other)
        elif isinstance(value, str):
            yield from self._texts(value, path)

    def _texts(self, value: str, path: Path) -> Iterator[tuple[MutationKind, Any, str]]:
        if path[0] == "rules" and (path[-1] in _EXPRESSIONS or "for" in path):
            for kind, text in changed_expressions(value):
                yield kind, text, text
            return
        if path[-1] == "severity":
            yield "severity", _SEVERITIES.get(value, "block"), _SEVERITIES.get(value, "block")
            return
        if _SHARE.fullmatch(value):
            for by in (_STEP, -_STEP):
                other = _share_text(bound_number(value) + by, value)
                yield "number", other, other
            return
        others = [each for each in self._others(path) if each != value]
        if others:
            yield "word", others[0], others[0]

    def _others(self, path: Path) -> Sequence[str]:
        for names, records in _NAMES_OF.items():
            if path[: len(names)] == names and path[-1] != "by":
                return _ids(self.whole.at(records))
        return [word for form in _forms_at(path) if get_origin(form) is Literal for word in get_args(form)]

    def _whole(self, node: Node) -> MappingNode:
        if not isinstance(node, MappingNode):
            raise TypeError("a policy is a mapping")
        return node


def _share_text(share: Fraction, written: str) -> str:
    """In the form in which it was written: 21%, or 203/300."""
    if "/" in written:
        return f"{share.numerator}/{share.denominator}"
    return f"{plain(share * 100)}%"


def _forms_at(path: Path) -> list[Any]:
    """What may stand at a path of a policy."""
    forms: list[Any] = [Policy]
    for step in path:
        forms = [below for form in forms for below in _below(form, step)]
    return forms


def _below(form: Any, step: str | int) -> list[Any]:
    if isinstance(form, type) and issubclass(form, BaseModel):
        fields = form.model_fields.items()
        return next((forms_of(info.annotation) for name, info in fields if step in (info.alias or name,)), [])
    if get_origin(form) is list and isinstance(step, int):
        return forms_of(get_args(form)[0])
    if get_origin(form) is dict:
        return forms_of(get_args(form)[1])
    return []


def _ids(node: Node | None) -> list[str]:
    items = node.items if isinstance(node, SequenceNode) else ()
    ids = (item.child("id") for item in items)
    return [str(id_.value) for id_ in ids if isinstance(id_, ScalarNode)]


def _shown(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return node.text
    id_ = node.child("id") or node.child("path")
    return id_.text if isinstance(id_, ScalarNode) else "{…}"


def _path_text(tree: Node, path: Path) -> str:
    text = ""
    for end, step in enumerate(path, 1):
        if isinstance(step, str):
            text += f".{step}"
            continue
        record = tree.at(path[:end])
        id_ = None if record is None else record.child("id")
        text += f"[{id_.value if isinstance(id_, ScalarNode) else step}]"
    return text.removeprefix(".")
