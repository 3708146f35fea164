"""The schemas as editors need them: with explanations, and in the language of the file's keys.

An editor completes what stands under `properties` and in an `enum`, and shows
`title`, `description` and `examples`. So the names of the language that was
asked for stand there; those of the other language are accepted through
patterns, which no editor proposes. Either way a file is accepted as it is
once source.canonical has read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from policy_engine.documents.schema_examples import Examples
from policy_engine.documents.schema_help import complaints, example_help, explained
from policy_engine.documents.schema_names import Language, Name, Names
from policy_engine.source.schema_shape import Schema, Shapes

_COPIED = (
    "type", "const", "enum", "format", "pattern", "minimum", "maximum", "minLength", "minItems", "maxItems",
    "maxProperties",
)  # fmt: skip
# Every keyword that is understood here: one that is not would be lost, and with it what it asks for.
_KNOWN = {
    *_COPIED, "anyOf", "oneOf", "discriminator", "$ref", "items", "additionalProperties", "propertyNames",
    "title", "description", "examples", "default",
}  # fmt: skip
_KNOWN_OF_RECORDS = {
    "$schema", "$defs", "type", "title", "description", "properties", "required", "additionalProperties",
}  # fmt: skip
_WHICH_FORM = "是哪一种，还要填写哪些栏目由它决定。必填。"


def editor_schema(
    schema: Schema, language: Language, *, title: str, description: str, whole: Schema | None = None
) -> Mapping[str, Any]:
    """The schema of one document with keys proposed in one language and accepted in both.

    `title` and `description` say in Chinese what the document is; `whole` is what
    it is part of, where its examples are complete only as that. Raises
    schema_examples.MissingExampleError for a field of which no example is known.
    """
    return _Editor(schema, language, whole or schema).document(title, description)


class _Editor:
    def __init__(self, root: Schema, language: Language, whole: Schema) -> None:
        self._root = root
        self._shapes = Shapes(root)
        self._names = Names(self._shapes, language)
        self._whole = whole
        self._examples = Examples(whole)

    def document(self, title: str, description: str) -> Mapping[str, Any]:
        head = {"$schema": self._root["$schema"], "title": title, "description": description}
        parts = {
            name: self._form(part, self._whole["$defs"][name], f"#/$defs/{name}")
            for name, part in self._root["$defs"].items()
        }
        return {**head, **self._form(self._root, self._whole, "#"), "$defs": parts}

    def _form(self, form: Schema, whole: Schema, pointer: str) -> dict[str, Any]:
        """A record: its fields by the names of the language, those of the other by pattern."""
        _refuse_unknown(form, _KNOWN_OF_RECORDS)
        names = self._names.of_form(form)
        made: dict[str, Any] = {"$comment": form["description"]} if "description" in form else {}
        made |= {"type": "object", "additionalProperties": False}
        required = form.get("required", ())
        made["properties"] = {}
        for field, schema in form["properties"].items():
            declared = schema.get("examples")
            example = declared[0] if declared else self._examples.of_field(whole, field)
            default = self._names.example(schema, schema.get("default"))
            about = explained(schema, default, required=field in required)
            made["properties"][names[field].shown] = self._field(schema, names[field], about, example)
        made["patternProperties"] = {
            name.accepted: {"$ref": f"{pointer}/properties/{quote(name.shown)}"}
            for name in names.values()
            if name.other is not None
        }
        if required:
            made["allOf"] = [_must_be_there(names[field]) for field in required]
        return made

    def _field(self, schema: Schema, name: Name, about: Schema, example: Any) -> dict[str, Any]:
        example = self._names.example(schema, example)
        made = {**about, **self._value(schema, about)}
        return {**made, **example_help(name.shown, example, about), **complaints(made, example)}

    def _value(self, schema: Schema, about: Schema) -> dict[str, Any]:
        """What may stand at a place; `about` goes with each form it may have, as a hover shows only one."""
        forms = [form for each in _alternatives(schema) for form in self._forms(each, about)]
        forms = _scalars_as_one(forms)
        return forms[0] if len(forms) == 1 else {"anyOf": forms}

    def _forms(self, schema: Schema, about: Schema) -> list[dict[str, Any]]:
        _refuse_unknown(schema, _KNOWN)
        if "$ref" in schema:
            return [{"$ref": schema["$ref"], **about}]
        if "oneOf" in schema:
            return [self._told_apart(schema, about)]
        if "x-zh-values" in schema:
            return self._choice(schema, about)
        made = {word: schema[word] for word in _COPIED if word in schema}
        if "const" in schema or "enum" in schema:
            made |= complaints(schema, None)
        if schema.get("type") in ("array", "object"):
            made |= about  # beside "null" a hover would else name the field twice
        if "x-pattern-zh" in schema:
            made["patternErrorMessage"] = f"要求：{schema['x-pattern-zh']}。"
        if "items" in schema:
            made["items"] = self._value(schema["items"], {**about, "title": f"{about['title']}（其中一项）"})
        for word in ("additionalProperties", "propertyNames"):
            if word in schema:
                below = schema[word]
                made[word] = {**about, **self._value(below, about)} if isinstance(below, Mapping) else below
        return [made]

    def _told_apart(self, schema: Schema, about: Schema) -> dict[str, Any]:
        """Records of several forms. Each is judged by the one it names alone, or the editor would guess.

        So that it can be named, the key that tells them apart is completed and
        judged here, with all its values.
        """
        told_by = self._shapes.discriminator(schema)
        if told_by is None:
            raise ValueError(f"nothing tells these forms apart: {schema}")
        fields = {value: form["properties"][told_by.key] for value, form in told_by.forms.items()}
        key = self._names.of_form(next(iter(told_by.forms.values())))[told_by.key]
        chinese = {value: names[0] for value, names in told_by.chinese.items() if names}
        kinds = {"type": "string", "enum": list(fields), "x-zh-values": chinese}
        field = {"title": next(iter(fields.values()))["title"], "description": _WHICH_FORM}
        written = {**field, **self._value(kinds, field)}
        return {
            **about,
            "type": "object",
            "errorMessage": f"应为若干“栏目: 内容”，其中写明{key.both}。",
            "properties": {key.shown: written},
            "patternProperties": {key.accepted: written},
            "allOf": [
                _must_be_there(key),
                *(
                    {"if": _names_form(key, self._names.of_values(fields[value])[0]), "then": {"$ref": ref}}
                    for value, ref in told_by.references.items()
                ),
            ],
        }

    def _choice(self, schema: Schema, about: Schema) -> list[dict[str, Any]]:
        """Values with names in both languages; where others are allowed too, any text."""
        names = self._names.of_values(schema)
        listed = {
            "type": "string",
            "enum": [name.shown for name in names],
            "enumDescriptions": [name.other or "" for name in names],
        }
        if "enum" not in schema and "const" not in schema:
            return [listed, {"type": "string", **about}]
        listed["errorMessage"] = f"可填：{'、'.join(name.both for name in names)}。"
        others = [name.accepted for name in names if name.other is not None]
        if not others:
            return [listed]
        complaint = {"patternErrorMessage": listed["errorMessage"]}
        return [listed, {"type": "string", "pattern": "|".join(others), **complaint, **about}]


def _refuse_unknown(schema: Schema, known: set[str]) -> None:
    unknown = [word for word in schema if word not in known and not word.startswith("x-")]
    if unknown:
        raise ValueError(f"no way to put {unknown} into a schema for editors: {schema}")


def _alternatives(schema: Schema) -> list[Schema]:
    """The forms a value may take, alternatives within alternatives taken out."""
    if "anyOf" not in schema:
        return [schema]
    return [form for each in schema["anyOf"] for form in _alternatives(each)]


def _scalars_as_one(forms: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Forms told apart by their type alone become one with several types: editors explain that better."""
    found: list[dict[str, Any]] = []
    for form in forms:
        into = next((known for known in found if _can_join(known, form)), None)
        if into is None:
            found.append(form)
        else:
            into |= {**form, "type": [*_types(into), *_types(form)]}
    return found


