"""A typed document → canonical tree: the way back from load.document_of.

What is left out reads back as what it was: a field that is not there, or stands
at its default without having been written.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from policy_engine.diagnostics import Span
from policy_engine.documents.fields import Document
from policy_engine.documents.records import Quantity
from policy_engine.expr.units import UNITS
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode, Value

_NOWHERE = Span("", 1, 1, 1, 1)


def tree_of(document: Document) -> MappingNode:
    """The document's tree under English keys, numbers exact; its places mean nothing."""
    entries: dict[str, Entry] = {}
    for name, field in type(document).model_fields.items():
        value = getattr(document, name)
        left_out = value is None or (name not in document.model_fields_set and value == field.default)
        if not left_out:
            key = field.alias or name
            entries[key] = Entry(key, _NOWHERE, _node(value))
    return MappingNode(entries, _NOWHERE)


def _node(value: object) -> Node:
    match value:
        case Quantity() if not value.model_fields_set:
            return _scalar(_as_one_text(value))
        case Document():
            return tree_of(value)
        case Mapping():
            items = {str(key): Entry(str(key), _NOWHERE, _node(each)) for key, each in value.items()}
            return MappingNode(items, _NOWHERE)
        case list() | tuple():
            return SequenceNode(tuple(map(_node, value)), _NOWHERE)
        case Decimal():
            return ScalarNode(Fraction(value), format(value, "f"), _NOWHERE, plain=True)
        case bool() | int() | Fraction() | str() | datetime.date() | None:
            return _scalar(value)
    raise TypeError(f"no tree for {value!r}")


def _scalar(value: Value) -> ScalarNode:
    return ScalarNode(value, str(value), _NOWHERE, plain=True)


def _as_one_text(quantity: Quantity) -> str:
    """Such as "9.8 万人", which is how it was written."""
    unit = UNITS.get(quantity.unit)
    return f"{quantity.value:f} {quantity.unit if unit is None else unit.name.zh}"
