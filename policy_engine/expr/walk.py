"""Moving through a syntax tree without recursion limits."""

from __future__ import annotations

from collections.abc import Iterator

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


def children(expr: Expr) -> tuple[Expr, ...]:
    """The parts of `expr`, in the order of the text."""
    match expr:
        case Select(base=base) | Has(base=base):
            return (base,)
        case Index(base=base, key=key):
            return (base, key)
        case Call(arguments=parts) | ListLiteral(items=parts):
            return parts
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case Conditional(test=test, then=then, otherwise=otherwise):
            return (test, then, otherwise)
        case MapLiteral(entries=entries):
            return tuple(value for _, value in entries)
        case Comprehension(source=source, body=body, where=where):
            return (source, body) if where is None else (source, where, body)
        case _:
            return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """`expr` and everything in it, each whole before its parts."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


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
