"""The values of a policy under the Chinese names that their own place in a policy has for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from policy_engine.documents.policy import Policy
from policy_engine.documents.schema import schema_of
from policy_engine.findings.report_model import Shown
from policy_engine.source.schema_shape import Schema, Shapes, chinese_title, shapes_of

# A step of a path is a name, or the id of a record in brackets, in which there may be dots, and the brackets
# of another path: that of what a bound is on.
_STEP = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]|([^.\[\]]+)")


def in_chinese(value: Shown, path: str) -> Shown:
    """The value at a path with its words and the names of its entries in Chinese.

    What policies define themselves - ids, names, classes - stays as it is, whatever word it looks like.
    """
    return _named(value, _schema_at(path), _shapes())


def _shapes() -> Shapes:
    return shapes_of(schema_of(Policy))


@lru_cache(maxsize=4096)
def _schema_at(path: str) -> Schema:
    """What the models say about a place; {} where they say nothing."""
    shapes = _shapes()
    schema = shapes.root
    for step in _STEP.finditer(path):
        if step[2] is None:
            schema = shapes.item_schema(schema, 0)
        else:
            below = list(_below(schema, step[2], shapes))
            schema = below[0] if len(below) == 1 else {"anyOf": below}
    return schema


def _below(schema: Schema, name: str, shapes: Shapes) -> Iterator[Schema]:
    """What may stand under a name: a table, and what a table is not, are two forms of one place."""
    forms = shapes.objects(schema)
    own = [form for form in forms if shapes.is_property(form, name)]
    yield from (shapes.value_schema(form, name) for form in own or forms)


def _named(value: Shown, schema: Schema, shapes: Shapes) -> Shown:
    match value:
        case str():
            return next(iter(shapes.chinese_values(schema).get(value, ())), value)
        case list():
            return [
                _named(item, shapes.item_schema(schema, number), shapes) for number, item in enumerate(value)
            ]
        case dict():
            form = shapes.object_for(schema, value) or {}
            return {
                _key(key, form, shapes): _named(item, shapes.value_schema(form, key), shapes)
                for key, item in value.items()
            }
        case _:
            return value


def _key(key: str, form: Schema, shapes: Shapes) -> str:
    """The Chinese name of an entry, be it a field or a word that keys are taken from."""
    if shapes.is_property(form, key):
        return chinese_title(form["properties"][key]) or key
    return next(iter(shapes.chinese_values(form.get("propertyNames", {})).get(key, ())), key)
