"""One violation of a schema, with all that is needed to speak about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema.exceptions import ValidationError

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.source.schema_shape import Schema, Shapes
from policy_engine.source.schema_words import described, place
from policy_engine.source.tree import MappingNode, Node, Path


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
        schema, _ = self._down(self.path)
        return schema

    def above(self) -> Schema | None:
        """The form of the mapping that the value stands in; None where it stands in none."""
        schema, node = self._down(self.path[:-1])
        return (
            self.shapes.object_for(schema, node.keys_with_values()) if isinstance(node, MappingNode) else None
        )

    def _down(self, path: Path) -> tuple[Schema, Node | None]:
        """Only what is on the way is looked at: a long document may have many findings."""
        schema = self.shapes.root
        node: Node | None = self.tree
        for step in path:
            content = node.keys_with_values() if isinstance(node, MappingNode) else None
            schema = self.shapes.down(schema, content, step)
            node = None if node is None else node.child(step)
        return schema, node

    def problem(self, code: str, message: Text, way_out: Text | None, span: Span | None = None) -> Diagnostic:
        sentence = Text(message.zh, message.en[:1].upper() + message.en[1:])
        return Diagnostic(code, sentence, span or self.span(), help=way_out)
