"""Paths into a policy: posts.cap, institutions.templates[full].platforms, 岗位设置.岗位上限.

A path names fields by their English or Chinese names and records of a list by
their ids. It is read against the model, so a slip in it is found where it is
written and not when nothing happens.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from policy_engine.diagnostics import Text, did_you_mean
from policy_engine.documents.fields import Document
from policy_engine.documents.policy import Policy
from policy_engine.documents.terms import CHINESE
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode, SequenceNode

_SEGMENT = re.compile(r"([^.\[\]]+)((?:\[[^.\[\]]+\])*)")


@dataclass(frozen=True, slots=True)
class ById:
    """The record of a list that bears the id."""

    id: str


PolicyPath = tuple[str | ById, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A path with its Chinese form, and the forms (annotations) that a value there may have."""

    path: PolicyPath
    zh: str
    forms: tuple[Any, ...]


class PathError(Exception):
    """The path fits nothing in a policy; `help` says what there is."""

    def __init__(self, message: Text, help_: Text | None) -> None:
        self.message = message
        self.help = help_
        super().__init__(message.en)


@lru_cache(maxsize=4096)
def parse_path(text: str, model: type[Document] = Policy) -> Parsed:
    """The path with canonical names. Raises PathError."""
    steps: list[str | ById] = []
    titles: list[str] = []
    forms: list[Any] = [model]
    for name, ids in _segments(text):
        forms, step, title = _down(forms, name, text)
        steps.append(step)
        titles.append(title)
        for id_ in ids:
            forms = _items(forms, name, text)
            steps.append(ById(id_))
            titles[-1] += f"[{id_}]"
    return Parsed(tuple(steps), ".".join(titles), tuple(forms))


@lru_cache(maxsize=4096)
def chinese_path(text: str) -> str:
    """The path by its Chinese names: 岗位设置.岗位上限.取值.large; as it is where no model names it."""
    try:
        return parse_path(text).zh
    except PathError:
        return text


def chinese_place(tree: Node, path: Path) -> str:
    """A place in a policy's tree in Chinese: 工作程序.选岗.步骤[publicise], 上级约束第 2 项."""
    text = ""
    for end, step in enumerate(path, 1):
        if isinstance(step, str):
            text += f".{step}"
            continue
        record = tree.at(path[:end])
        id_ = None if record is None else record.child("id")
        if not isinstance(id_, ScalarNode):
            return f"{chinese_path(text[1:])}第 {step + 1} 项"
        text += f"[{id_.value}]"
    return chinese_path(text[1:])


@lru_cache(maxsize=4096)
def field_at(path: PolicyPath) -> FieldInfo | None:
    """The field of the models that a place in a policy is; None for the entry of a map or of a list."""
    forms: list[Any] = [Policy]
    found: FieldInfo | None = None
    for step in path:
        inside = _fields(forms, step) if isinstance(step, str) else []
        found = inside[0] if inside else None
        items = [get_args(form)[-1] for form in forms if get_args(form)]
        below = [info.annotation for info in inside] or items
        forms = [form for each in below for form in forms_of(each)]
    return found


def _fields(forms: list[Any], name: str) -> list[FieldInfo]:
    models = [form for form in forms if isinstance(form, type) and issubclass(form, BaseModel)]
    fields = [(key, info) for model in models for key, info in model.model_fields.items()]
    return [info for key, info in fields if name == (info.alias or key)]


def _segments(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in text.split("."):
        match = _SEGMENT.fullmatch(part.strip())
        if match is None:
            raise PathError(
                Text(f"路径“{text}”写得不对。", f"The path {text} is not written as one."),
                Text("应如 posts.cap 或 institutions.templates[full].platforms。",
                     "Write it like posts.cap or institutions.templates[full].platforms."),
            )  # fmt: skip
        yield match[1], re.findall(r"\[([^\]]+)\]", match[2])


def _down(forms: list[Any], name: str, text: str) -> tuple[list[Any], str, str]:
    """What stands under a name, the name as models have it, and its Chinese title."""
    known: dict[str, str] = {}
    for form in forms:
        if isinstance(form, type) and issubclass(form, BaseModel):
            for field, info in form.model_fields.items():
                alias = info.alias or field
                if name in (alias, info.title):
                    return forms_of(info.annotation), alias, info.title or alias
                known[alias] = info.title or alias
        elif get_origin(form) is dict:
            keys, values = get_args(form)
            key, title = _key(keys, name)
            return forms_of(values), key, title
    raise _nothing(name, known, text)


def _key(keys: Any, name: str) -> tuple[str, str]:
    """A key of a map and its title; where keys are a vocabulary, its Chinese names stand for them."""
    values = get_args(keys) if get_origin(keys) is Literal else ()
    for chinese in CHINESE.values():
        if values and tuple(chinese) == values:
            key = next((key for key, zh in chinese.items() if zh == name), name)
            return key, chinese.get(key, key)
    return name, name


def _items(forms: list[Any], name: str, text: str) -> list[Any]:
    for form in forms:
        if get_origin(form) is list:
            item = forms_of(get_args(form)[0])
            if any(isinstance(i, type) and issubclass(i, BaseModel) and "id" in i.model_fields for i in item):
                return item
    raise PathError(
        Text(f"路径“{text}”中，“{name}”不是带编号的清单，不能用 [ ] 取其中一项。",
             f"In the path {text}, {name} is no list of records with ids; [ ] picks nothing from it."),
        None,
    )  # fmt: skip


def forms_of(annotation: Any) -> list[Any]:
    """The forms that a value may have: unions and annotations taken apart."""
    while get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        return [form for each in get_args(annotation) for form in forms_of(each)]
    return [] if annotation is type(None) else [annotation]


def _nothing(name: str, known: Mapping[str, str], text: str) -> PathError:
    message = Text(
        f"路径“{text}”中的“{name}”不是政策文件的栏目。", f"{name} in the path {text} is no entry of a policy."
    )
    listed = Text(
        f"这里的栏目有：{'、'.join(f'{key}（{title}）' for key, title in known.items())}。",
        f"There are: {', '.join(known)}.",
    )
    hint = did_you_mean(name, [*known, *known.values()])
    return PathError(message, hint or (listed if known else None))


def path_text(path: PolicyPath) -> str:
    """institutions.templates[full].platforms"""
    text = "".join(f"[{step.id}]" if isinstance(step, ById) else f".{step}" for step in path)
    return text.removeprefix(".")


def steps_of(tree: Node, path: PolicyPath) -> Path | None:
    """The path in a policy's tree, ids replaced by positions; None where the tree has no such place."""
    steps: list[str | int] = []
    node: Node = tree
    for step in path:
        below = _child(node, step)
        if below is None:
            return None
        key, node = below
        steps.append(key)
    return tuple(steps)


def _child(node: Node, step: str | ById) -> tuple[str | int, Node] | None:
    if isinstance(step, str):
        below = node.child(step) if isinstance(node, MappingNode) else None
        return None if below is None else (step, below)
    for position, item in enumerate(node.items if isinstance(node, SequenceNode) else ()):
        id_ = item.child("id")
        if isinstance(id_, ScalarNode) and str(id_.value) == step.id:
            return position, item
    return None
