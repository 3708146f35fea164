"""Finding one's way in a JSON Schema: references, alternatives, properties, titles.

Understands what the generated schemas use: `$ref` into `$defs`, `properties`
with a Chinese `title` each, `additionalProperties`, `patternProperties`,
`propertyNames`, `items`, `prefixItems`, `anyOf`, `oneOf`, `discriminator`,
`allOf`, `const`, `enum`, `x-zh-values` (value → Chinese name), and `x-zh-keys`
(Chinese names of the keys, by the value of another property).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

_ALTERNATIVES = ("anyOf", "oneOf", "allOf")
# One object, because places are remembered by the identity of their schema.
_NOTHING: Schema = {}
_HAN = re.compile(r"[\u4e00-\u9fff]")


def folded(text: str) -> str:
    """Chinese names compare without regard to full-width or half-width brackets and spaces."""
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def chinese_title(schema: Schema) -> str | None:
    """A property's Chinese name. Generated English titles are no names."""
    title = schema.get("title")
    return title if isinstance(title, str) and _HAN.search(title) else None


@dataclass(frozen=True, slots=True)
class Discriminator:
    """One key tells the forms of a place apart; each value of it stands for one form.

    `chinese` has the Chinese names of the values; `words` every value under each name, folded.
    """

    key: str
    titles: frozenset[str]
    forms: Mapping[str, Schema]
    references: Mapping[str, str]
    chinese: Mapping[str, Sequence[str]]
    words: Mapping[str, str]

    def form_for(self, content: Mapping[str, object]) -> Schema | None:
        """The form that the content says it has; None where it says none, or one that is not there."""
        said = content[self.key] if self.key in content else self._by_title(content)
        value = self.words.get(folded(said)) if isinstance(said, str) else None
        return None if value is None else self.forms[value]

    def _by_title(self, content: Mapping[str, object]) -> object:
        return next((value for key, value in content.items() if folded(key) in self.titles), None)


