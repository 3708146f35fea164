"""JSON Schemas (Draft 2020-12), generated from the models."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from policy_engine.documents.terms import CHINESE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Records that speak of the file itself, which no other layer completes.
WHOLE_IN_LAYERS = frozenset({"Effective", "Issued"})

# Vocabularies of which a model fixes one value, by which it is told from other models.
_FIXED_FROM = ("document_kind", "action_kind")


class _Generator(GenerateJsonSchema):
    """Adds the Chinese names of enumerated values."""

    def literal_schema(self, schema: core_schema.LiteralSchema) -> JsonSchemaValue:
        made = super().literal_schema(schema)
        values = tuple(schema["expected"])
        for chinese in CHINESE.values():
            if tuple(chinese) == values:
                made["x-zh-values"] = dict(chinese)
        for vocabulary in _FIXED_FROM:
            if len(values) == 1 and values[0] in CHINESE[vocabulary]:
                made["x-zh-values"] = {values[0]: CHINESE[vocabulary][values[0]]}
        return made

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Keys that do not fit their pattern are refused, as the model refuses them, and said to be so."""
        made = super().dict_schema(schema)
        values = made.pop("patternProperties", {}).values()
        if values:
            (made["additionalProperties"],) = values
            made["propertyNames"] = self.generate_inner(schema["keys_schema"])
        return made


@cache
def schema_of(model: type[BaseModel]) -> Mapping[str, Any]:
    """The schema of one document, as a whole."""
    made = model.model_json_schema(by_alias=True, schema_generator=_Generator)
    return {"$schema": DIALECT, **made}


@cache
def layer_schema_of(model: type[BaseModel]) -> Mapping[str, Any]:
    """The schema of one layer of it: any part may be left to the layers above, but not an id.

    The head of the file (kind, jurisdiction, …) is required as ever.
    """
    whole = schema_of(model)
    defined = whole["$defs"].items()
    parts = {name: part if name in WHOLE_IN_LAYERS else _partial(part) for name, part in defined}
    return {**whole, "$defs": parts}


def _partial(schema: Any) -> Any:
    if "required" not in schema:
        return schema
    kept = [name for name in schema["required"] if name == "id"]
    rest = {key: value for key, value in schema.items() if key != "required"}
    if "id" in schema.get("properties", {}):
        # {id: x, remove: true} takes an inherited entry out of a list.
        removal = {
            "type": "boolean",
            "title": "删除",
            "const": True,
            "description": "写 true，从清单中去掉上级的这一项",
            "examples": [True],
        }
        rest["properties"] = {**schema["properties"], "remove": removal}
    return {**rest, "required": kept} if kept else rest
