"""A document against its JSON Schema: every problem at its place, in an officer's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

from policy_engine.diagnostics import Diagnostic
from policy_engine.source.canonical import Keys, key_languages
from policy_engine.source.schema_finding import Finding
from policy_engine.source.schema_problems import diagnose
from policy_engine.source.schema_shape import Schema, Shapes, shapes_of
from policy_engine.source.schema_validator import WrittenDate, schema_errors
from policy_engine.source.schema_words import kind_of
from policy_engine.source.tree import Node


def schema_diagnostics(tree: Node, schema: Schema, *, keys: Keys | None = None) -> list[Diagnostic]:
    """What in a canonical tree does not fit the schema, sorted by place; [] when it fits.

    `keys` says which name of a missing or misspelt key comes first; by default
    the language in which the file of that place calls most of its entries.
    """
    shapes = shapes_of(schema)
    languages = {} if keys else key_languages(tree)
    found: dict[Diagnostic, None] = {}  # a set that keeps the order
    for error in schema_errors(tree, schema):
        for leaf in _leaves(error, shapes):
            file = tree.span_of(tuple(leaf.absolute_path)).file
            language = keys or languages.get(file, "en")
            finding = Finding(leaf, tree, shapes, language)
            found.update(dict.fromkeys(diagnose(finding)))
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def _leaves(error: ValidationError, shapes: Shapes) -> Iterator[ValidationError]:
    """The errors to report: of alternatives only those of the one that was meant."""
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        yield error
        return
    meant = _meant(error, shapes)
    if meant is None:
        yield error
        return
    for below in error.context:
        if below.relative_schema_path[0] == meant:
            yield from _leaves(below, shapes)


def _meant(error: ValidationError, shapes: Shapes) -> int | None:
    """The number of the alternative that the writer meant; None when several are as likely."""
    alternatives = _alternatives(error)
    fitting = [n for n, schema in enumerate(alternatives) if _takes(shapes, schema, error.instance)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        # "May be absent" is no alternative to speak of: the one other form was meant.
        real = [n for n, schema in enumerate(alternatives) if schema.get("type") != "null"]
        return real[0] if len(real) == 1 else None
    if isinstance(error.instance, Mapping):
        return _likeliest(shapes, alternatives, fitting, error.instance)
    if isinstance(error.instance, list):
        # The list whose items go wrong least.
        return min(fitting, key=lambda n: sum(e.relative_schema_path[0] == n for e in error.context or ()))
    return None


def _alternatives(error: ValidationError) -> list[Schema]:
    found: Any = error.validator_value
    return list(found)


def _likeliest(
    shapes: Shapes, alternatives: list[Schema], fitting: list[int], content: Mapping[str, object]
) -> int | None:
    """The best form; None when every form is ruled out by its constant (an unknown `kind`)."""

    def likeness(n: int) -> tuple[int, int, int]:
        forms = shapes.objects(alternatives[n])
        return max((shapes.likeness(form, content) for form in forms), default=(0, 0, 0))

    best = max(fitting, key=likeness)
    return None if likeness(best)[0] < 0 else best


def _takes(shapes: Shapes, schema: Schema, instance: Any) -> bool:
    """Whether a value of this kind may stand there at all, whatever its content."""
    if "$ref" not in schema and not any(word in schema for word in ("anyOf", "oneOf", "allOf")):
        return _form_takes(schema, instance)
    leads_on = ("$ref", "anyOf", "oneOf", "allOf")
    leaves = (layer for layer in shapes.layers(schema) if not any(word in layer for word in leads_on))
    return any(_form_takes(layer, instance) for layer in leaves)


def _form_takes(form: Schema, instance: Any) -> bool:
    if isinstance(instance, WrittenDate):
        return form.get("type") == "string" and form.get("format") == "date"
    kind = kind_of(instance)
    if "const" in form:
        return kind_of(form["const"]) == kind
    if "enum" in form:
        return kind in {kind_of(value) for value in form["enum"]}
    types = form.get("type", "object" if "properties" in form else None)
    if types is None:
        return True
    names = [types] if isinstance(types, str) else list(types)
    return kind in names or (kind == "integer" and "number" in names)
