"""Places in a document as a person writes them: posts[P01].seats, 机构设置[职能=service].

A list is picked from by id or by the value of a field, several conditions one after the other. Names are read
against the model, so that a slip is found where it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, did_you_mean
from policy_engine.documents.fields import Document
from policy_engine.documents.paths import forms_of
from policy_engine.documents.terms import CHINESE
from policy_engine.source.schema_shape import folded
from policy_engine.source.tree import Node, Path, ScalarNode, SequenceNode

_SEGMENT = re.compile(r"([^.\[\]]+)((?:\[[^\[\]]+\])*)")
_PICK = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a written place leads: `paths` exist but for their last step; `forms` is what may stand there.

    `picked` tells that the paths are records of a list, picked by a condition.
    """

    paths: tuple[Path, ...]
    forms: tuple[Any, ...]
    picked: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    tree: Node
    text: str
    span: Span

    def read(self, model: type[Document]) -> Found:
        paths: tuple[Path, ...] = ((),)
        forms: list[Any] = [model]
        picked = False
        for name, conditions in self._segments():
            paths = tuple(path for path in paths if self.tree.at(path) is not None)
            if not paths:
                raise self._nothing_there(name)
            step, forms = self._down(forms, name)
            paths = tuple((*path, step) for path in paths)
            picked = bool(conditions)
            if conditions:
                forms = items_of(forms) or self._no_list(name)
                paths = self._pick(paths, forms, conditions)
        return Found(paths, tuple(forms), picked)

    def _segments(self) -> Iterator[tuple[str, list[str]]]:
        rest = self.text.strip()
        while rest:
            match = _SEGMENT.match(rest)
            tail = "" if match is None else rest[match.end() :]
            if match is None or tail[:1] not in ("", ".") or tail == ".":
                raise self._error(
                    "patch.place-form",
                    Text(f"“{self.text}”不是栏目的写法。", f"{self.text} is not how a place is written."),
                    Text("应如 posts[P01].seats 或 机构设置[职能=service]。",
                         "Write it like posts[P01].seats or institutions[function=service]."),
                )  # fmt: skip
            yield match[1].strip(), _PICK.findall(match[2])
            rest = tail[1:]

    def _down(self, forms: Sequence[Any], name: str) -> tuple[str, list[Any]]:
        known: dict[str, str] = {}
        for form in forms:
            if isinstance(form, type) and issubclass(form, BaseModel):
                for field, info in form.model_fields.items():
                    key = info.alias or field
                    if name in (key, info.title):
                        return key, forms_of(info.annotation)
                    known[key] = info.title or key
            elif get_origin(form) is dict:
                return name, forms_of(get_args(form)[1])
        listed = "、".join(f"{key}（{title}）" for key, title in known.items())
        raise self._error(
            "patch.unknown-place",
            Text(f"“{self.text}”中的“{name}”不是这里的栏目。",
                 f"There is no {name} at this place in {self.text}."),
            did_you_mean(name, [*known, *known.values()])
            or Text(f"这里有：{listed or '清单，请用 [编号] 取其中的记录'}。",
                    f"There are: {', '.join(known) or 'records of a list; pick one by [id]'}."),
        )  # fmt: skip

    def _pick(self, paths: Sequence[Path], forms: Sequence[Any], conditions: list[str]) -> tuple[Path, ...]:
        tests = [self._condition(condition, forms) for condition in conditions]
        lists = [(path, self.tree.at(path)) for path in paths]
        picked = tuple(
            (*path, number)
            for path, node in lists
            if isinstance(node, SequenceNode)
            for number, item in enumerate(node.items)
            if all(_is(item.child(field), wanted) for field, wanted in tests)
        )
        if picked:
            return picked
        ids = [str(id_.value) for _, node in lists for id_ in _ids(node)]
        near = did_you_mean(conditions[0], ids)
        raise self._error(
            "patch.no-match",
            Text(f"“{self.text}”没有符合的记录。", f"Nothing fits {self.text}."),
            near or Text("请核对编号或条件。", "Check the id or the condition."),
        )

    def _condition(self, written: str, forms: Sequence[Any]) -> tuple[str, str]:
        field, equals, value = written.partition("=")
        if not equals:
            return "id", written.strip()
        return self._down(forms, field.strip())[0], value.strip()

    def _no_list(self, name: str) -> list[Any]:
        raise self._error(
            "patch.no-list",
            Text(f"“{self.text}”中的“{name}”不是记录清单，不能用 [ ] 取其中一项。",
                 f"{name} in {self.text} is no list of records; [ ] picks nothing from it."),
            Text("请去掉方括号。", "Leave the brackets out."),
        )  # fmt: skip

    def _nothing_there(self, name: str) -> DocumentError:
        return self._error(
            "patch.no-match",
            Text(
                f"“{self.text}”中“{name}”之前的栏目没有填写。",
                f"What is before {name} in {self.text} is not there.",
            ),
            Text("请先填写上一级栏目，或更正路径。", "Set the entry above it first, or correct the path."),
        )

    def _error(self, code: str, message: Text, help_: Text) -> DocumentError:
        return DocumentError([Diagnostic(code, message, self.span, help=help_)])


def find(tree: Node, model: type[Document], text: str, span: Span) -> Found:
    """Where `text` leads in the document. Raises DocumentError at `span` where it leads nowhere."""
    return _Reader(tree, text, span).read(model)


def items_of(forms: Sequence[Any]) -> list[Any]:
    """What the records of a list may be; nothing where the forms are no list of records."""
    lists = (forms_of(get_args(form)[0]) for form in forms if get_origin(form) is list)
    items = (item for each in lists for item in each)
    return [item for item in items if isinstance(item, type) and issubclass(item, BaseModel)]


def _ids(node: Node | None) -> Iterator[ScalarNode]:
    for item in node.items if isinstance(node, SequenceNode) else ():
        if isinstance(id_ := item.child("id"), ScalarNode):
            yield id_


def _is(node: Node | None, wanted: str) -> bool:
    """Whether a value is the one that is written, be it by its Chinese name."""
    if not isinstance(node, ScalarNode) or node.value is None:
        return False
    value = str(node.value).lower() if isinstance(node.value, bool) else str(node.value)
    return value == wanted or any(
        folded(names.get(value, "")) == folded(wanted) for names in CHINESE.values()
    )
