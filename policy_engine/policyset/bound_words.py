"""The words that a bound lists: of a vocabulary where the place has one, and none that it does not know."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from policy_engine.diagnostics import Diagnostic, Text, did_you_mean
from policy_engine.documents.fields import StatementKey, Table
from policy_engine.documents.paths import Parsed, forms_of
from policy_engine.documents.terms import CHINESE
from policy_engine.source.tree import Node, Path


def vocabulary_of(parsed: Parsed) -> Mapping[str, str]:
    """The words that may stand at a place with their Chinese names; empty where any text may."""
    for form in parsed.forms:
        item: Any = get_args(form)[0] if get_origin(form) is list else form
        if _has_id(item):  # Records go by their ids.
            item = item.model_fields["id"].annotation
        while get_origin(item) is typing.Annotated:
            item = get_args(item)[0]
        if get_origin(item) is Literal:
            values = get_args(item)
            return next((zh for zh in CHINESE.values() if tuple(zh) == values), {v: v for v in values})
        if item is bool:
            return {"true": "true", "false": "false"}
    return {}


def names_of_words(parsed: Parsed) -> Mapping[str, str]:
    """The words that have a Chinese name at a place, where any other text may stand too."""
    for form in parsed.forms:
        if get_origin(form) is list and get_args(form)[0] == StatementKey:
            return CHINESE["statement_part"]
    return vocabulary_of(parsed)


def has_words(form: Any) -> bool:
    """Whether a value of the form is a word, a list of words or of records with ids, or a table of words."""
    if get_origin(form) is list:
        return any(has_words(item) or _has_id(item) for item in forms_of(get_args(form)[0]))
    if isinstance(form, type) and issubclass(form, Table):
        values = get_args(form.model_fields["values"].annotation)[1]
        return any(map(has_words, forms_of(values)))
    return form in (str, bool) or get_origin(form) is Literal


def _has_id(form: Any) -> bool:
    return isinstance(form, type) and issubclass(form, BaseModel) and "id" in form.model_fields


def word_problems(parsed: Parsed, words: list[str], tree: Node, path: Path) -> Iterator[Diagnostic]:
    """Words that can never stand at the place: the bound would not bound what it seems to."""
    names = vocabulary_of(parsed)
    for position, word in enumerate(words):
        if names and word not in names and word not in names.values():
            listed = "、".join(f"{word_}（{zh}）" for word_, zh in names.items())
            yield Diagnostic(
                "envelope.unknown-word",
                Text(f"“{word}”不是此处可用的取值。", f"{word} is no value that may stand there."),
                tree.span_of((*path, position)),
                help=did_you_mean(word, [*names, *names.values()])
                or Text(f"可用：{listed}。", f"There are: {', '.join(names)}."),
            )