class Shapes:
    """One schema with its definitions. Answers never depend on a document but through arguments."""

    def __init__(self, root: Schema) -> None:
        self.root = root
        # By identity, with the schema itself, so that it lives on and its id stays its own.
        self._layers: dict[int, tuple[Schema, list[Schema]]] = {}
        self._items: dict[tuple[int, int], Schema] = {}
        self._names: dict[int, dict[str, str]] = {}
        self._constants: dict[int, dict[str, list[object]]] = {}
        self._sibling_keys: dict[int, dict[str, Any]] = {}
        self._objects: dict[int, list[Schema]] = {}
        self._chinese: dict[int, dict[object, list[str]]] = {}
        self._discriminators: dict[int, Discriminator | None] = {}

    def layers(self, schema: Schema) -> list[Schema]:
        """All that is said about one place: the schema, what it refers to, its alternatives."""
        if id(schema) not in self._layers:
            self._layers[id(schema)] = (schema, self._find_layers(schema))
        return self._layers[id(schema)][1]

    def _find_layers(self, schema: Schema) -> list[Schema]:
        seen: dict[int, Schema] = {}
        waiting = [schema]
        while waiting:
            layer = waiting.pop(0)
            if not isinstance(layer, Mapping) or id(layer) in seen:
                continue
            seen[id(layer)] = layer
            if "$ref" in layer:
                waiting.append(self._referred(layer["$ref"]))
            waiting.extend(below for word in _ALTERNATIVES for below in layer.get(word, ()))
        return list(seen.values())

    def _referred(self, pointer: str) -> Schema:
        found: Any = self.root
        for part in pointer.removeprefix("#").strip("/").split("/"):
            if part:
                found = found[part.replace("~1", "/").replace("~0", "~")]
        return found if isinstance(found, Mapping) else _NOTHING

    def objects(self, schema: Schema) -> list[Schema]:
        """The forms a mapping may take at this place."""
        if id(schema) not in self._objects:
            wanted = ("properties", "additionalProperties", "patternProperties")
            found = [layer for layer in self.layers(schema) if any(word in layer for word in wanted)]
            self._objects[id(schema)] = found
        return self._objects[id(schema)]

    def object_for(self, schema: Schema, content: Mapping[str, object]) -> Schema | None:
        """The form that `content` was most likely meant to have; None where no mapping fits.

        A discriminator or a constant (`kind`, `by`) decides; else the form that
        knows most of the keys and misses the fewest; else the first.
        """
        forms = self.objects(schema)
        if len(forms) < 2:
            return forms[0] if forms else None
        told_by = self.discriminator(schema)
        told = None if told_by is None else told_by.form_for(content)
        if told is not None:
            return told
        return max(forms, key=lambda form: self.likeness(form, content))

    def discriminator(self, schema: Schema) -> Discriminator | None:
        """What tells the forms at this place apart by one key; None where nothing does."""
        if id(schema) not in self._discriminators:
            layers = self.layers(schema)  # keeps the schema alive, so its id stays its own
            found = next((layer for layer in layers if "discriminator" in layer), None)
            self._discriminators[id(schema)] = None if found is None else self._discriminator(found)
        return self._discriminators[id(schema)]

    def _discriminator(self, layer: Schema) -> Discriminator:
        key: str = layer["discriminator"]["propertyName"]
        values = {pointer: value for value, pointer in layer["discriminator"]["mapping"].items()}
        # In the order of the alternatives; that of the mapping means nothing.
        references = {values[each["$ref"]]: each["$ref"] for each in layer["oneOf"]}
        forms = {value: self._referred(pointer) for value, pointer in references.items()}
        fields = {value: form["properties"][key] for value, form in forms.items()}
        titles = frozenset(folded(chinese_title(field) or key) for field in fields.values())
        chinese = {value: self.chinese_values(field).get(value, []) for value, field in fields.items()}
        words = {folded(name): value for value, names in chinese.items() for name in (value, *names)}
        return Discriminator(key, titles, forms, references, chinese, words)

    def likeness(self, form: Schema, content: Mapping[str, object]) -> tuple[int, int, int]:
        names = {self.property_name(form, key): value for key, value in content.items()}
        properties = form.get("properties", {})
        constants = sum(
            1 if names[name] in allowed else -1
            for name, allowed in self.constants(form).items()
            if name in names
        )
        known = sum(name in properties for name in names)
        missing = sum(name not in names for name in form.get("required", ()))
        return constants, known, -missing

    def constants(self, form: Schema) -> dict[str, list[object]]:
        """Properties with one possible value: the value, also by its Chinese name."""
        if id(form) not in self._constants:
            self._constants[id(form)] = self._find_constants(form)
        return self._constants[id(form)]

    def _find_constants(self, form: Schema) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        for name, schema in form.get("properties", {}).items():
            for layer in self.layers(schema):
                if "const" in layer:
                    value = layer["const"]
                    found[name] = [value, *self.chinese_values(schema).get(value, ())]
        return found

    def chinese_values(self, schema: Schema) -> dict[object, list[str]]:
        """Enumerated value → its Chinese names at this place."""
        if id(schema) not in self._chinese:
            found: dict[object, list[str]] = {}
            for layer in self.layers(schema):
                for value, name in layer.get("x-zh-values", {}).items():
                    found.setdefault(value, []).append(name)
            self._chinese[id(schema)] = found
        return self._chinese[id(schema)]

    def wants_date(self, schema: Schema) -> bool:
        """Whether a text at this place is meant as a date."""
        return any(layer.get("format") == "date" for layer in self.layers(schema))

    def property_name(self, form: Schema, key: str) -> str:
        """The canonical name of a key: itself when it is one, else by its Chinese title."""
        if key in form.get("properties", {}):
            return key
        return self._titles(form).get(folded(key), key)

    def _titles(self, form: Schema) -> dict[str, str]:
        if id(form) not in self._names:
            names: dict[str, list[str]] = {}
            for name, schema in form.get("properties", {}).items():
                title = chinese_title(schema)
                if title is not None:
                    names.setdefault(folded(title), []).append(name)
            # A title that two properties share names neither.
            self._names[id(form)] = {title: found[0] for title, found in names.items() if len(found) == 1}
        return self._names[id(form)]

    def is_property(self, form: Schema, name: str) -> bool:
        """Whether the form itself names the key, so that it is no id, code or class of the writer's."""
        return name in form.get("properties", {})

    def keys_by_sibling(self, form: Schema) -> Mapping[str, Any]:
        """Properties whose keys another one explains: name → that property → its value → key → Chinese."""
        if id(form) not in self._sibling_keys:
            found = {
                name: schema["x-zh-keys"]
                for name, schema in form.get("properties", {}).items()
                if "x-zh-keys" in schema
            }
            self._sibling_keys[id(form)] = found
        return self._sibling_keys[id(form)]

    def value_schema(self, form: Schema, name: str) -> Schema:
        """The schema of the value under `name`; {} where nothing is said."""
        properties = form.get("properties", {})
        if name in properties:
            return _schema(properties[name])
        for pattern, schema in form.get("patternProperties", {}).items():
            if re.search(pattern, name):
                return _schema(schema)
        return _schema(form.get("additionalProperties"))

    def item_schema(self, schema: Schema, position: int) -> Schema:
        """The schema of one item of a list; alternatives stay alternatives."""
        # The cache of layers keeps `schema` alive, so its id is safe as a key.
        longest = max(len(layer.get("prefixItems", ())) for layer in self.layers(schema))
        key = (id(schema), min(position, longest))
        if key not in self._items:
            found = list(self._item_schemas(schema, position))
            self._items[key] = found[0] if len(found) == 1 else {"anyOf": found}
        return self._items[key]

    def _item_schemas(self, schema: Schema, position: int) -> Iterator[Schema]:
        for layer in self.layers(schema):
            first: Sequence[Any] = layer.get("prefixItems", ())
            if position < len(first):
                yield _schema(first[position])
            elif "items" in layer:
                yield _schema(layer["items"])

    def down(self, schema: Schema, content: object, step: str | int) -> Schema:
        """The schema one step below a place whose content (dict or list) is known."""
        if isinstance(step, int):
            return self.item_schema(schema, step)
        form = self.object_for(schema, content) if isinstance(content, Mapping) else None
        return self.value_schema(form, step) if form is not None else _NOTHING


_MOST_KEPT = 16
_kept: dict[int, Shapes] = {}


def shapes_of(root: Schema) -> Shapes:
    """The Shapes of a schema; made once for a schema that is used again and again."""
    # By identity: the Shapes keeps its schema alive, so its id stays its own.
    found = _kept.get(id(root))
    if found is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[id(root)] = Shapes(root)
    return found


def _schema(schema: Any) -> Schema:
    """`true`, `false` and absent say nothing about what is inside."""
    return schema if isinstance(schema, Mapping) else _NOTHING
