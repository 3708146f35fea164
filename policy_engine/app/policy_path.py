"""A path into a policy as somebody types it, and what to answer when it fits nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from policy_engine.diagnostics import Diagnostic, Text, UsageError, closest
from policy_engine.documents.paths import Parsed, PathError, forms_of, parse_path
from policy_engine.documents.policy import Policy

# What Chinese input methods put for the marks of a path.
_MARKS = str.maketrans("．。［］【】", "..[][]")
_RECORD = re.compile(r"\[[^\]]*\]")
_ANY_RECORD = "[…]"
_MOST_SUGGESTED = 3


def policy_path(written: str) -> Parsed:
    """The path, in English or Chinese names. Raises UsageError, with the nearest path that there is."""
    text = written.strip().translate(_MARKS)
    try:
        return parse_path(text)
    except PathError as error:
        try:
            # Brackets in a name: 设置模板（按类别）
            return parse_path(unicodedata.normalize("NFKC", text))
        except PathError:
            raise UsageError(_unknown(text, error)) from None


def _unknown(text: str, error: PathError) -> Diagnostic:
    message = Text(f"{error.message.zh.rstrip('。')}。", f"{_capital(error.message.en).rstrip('.')}.")
    return Diagnostic("policy.unknown-path", message, help=_meant(text) or error.help)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _meant(text: str) -> Text | None:
    """Paths that end in the same name, else the one that is written most like it."""
    sought = _RECORD.sub(_ANY_RECORD, text)
    last = sought.rpartition(".")[2].removesuffix(_ANY_RECORD)
    known = _known_paths()
    same = [path for path in known if path.rpartition(".")[2].removesuffix(_ANY_RECORD) == last]
    near = closest(sought, known) if "." in sought or not same else None
    found = [near] if near is not None else same[:_MOST_SUGGESTED]
    if not found:
        return None
    with_ids = [_with_ids(path, text) for path in found]
    return Text(f"是否想写 {' 或 '.join(with_ids)}？", f"Did you mean {' or '.join(with_ids)}?")


def _with_ids(path: str, text: str) -> str:
    """The suggestion with the ids that were written, where it has as many."""
    written = _RECORD.findall(text)
    if path.count(_ANY_RECORD) != len(written):
        return path
    ids = iter(written)
    return re.sub(re.escape(_ANY_RECORD), lambda _: next(ids), path)


@cache
def _known_paths() -> tuple[str, ...]:
    """Every path of the model, in English and in Chinese."""
    found = sorted(set(_paths(Policy, ("", ""))))
    return tuple(dict.fromkeys(path for pair in found for path in pair))


def _paths(form: Any, above: tuple[str, str]) -> Iterator[tuple[str, str]]:
    if get_origin(form) is list:
        (item,) = get_args(form)
        for below in forms_of(item):
            yield from _paths(below, (above[0] + _ANY_RECORD, above[1] + _ANY_RECORD))
    elif isinstance(form, type) and issubclass(form, BaseModel):
        for field, info in form.model_fields.items():
            names = (info.alias or field, info.title or field)
            path = (f"{above[0]}.{names[0]}".strip("."), f"{above[1]}.{names[1]}".strip("."))
            yield path
            for below in forms_of(info.annotation):
                yield from _paths(below, path)
