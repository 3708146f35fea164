"""Where an expression's mistakes stand in the file that holds it."""

from __future__ import annotations

from collections.abc import Iterable

from policy_engine.diagnostics import Diagnostic, Span
from policy_engine.expr.ast import Place
from policy_engine.expr.problems import ExpressionError
from policy_engine.source.tree import Node, Path, ScalarNode


def expression_span(node: Node | None, place: Place) -> Span | None:
    """The stretch of the file that the place in the expression stands for.

    Exact for an expression on one line without escapes; otherwise the whole value.
    """
    if not isinstance(node, ScalarNode):
        return None if node is None else node.span
    span = node.span
    quotes = 0 if node.plain else 1
    if span.line != span.end_line or span.end_column - span.column != len(node.text) + 2 * quotes:
        return span
    start = span.column + quotes
    return Span(span.file, span.line, start + place.start, span.line, start + place.end)


def expression_diagnostics(tree: Node, path: Path, error: ExpressionError) -> Iterable[Diagnostic]:
    """One located diagnostic for each problem of the expression at the path."""
    node = tree.at(path)
    for problem in error.problems:
        span = expression_span(node, problem.at) or tree.span_of(path)
        yield Diagnostic(problem.code, problem.message, span, help=problem.help)
