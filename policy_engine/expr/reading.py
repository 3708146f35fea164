"""Text → typed tree in one go, with every mistake of writing and of meaning."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from policy_engine.diagnostics import Text
from policy_engine.expr import parser
from policy_engine.expr.ast import Comprehension, Expr, Place
from policy_engine.expr.checker import check
from policy_engine.expr.function_types import Function
from policy_engine.expr.functions import FUNCTIONS
from policy_engine.expr.problems import ExpressionError, Problem
from policy_engine.expr.types import Type
from policy_engine.expr.walk import walk


def read_expression(
    text: str,
    scope: Mapping[str, Type],
    expected: Type | None = None,
    *,
    assuming: tuple[Expr, ...] = (),
    functions: Mapping[str, Function] = FUNCTIONS,
    reserved: Container[str] = (),
) -> Expr:
    """The typed tree of an expression; `reserved` names cannot be variables in it.

    The rest is as in checker.check. Raises ExpressionError with every problem
    found, places counted in `text`, and with the tree as far as it could be made.
    """
    reading = parser.read(text)
    problems = list(reading.problems)
    tree = reading.tree
    if tree is not None:
        problems += _taken_names(tree, reserved)
        try:
            tree = check(tree, scope, expected, assuming, functions)
        except ExpressionError as error:
            problems += (replace(problem, at=reading.place(problem.at)) for problem in error.problems)
            tree = error.tree
    if problems or tree is None:
        raise ExpressionError(problems, tree)
    return tree


def taken_name(variable: str, at: Place) -> Problem:
    """The problem with a variable that is called like something the rule is given."""
    return Problem(
        "expr.taken-name", at,
        Text(f"变量不能叫“{variable}”，这是固有的名称。",
             f'A variable may not be called "{variable}", which is a name of its own.'),
        Text("请换一个名称，例如 x。", "Choose another name, such as x."),
    )  # fmt: skip


def _taken_names(tree: Expr, reserved: Container[str]) -> Iterator[Problem]:
    for node in walk(tree):
        if isinstance(node, Comprehension) and node.variable in reserved:
            yield taken_name(node.variable, node.at)
