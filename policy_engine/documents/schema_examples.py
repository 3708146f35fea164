"""An example for every field of a schema: its own, or one that follows from what is known.

Fields declare examples where one cannot be told from their type. A record's
example is put together from those of its fields, and a field without one takes
its part of an example given for the record it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policy_engine.source.schema_shape import Schema, Shapes

_NONE = object()
_DAY = "2024-03-01"


class MissingExampleError(LookupError):
    """A field for which no example is declared and none follows."""


class Examples:
    """The examples of one schema, with its English keys and values. Each fits the schema of its place."""

    def __init__(self, root: Schema) -> None:
        self._shapes = Shapes(root)
        # By the identity of the record and the field's name: parts of examples given further up.
        self._parts: dict[tuple[int, str], Any] = {}
        for form in (root, *root.get("$defs", {}).values()):
            for field in form.get("properties", {}).values():
                for example in field.get("examples", ()):
                    self._take_apart(example, field)

    def of_field(self, form: Schema, name: str) -> Any:
        """One example for a field. Raises MissingExampleError."""
        found = self._field(form, name, ())
        if found is _NONE:
            raise MissingExampleError(f"{name} in {form.get('title')}")
        return found

    def _field(self, form: Schema, name: str, above: tuple[int, ...]) -> Any:
        schema = form["properties"][name]
        if "examples" in schema:
            return schema["examples"][0]
        if (id(form), name) in self._parts:
            return self._parts[id(form), name]
        return self._of(schema, above)

    def _of(self, schema: Schema, above: tuple[int, ...]) -> Any:
        """`above` are the records around: one that holds itself ends there."""
        for layer in self._shapes.layers(schema):
            found = self._of_layer(layer, above)
            if found is not _NONE:
                return found
        return _NONE

    def _of_layer(self, layer: Schema, above: tuple[int, ...]) -> Any:
        if layer.get("examples"):
            return layer["examples"][0]
        if "const" in layer:
            return layer["const"]
        if "enum" in layer:
            return layer["enum"][0]
        if layer.get("format") == "date":
            return _DAY
        if layer.get("type") == "boolean":
            return True
        if "properties" in layer:
            return _NONE if id(layer) in above else self._record(layer, (*above, id(layer)))
        if "items" in layer:
            item = self._of(layer["items"], above)
            return item if item is _NONE else [item] * int(layer.get("minItems", 1))
        return self._entries(layer, above)

    def _record(self, form: Schema, above: tuple[int, ...]) -> Any:
        """The required fields, or the first one where none is."""
        names = form.get("required") or list(form["properties"])[:1]
        parts = {name: self._field(form, name, above) for name in names}
        return _NONE if any(part is _NONE for part in parts.values()) else parts

    def _entries(self, layer: Schema, above: tuple[int, ...]) -> Any:
        """A map is an example where its keys are known."""
        keys, values = layer.get("propertyNames"), layer.get("additionalProperties")
        if not isinstance(keys, Mapping) or not isinstance(values, Mapping):
            return _NONE
        key, value = self._of(keys, above), self._of(values, above)
        return _NONE if key is _NONE or value is _NONE else {key: value}

    def _take_apart(self, example: Any, schema: Schema) -> None:
        for step, part in _steps(example):
            if isinstance(example, Mapping):
                form = self._shapes.object_for(schema, example)
                if form is not None and step in form.get("properties", {}):
                    self._parts.setdefault((id(form), str(step)), part)
            self._take_apart(part, self._shapes.down(schema, example, step))


def _steps(example: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(example, Mapping):
        yield from example.items()
    elif isinstance(example, list):
        yield from enumerate(example)
