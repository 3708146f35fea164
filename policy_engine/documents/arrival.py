"""How many keys arrived in a document that was read straight from JSON.

source.guard compares this with what was written: a duplicate key, which the
fast reader drops in silence, makes the two differ. Values that were filled in
by default, or written as one text, are no keys.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

Counter = Callable[[Any], int]


def arrived_keys(document: BaseModel) -> int:
    """The number of keys in the document, at all levels."""
    return _of_model(type(document))(document)


@cache
def _of_model(model: type[BaseModel]) -> Counter:
    inner = [
        (name, counter)
        for name, info in model.model_fields.items()
        if (counter := _of_annotation(info.annotation)) is not None
    ]

    def count(value: Any) -> int:
        total = len(value.__pydantic_fields_set__)
        for name, counter in inner:
            part = getattr(value, name)
            if part is not None:
                total += counter(part)
        return total

    return count


def _of_annotation(annotation: Any) -> Counter | None:
    """A counter for values of the annotation; None where they can hold no keys."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _of_model(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is list:
        return _of_items(_of_annotation(arguments[0]))
    if origin is dict:
        return _of_entries(_of_annotation(arguments[1]))
    if origin is None or (isinstance(origin, type) and not arguments):
        return None
    counters = [
        c for a in arguments if isinstance(a, type) or get_origin(a) for c in [_of_annotation(a)] if c
    ]
    if len(counters) > 1:
        raise TypeError(f"cannot count the keys of a union of documents: {annotation}")
    return counters[0] if counters else None


def _of_items(of_item: Counter | None) -> Counter | None:
    if of_item is None:
        return None
    counter = of_item
    return lambda items: sum([counter(item) for item in items])


def _of_entries(of_value: Counter | None) -> Counter:
    if of_value is None:
        return len
    counter = of_value
    return lambda mapping: len(mapping) + sum([counter(value) for value in mapping.values()])
