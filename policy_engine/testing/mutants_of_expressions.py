"""Small changes of an expression: each comparison with its neighbour, each number by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from policy_engine.expr.ast import Binary, BinaryOperator, Literal, Node
from policy_engine.expr.parser import parse
from policy_engine.expr.printer import to_text
from policy_engine.testing.model import MutationKind

_SWAPPED: Mapping[str, BinaryOperator] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


def changed_expressions(text: str) -> Iterator[tuple[MutationKind, str]]:
    """The expression with one change each, as text."""
    for kind, changed in _changed(parse(text)):
        yield kind, to_text(changed)


def _changed(node: Any) -> Iterator[tuple[MutationKind, Any]]:
    """A node with one change in it each."""
    if isinstance(node, Binary) and node.operator in _SWAPPED:
        yield "comparison", dataclasses.replace(node, operator=_SWAPPED[node.operator])
    if isinstance(node, Literal) and isinstance(node.value, int) and not isinstance(node.value, bool):
        for by in (1, -1):
            yield "number", dataclasses.replace(node, value=node.value + by)
    if isinstance(node, Node):
        for field in dataclasses.fields(node):
            for kind, below in _changed(getattr(node, field.name)):
                yield kind, dataclasses.replace(node, **{field.name: below})
    elif isinstance(node, tuple):
        for number, item in enumerate(node):
            for kind, below in _changed(item):
                yield kind, (*node[:number], below, *node[number + 1 :])
