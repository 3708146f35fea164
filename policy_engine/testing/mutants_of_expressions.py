"""Small changes of an expression: each comparison with its neighbour, each number by one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from policy_engine.expr.ast import Binary, BinaryOperator, Literal, Node
from policy_engine.expr.numbers import Number, exact
from policy_engine.expr.parser import parse
from policy_engine.expr.printer import to_text
from policy_engine.testing.model import MutationKind

_SWAPPED: Mapping[str, BinaryOperator] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}


def changed_expressions(text: str) -> Iterator[tuple[MutationKind, str]]:
    """The expression with one change each, as text."""
    for kind, changed in _changed(parse(text), text):
        yield kind, to_text(changed)


def _changed(node: Any, text: str) -> Iterator[tuple[MutationKind, Any]]:
    """A node with one change in it each; `text` is the whole expression, where its numbers are written."""
    if isinstance(node, Binary) and node.operator in _SWAPPED:
        yield "comparison", dataclasses.replace(node, operator=_SWAPPED[node.operator])
    if isinstance(node, Literal) and not isinstance(node.value, bool):
        yield from (("number", dataclasses.replace(node, value=value)) for value in _beside(node, text))
    if isinstance(node, Node):
        for field in dataclasses.fields(node):
            for kind, below in _changed(getattr(node, field.name), text):
                yield kind, dataclasses.replace(node, **{field.name: below})
    elif isinstance(node, tuple):
        for number, item in enumerate(node):
            for kind, below in _changed(item, text):
                yield kind, (*node[:number], below, *node[number + 1 :])


def _beside(number: Literal, text: str) -> Iterator[Number]:
    """A number one more and one less, by one of what it is written in: 600.5 → 600.6. No word has any."""
    if isinstance(number.value, int | Fraction):
        digits = len(text[number.at.start : number.at.end].strip().partition(".")[2])
        for by in (1, -1):
            yield exact(number.value + Fraction(by, 10**digits))
