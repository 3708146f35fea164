"""Moving through a syntax tree without recursion limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from policy_engine.expr.ast import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Expr,
    Has,
    Index,
    ListLiteral,
    MapLiteral,
    Name,
    Select,
    Unary,
)

# By the node's own class: programs are walked whole, and often.
_PARTS: Mapping[type[Any], Callable[[Any], tuple[Expr, ...]]] = {
    Select: lambda expr: (expr.base,),
    Has: lambda expr: (expr.base,),
    Index: lambda expr: (expr.base, expr.key),
    Call: lambda expr: expr.arguments,
    ListLiteral: lambda expr: expr.items,
    Unary: lambda expr: (expr.operand,),
    Binary: lambda expr: (expr.left, expr.right),
    Conditional: lambda expr: (expr.test, expr.then, expr.otherwise),
    MapLiteral: lambda expr: tuple(value for _, value in expr.entries),
    Comprehension: lambda expr: (
        (expr.source, expr.body) if expr.where is None else (expr.source, expr.where, expr.body)
    ),
}


def children(expr: Expr) -> tuple[Expr, ...]:
    """The parts of `expr`, in the order of the text."""
    parts = _PARTS.get(type(expr))
    return () if parts is None else parts(expr)


def walk(expr: Expr) -> Iterator[Expr]:
    """`expr` and everything in it, each whole before its parts."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        if parts := children(node):
            waiting.extend(reversed(parts))


def depth(expr: Expr) -> int:
    """How many nodes deep the tree is; a single name is 1."""
    deepest, waiting = 0, [(expr, 1)]
    while waiting:
        node, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((part, level + 1) for part in children(node))
    return deepest


def selected(expr: Expr) -> tuple[str, tuple[str, ...]]:
    """The name and the fields of a chain of selections (params.posts.cap); ("", ()) for anything else."""
    steps: list[str] = []
    while isinstance(expr, Select):
        steps.append(expr.field)
        expr = expr.base
    return (expr.name, tuple(reversed(steps))) if isinstance(expr, Name) else ("", ())
