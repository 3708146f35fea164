"""Generated source → Python functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from typing import Any

from policy_engine.engines.emit import Emitter
from policy_engine.expr.ast import Expr
from policy_engine.expr.problems import EvaluationError


class Derived:
    """The derived values of one run; asking for one that could not be had raises its reason."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.failures: dict[str, EvaluationError] = {}

    def __call__(self, name: str) -> Any:
        if name in self.failures:
            raise self.failures[name]
        return self.values[name]


def make_function(emitter: Emitter, parameters: Sequence[str], lines: Iterable[str]) -> Callable[..., Any]:
    """A function of the given lines, after the openings that the emitter collected."""
    body = [f"    {line}" for line in (*emitter.openings.values(), *lines)] or ["    pass"]
    source = "\n".join([f"def made({', '.join(parameters)}):", *body])
    namespace = dict(emitter.constants)
    # The source comes from typed expressions alone: names, constants and operators of our own making.
    exec(compile(source, "<policy program>", "exec"), namespace)  # noqa: S102
    made: Callable[..., Any] = namespace["made"]
    return made


def compile_expression(expr: Expr, variables: Iterable[str] = ()) -> Callable[..., Any]:
    """(facts, derived, *values of the variables) → the value of the expression.

    Raises EvaluationError where a value that it needs is missing.
    """
    emitter = Emitter()
    with ExitStack() as bound:
        names = [bound.enter_context(emitter.binding(variable)) for variable in variables]
        line = f"return {emitter.emit(expr)}"
    return make_function(emitter, ["facts", "derived", *names], [line])
