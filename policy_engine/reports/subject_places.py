"""Paths into a submission as people read them: 记录第 1 条, 第 4 条记录 会议记录 决定名单第 2 项."""

from __future__ import annotations

import re
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from policy_engine.documents.actions import Actions
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.paths import forms_of
from policy_engine.documents.round import Round
from policy_engine.documents.setup import Setup

_DOCUMENTS = (Actions, Round, Setup, Assessment)
_PATH = re.compile(r"[^.\[\]]+(\[[0-9]+\])?(\.[^.\[\]]+(\[[0-9]+\])?)*")
_STEP = re.compile(r"([^.\[\]]+)(?:\[([0-9]+)\])?")
_COUNTERS = {"记录": "条", "步骤": "步"}
# The title of a field, and the place from 0 in its list.
_Piece = tuple[str, int | None]


def chinese_place(path: str, kind: str) -> str | None:
    """The path by the Chinese titles of the models; None where it is a path of no submission.

    `kind` is the Chinese name of the record at its end.
    """
    if _PATH.fullmatch(path) is None:
        return None
    steps = [(name, int(place) if place else None) for name, place in _STEP.findall(path)]
    for document in _DOCUMENTS:
        pieces = _pieces(document, steps)
        if pieces is not None:
            return _said(pieces, kind)
    return None


def english_place(path: str) -> str | None:
    """What follows the kind of a record in a list of the document, "1" of the first; "" where it is its only
    one; None for a record further inside, which goes by its path."""
    step = _STEP.fullmatch(path)
    if step is None:
        return None
    return "" if step[2] is None else str(int(step[2]) + 1)


def _pieces(document: type[BaseModel], steps: list[tuple[str, int | None]]) -> list[_Piece] | None:
    forms: list[Any] = [document]
    pieces: list[_Piece] = []
    for name, place in steps:
        models = [form for form in forms if isinstance(form, type) and issubclass(form, BaseModel)]
        fields = [(f.alias or n, f) for model in models for n, f in model.model_fields.items()]
        info = next((f for n, f in fields if n == name), None)
        if info is None:
            return None
        forms = forms_of(info.annotation)
        if place is not None:
            forms = [i for form in forms if get_origin(form) is list for i in forms_of(get_args(form)[0])]
        pieces.append((info.title or name, place))
    return pieces


def _said(pieces: list[_Piece], kind: str) -> str:
    # Which action it is stands beside it.
    *before, (title, place) = pieces[1:] if len(pieces) > 1 and pieces[0][0] == "事项清单" else pieces
    last = kind if kind.endswith(title) else title
    said = [_outer(*piece) for piece in before]
    said.append(last if place is None else f"{last}第 {place + 1} {_COUNTERS.get(title, '项')}")
    return " ".join(said)


def _outer(title: str, place: int | None) -> str:
    if place is None:
        return title
    counter = _COUNTERS.get(title)
    return f"{title}第 {place + 1} 项" if counter is None else f"第 {place + 1} {counter}{title}"
