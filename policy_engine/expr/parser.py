"""Text → syntax tree. The grammar stands in grammar.lark; lark is loaded with the first parse."""

from __future__ import annotations

import functools
import importlib.resources
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Text
from policy_engine.expr import syntax_errors
from policy_engine.expr.ast import Expr, Place
from policy_engine.expr.problems import ExpressionError, Problem
from policy_engine.expr.tree_builder import TreeBuilder
from policy_engine.expr.walk import depth

if TYPE_CHECKING:
    from lark import Lark

MAX_LENGTH = 10_000  # characters
MAX_DEPTH = 100  # nodes; later storeys may therefore recurse over a tree


@functools.cache
def _parser() -> Lark:
    from lark import Lark

    grammar = importlib.resources.files("policy_engine.expr").joinpath("grammar.lark").read_text("utf-8")
    return Lark(
        grammar,
        parser="lalr",
        transformer=TreeBuilder(),
        keep_all_tokens=True,
        maybe_placeholders=False,
    )


def parse(text: str) -> Expr:
    """The tree that `text` means, untyped. Raises ExpressionError, and nothing else, for any text."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError([Problem(
            "expr.too-long", Place(MAX_LENGTH, len(text)),
            Text(f"表达式有 {len(text)} 个字符，超过上限 {MAX_LENGTH} 个",
                 f"the expression has {len(text)} characters, more than the limit of {MAX_LENGTH}"),
            Text("请拆成几条规则", "split it into several rules"),
        )])  # fmt: skip
    tree = _read(text)
    if (deep := depth(tree)) > MAX_DEPTH:
        raise ExpressionError([Problem(
            "expr.too-deep", Place(0, len(text)),
            Text(f"表达式嵌套 {deep} 层，超过上限 {MAX_DEPTH} 层",
                 f"the expression is nested {deep} levels deep, more than the limit of {MAX_DEPTH}"),
            Text("请拆成几条规则；很多并列的取值请写成 x in [ … ]",
                 "split it into several rules; write many alternatives as x in [ … ]"),
        )])  # fmt: skip
    return tree


def _read(text: str) -> Expr:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    try:
        # With a transformer lark returns what the start rule's method returned.
        tree: Expr = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedCharacters as error:
        place = _place(text, error.pos_in_stream, 1)
    except UnexpectedToken as error:
        at_end = error.token.type == "$END"
        place = _place(text, None if at_end else error.pos_in_stream, len(error.token))
    else:
        return tree
    raise ExpressionError(syntax_errors.explain(text, place))


def _place(text: str, start: int | None, length: int) -> Place:
    """Where the parser stopped; None is the end of the text."""
    return Place(len(text), len(text)) if start is None else Place(start, start + length)
