"""How many keys arrived in a document that was read straight from JSON.

source.guard compares this with what was written: a duplicate key, which the
fast reader drops in silence, makes the two differ. Values that were filled in
by default, or written as one text, are no keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter, methodcaller
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

# Counts the keys of many values of one type at once: collections are long, and
# going through a whole one costs little more than going through one record.
Counter = Callable[[Sequence[Any]], int]

_SET_FIELDS = attrgetter("__pydantic_fields_set__")
_VALUES = methodcaller("values")


def arrived_keys(document: BaseModel) -> int:
    """The number of keys in the document, at all levels."""
    return _of_model(type(document))([document])


@cache
def _of_model(model: type[BaseModel]) -> Counter:
    inner = [
        (attrgetter(name), counter)
        for name, info in model.model_fields.items()
        if (counter := _of_annotation(info.annotation)) is not None
    ]

    def count(documents: Sequence[Any]) -> int:
        total = sum(map(len, map(_SET_FIELDS, documents)))
        for part_of, counter in inner:
            parts = [part for part in map(part_of, documents) if part is not None]
            if parts:
                total += counter(parts)
        return total

    return count


def _of_annotation(annotation: Any) -> Counter | None:
    """A counter for values of the annotation; None where they can hold no keys."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _of_model(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is list:
        return _of_lists(_of_annotation(arguments[0]))
    if origin is dict:
        return _of_mappings(_of_annotation(arguments[1]))
    if origin is None or (isinstance(origin, type) and not arguments):
        return None
    return _of_forms([form for form in arguments if isinstance(form, type) or get_origin(form)])


def _of_forms(forms: Sequence[Any]) -> Counter | None:
    """For values that have one of several forms, which are told apart by the type of the value."""
    there = [form for form in forms if form is not type(None)]
    counters = [(form, counter) for form in there if (counter := _of_annotation(form)) is not None]
    if len(there) == 1:
        return counters[0][1] if counters else None
    by_type = {type_: counter for form, counter in counters for type_ in _types(form)}
    return _by_type(by_type) if by_type else None


def _types(form: Any) -> list[Any]:
    """The types of the values of a form."""
    origin = get_origin(form)
    if origin in (Annotated, Union, UnionType):
        return [type_ for part in get_args(form) for type_ in _types(part)]
    return [origin or form]


def _by_type(counters: Mapping[Any, Counter]) -> Counter:
    def count(values: Sequence[Any]) -> int:
        found: dict[Any, list[Any]] = {}
        for value in values:
            found.setdefault(type(value), []).append(value)
        return sum(counters[type_](those) for type_, those in found.items() if type_ in counters)

    return count


def _of_lists(of_items: Counter | None) -> Counter | None:
    if of_items is None:
        return None
    counter = of_items
    return lambda lists: counter(list(chain.from_iterable(lists)))


def _of_mappings(of_values: Counter | None) -> Counter:
    def count(mappings: Sequence[Mapping[str, Any]]) -> int:
        keys = sum(map(len, mappings))
        if of_values is None:
            return keys
        return keys + of_values(list(chain.from_iterable(map(_VALUES, mappings))))

    return count
