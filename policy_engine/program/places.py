"""Where an expression's mistakes stand in the file that holds it."""

from __future__ import annotations

from collections.abc import Iterable

from policy_engine.diagnostics import Diagnostic
from policy_engine.expr.problems import ExpressionError
from policy_engine.source.tree import Node, Path, ScalarNode
from policy_engine.source.within import span_within


def expression_diagnostics(tree: Node, path: Path, error: ExpressionError) -> Iterable[Diagnostic]:
    """One located diagnostic for each problem of the expression at the path."""
    node = tree.at(path)
    for problem in error.problems:
        span = tree.span_of(path)
        if isinstance(node, ScalarNode):
            span = span_within(node, problem.at.start, problem.at.end)
        yield Diagnostic(problem.code, problem.message, span, help=problem.help)