def _can_join(one: Schema, other: Schema) -> bool:
    # Records stay apart: editors complete their keys only where "object" is the one type.
    if any("const" in form or "enum" in form or "object" in _types(form) for form in (one, other)):
        return False
    apart = bool(_types(one)) and bool(_types(other)) and not {*_types(one)} & {*_types(other)}
    return apart and not {*one} & {*other} - {"type"}


def _types(form: Schema) -> list[str]:
    types = form.get("type", [])
    return list(types) if isinstance(types, list) else [types]


def _names_form(key: Name, value: Name) -> dict[str, Any]:
    """True of a record that has the value under the key, in whichever spelling."""
    there = {"not": {"propertyNames": {"not": {"pattern": key.any_spelling}}}}
    value_is = {"type": "string", "pattern": value.any_spelling}
    return {**there, "patternProperties": {key.any_spelling: value_is}}


def _must_be_there(name: Name) -> dict[str, Any]:
    """The field in either language. What the editor says when it is absent stands with the first form."""
    if name.other is None:
        return {"required": [name.shown]}
    shown = {"required": [name.shown], "errorMessage": f"缺少必填栏目“{name.both}”。"}
    otherwise = {"not": {"propertyNames": {"not": {"pattern": name.accepted}}}}
    return {"anyOf": [shown, otherwise]}
