"""The JSON Schema validator, made exact.

jsonschema compares numbers with Python's operators, so exact numbers stay exact
as long as the schema's own bounds are not binary floats. A date written as one
is a text only where the schema asks for a date.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from policy_engine.source.schema_shape import Schema
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode


class WrittenDate(str):
    """The ISO text of a value that the file has as a date, without quotes."""

    __slots__ = ()


def schema_errors(tree: Node, schema: Schema) -> Iterator[ValidationError]:
    """Every violation, in jsonschema's own terms."""
    validator = _Validator(_exact(schema), format_checker=FormatChecker(formats=["date"]))
    return iter(validator.iter_errors(_instance(tree)))


def _instance(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key: _instance(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [_instance(item) for item in node.items]
    value = node.value if isinstance(node, ScalarNode) else None
    return WrittenDate(value.isoformat()) if isinstance(value, datetime.date) else value


def _exact(schema: Any) -> Any:
    """The schema with decimals as exact fractions, as they were meant: 0.1 is 1/10."""
    if isinstance(schema, Mapping):
        return {key: _exact(value) for key, value in schema.items()}
    if isinstance(schema, list | tuple):
        return [_exact(value) for value in schema]
    return Fraction(str(schema)) if isinstance(schema, float) else schema


def _is_number(_checker: Any, value: Any) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _is_integer(checker: Any, value: Any) -> bool:
    return _is_number(checker, value) and Fraction(value).denominator == 1


def _type(validator: Any, types: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, WrittenDate) and schema.get("format") != "date":
        yield ValidationError(f"the date {instance} is not of type {types}")
        return
    yield from Draft202012Validator.VALIDATORS["type"](validator, types, instance, schema)


def _one_of(validator: Any, alternatives: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Where one key says which alternative is meant, the others have nothing to say."""
    if "discriminator" not in schema:
        yield from Draft202012Validator.VALIDATORS["oneOf"](validator, alternatives, instance, schema)
        return
    told_by = schema["discriminator"]
    said = instance.get(told_by["propertyName"]) if isinstance(instance, dict) else None
    meant = told_by["mapping"].get(said) if isinstance(said, str) else None
    if meant is None:
        yield ValidationError("none of the alternatives is named")
        return
    yield from validator.descend(instance, {"$ref": meant}, schema_path=meant)


_checker = Draft202012Validator.TYPE_CHECKER.redefine_many({"number": _is_number, "integer": _is_integer})
_extend: Any = extend  # its annotations are incomplete
_Validator = _extend(Draft202012Validator, {"type": _type, "oneOf": _one_of}, type_checker=_checker)
