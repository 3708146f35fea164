"""Expressions and message templates that YAML may have cut: ` #` begins a comment in unquoted text."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.source.schema_shape import Schema, shapes_of
from policy_engine.source.schema_words import written_key
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode, SequenceNode

MARK = "x-expression"
_LONGEST_QUOTE = 40


def cut_expressions(tree: Node, schema: Schema) -> list[Diagnostic]:
    """One diagnostic for each expression of a canonical tree that a comment follows, sorted by place.

    What an expression is says the schema: `x-expression: true`. Nobody can tell
    whether the rest of such a line was meant as a comment or as part of the
    text, so it is refused either way.
    """
    found = [
        _cut(node, written_key(tree, path))
        for path, node in _commented(tree, ())
        if _is_expression(tree, path, schema)
    ]
    return sorted(found, key=lambda diagnostic: diagnostic.sort_key)


def _commented(node: Node, path: Path) -> Iterator[tuple[Path, ScalarNode]]:
    """Unquoted texts with a comment behind them. They are few, so only they are looked up in the schema."""
    if isinstance(node, MappingNode):
        for key, entry in node.entries.items():
            yield from _commented(entry.node, (*path, key))
    elif isinstance(node, SequenceNode):
        for position, item in enumerate(node.items):
            yield from _commented(item, (*path, position))
    elif isinstance(node, ScalarNode) and node.comment_follows and isinstance(node.value, str):
        yield path, node


def _is_expression(tree: Node, path: Path, schema: Schema) -> bool:
    shapes = shapes_of(schema)
    node: Node | None = tree
    for step in path:
        content = node.keys_with_values() if isinstance(node, MappingNode) else None
        schema = shapes.down(schema, content, step)
        node = None if node is None else node.child(step)
    return any(layer.get(MARK) is True for layer in shapes.layers(schema))


def _cut(node: ScalarNode, name: str) -> Diagnostic:
    shown = node.text if len(node.text) <= _LONGEST_QUOTE else "…" + node.text[-_LONGEST_QUOTE:]
    return Diagnostic(
        "expr.cut-by-comment",
        Text(f"“{name}”只读到“{shown}”为止：不加引号时，空格后的 # 起算作注释。",
             f'"{name}" was read only up to "{shown}": without quotes, a # after a space begins a comment.'),
        node.span,
        help=Text("请给整个表达式（或整段文字）加引号；确是注释的，请移到上一行单独书写。",
                  "Put the whole expression or text in quotes; move a comment to a line of its own above."),
    )  # fmt: skip
