"""Every field of a policy that says which way it is looser, with values that differ by a little."""

from __future__ import annotations

import datetime
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from policy_engine.documents.fields import FieldWay, Table, way_of
from policy_engine.documents.paths import forms_of
from policy_engine.documents.policy import Policy

HEAD = {
    "kind": "policy", "jurisdiction": "430412", "name": "南岳区", "version": "2024.1",
    "status": "draft", "effective": {"from": datetime.date(2024, 1, 1)},
}  # fmt: skip
_WORDS = ("甲", "乙")
# Such words stand wherever words, ids or codes are listed.
_CODES = ("430412", "430408")


@dataclass(frozen=True)
class Place:
    """A field with the way to it; `build` puts a value there, and what must stand around it."""

    path: str
    info: FieldInfo
    model: type[BaseModel]
    around: tuple[tuple[str, bool, type[BaseModel] | None], ...]

    @property
    def way(self) -> FieldWay:
        return way_of(self.info)

    def document(self, value: Any) -> Policy:
        """A policy with the value at the place, and nothing else but what it cannot do without."""
        made = value
        for key, listed, model in reversed(self.around):
            record = made if model is None else {**_required(model), **made}
            made = {key: [record] if listed else record}
        return Policy.model_validate({**HEAD, **made})


def places(model: type[BaseModel] = Policy, path: str = "", around: Any = ()) -> Iterator[Place]:
    """Every field, in the order of the models; of tables the plain form."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        if model is Policy and key in (*HEAD, "parent", "issued"):
            continue
        yield Place(f"{path}.{key}".removeprefix("."), info, model, (*around, (key, False, None)))
        for form in forms_of(info.annotation):
            listed = get_origin(form) is list
            inner = forms_of(get_args(form)[0])[0] if listed else form
            if isinstance(inner, type) and issubclass(inner, BaseModel) and not issubclass(inner, Table):
                yield from places(inner, f"{path}.{key}".removeprefix("."), (*around, (key, listed, inner)))


def less_and_more(info: FieldInfo, way: FieldWay) -> tuple[Any, Any]:
    """Two values of the field, the second with more of it; of ordered words the second is the looser."""
    if way.order:
        return way.order[0], way.order[-1]
    form = next(f for f in forms_of(info.annotation) if not (isinstance(f, type) and issubclass(f, Table)))
    return _pair(form)


def is_section(info: FieldInfo) -> bool:
    """Whether the field's own fields are compared, and not the record as a whole."""
    form = forms_of(info.annotation)[0]
    return isinstance(form, type) and issubclass(form, BaseModel)


def _pair(form: Any) -> tuple[Any, Any]:
    if form is bool:
        return False, True
    if form is datetime.date:
        return datetime.date(2024, 1, 1), datetime.date(2024, 2, 1)
    if form in (int, Decimal):
        return 3, 4
    if form is Fraction:
        return "20%", "25%"
    if get_origin(form) is dict:
        keys, values = get_args(form)
        key = get_args(forms_of(keys)[0])[0] if get_origin(forms_of(keys)[0]) is Literal else "甲"
        less, more = _pair(forms_of(values)[0])
        return {key: less}, {key: more}
    if get_origin(form) is list:
        return _lists(forms_of(get_args(form)[0])[0])
    if isinstance(form, type) and issubclass(form, BaseModel):
        return _required(form), _required(form, 1)
    raise TypeError(f"no values for {form}")


def _lists(item: Any) -> tuple[list[Any], list[Any]]:
    if get_origin(item) is Literal:
        words = list(get_args(item))
        return words[:1], words[:2]
    if isinstance(item, type) and issubclass(item, BaseModel):
        first, second = _required(item), _required(item, 1)
        return [first], [first, second]
    if item is int:
        return [3], [3, 4]
    return [_CODES[0]], list(_CODES)


def _required(model: type[BaseModel], number: int = 0) -> dict[str, Any]:
    """A record with its required fields; two numbers give two records."""
    made: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required():
            made[info.alias or name] = _sample(info, name, number, model.__name__)
    if model.__name__ == "EnvelopeEntry":
        made |= {"path": ("posts.seats_max", "posts.concurrent_max")[number], "at_most": 5}
    return made


def _sample(info: FieldInfo, name: str, number: int, model: str) -> Any:
    form = forms_of(info.annotation)[0]
    if name == "id" and get_origin(form) is Literal:
        return get_args(form)[number]
    if name == "id":
        return f"L{number + 1}" if model == "LegalSource" else f"entry-{number}"
    if name == "code" and model == "AddedDivision":
        return f"43041200{number + 1}"
    if form is str or typing.get_origin(form) is typing.Annotated:
        return "true" if name == "require" else f"{_WORDS[number]}{name}"
    if get_origin(form) is Literal:
        return get_args(form)[0]
    less, more = _pair(form)
    return more if number else less
