"""What the models refuse, in the reader's words and at its place."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.expr.numbers import plain
from policy_engine.expr.problems import EvaluationError
from policy_engine.source.schema_words import place
from policy_engine.source.tree import Node, Path

# The JSON Schema finds most mistakes first, and says them better. These are
# the ones that only a model finds; anything else keeps pydantic's own words.
_WORDS = {
    "missing": Text("缺少必填项", "a required entry is missing"),
    "extra_forbidden": Text("不认识的栏目", "an unknown entry"),
    "is_instance_of": Text("应为数值", "a number is expected"),
    "date_type": Text(
        "应为日期，如 2024-03-01（不加引号）", "a date such as 2024-03-01, without quotes, is expected"
    ),
    "string_type": Text("应为文字，请加引号", "text is expected; put it in quotes"),
    "int_type": Text("应为整数", "a whole number is expected"),
}

# What is said of a limit, by the name under which pydantic gives it.
_LIMITS = {
    "ge": Text("不能小于", "must not be less than"),
    "gt": Text("必须大于", "must be greater than"),
    "le": Text("不能大于", "must not be greater than"),
    "lt": Text("必须小于", "must be less than"),
}


def model_diagnostics(error: ValidationError, tree: Node) -> list[Diagnostic]:
    """One diagnostic for each mistake that the models found."""
    return [_diagnostic(details, tree) for details in error.errors(include_url=False)]


def _diagnostic(details: Any, tree: Node) -> Diagnostic:
    path = _path(details["loc"], tree)
    where = place(tree, path)
    words = _words(details)
    return Diagnostic(
        "document.value",
        Text(f"{where.zh}：{words.zh.rstrip('。')}。", f"{where.en}: {words.en.rstrip('.')}."),
        tree.key_span(path) if details["type"] == "extra_forbidden" else tree.span_of(path),
        help=Text("请核对这一栏目的写法。", "Check how this entry is written."),
    )


def _words(details: Any) -> Text:
    context = details.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, EvaluationError):
        return cause.text
    for name, said in _LIMITS.items():
        if name in context:
            # As pydantic has it: a number as the model declares it, or its text.
            limit = plain(Fraction(str(context[name])))
            return Text(f"数值{said.zh} {limit}", f"the number {said.en} {limit}")
    return _WORDS.get(details["type"], Text(details["msg"], details["msg"]))


def _path(loc: Iterable[str | int], tree: Node) -> Path:
    """The steps of pydantic's path that the document has; names of union members are left out."""
    path: Path = ()
    for step in loc:
        if tree.at((*path, step)) is not None:
            path = (*path, step)
    return path
