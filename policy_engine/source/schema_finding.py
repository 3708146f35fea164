"""One violation of a schema, with all that is needed to speak about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema.exceptions import ValidationError

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.source.schema_shape import Schema, Shapes
from policy_engine.source.schema_words import described, place
from policy_engine.source.tree import Node, Path


@dataclass(frozen=True)
class Finding:
    """`language` ("zh" or "en") says which name of a key comes first."""

    error: ValidationError
    tree: Node
    shapes: Shapes
    language: str

    @property
    def path(self) -> Path:
        return tuple(self.error.absolute_path)

    @property
    def instance(self) -> Any:
        """The value that violates the schema, as jsonschema sees it."""
        return self.error.instance

    @property
    def limit(self) -> Any:
        """The value of the schema's keyword: a bound, a pattern, the allowed values."""
        return self.error.validator_value

    @property
    def schema(self) -> Schema:
        """The innermost schema that was violated."""
        return self.error.schema if isinstance(self.error.schema, Mapping) else {}

    @property
    def where(self) -> Text:
        return place(self.tree, self.path)

    @property
    def written(self) -> Text:
        node = self.tree.at(self.path)
        return described(node) if node is not None else Text("", "")

    def span(self) -> Span:
        return self.tree.span_of(self.path)

    def full_schema(self) -> Schema:
        """What the whole schema says about the place, wrappers included: titles and Chinese values."""
        schema = self.shapes.root
        content: Any = self.tree.to_plain()
        for step in self.path:
            schema = self.shapes.down(schema, content, step)
            content = content[step]
        return schema

    def above(self) -> Schema | None:
        """The form of the mapping that the value stands in; None where it stands in none."""
        schema, content = self.shapes.root, self.tree.to_plain()
        for step in self.path[:-1]:
            schema = self.shapes.down(schema, content, step)
            content = content[step]
        return self.shapes.object_for(schema, content) if isinstance(content, Mapping) else None

    def problem(self, code: str, message: Text, way_out: Text | None, span: Span | None = None) -> Diagnostic:
        sentence = Text(message.zh, message.en[:1].upper() + message.en[1:])
        return Diagnostic(code, sentence, span or self.span(), help=way_out)
