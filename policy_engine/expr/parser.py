"""Text → syntax tree. The grammar stands in grammar.lark; lark is loaded with the first parse."""

from __future__ import annotations

import functools
import importlib.resources
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Text
from policy_engine.expr import syntax_errors
from policy_engine.expr.ast import Expr, Place
from policy_engine.expr.problems import ExpressionError, Problem
from policy_engine.expr.tree_builder import TreeBuilder, noting_problems
from policy_engine.expr.walk import depth

if TYPE_CHECKING:
    from lark import Lark

MAX_LENGTH = 10_000  # characters
MAX_REPAIRS = 20  # mistakes of writing told of in one expression
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be made of a text: the tree, None where reading had to stop, and what is wrong.

    After a mistake whose meaning is plain (`=` for `==`) reading goes on with
    what was meant, so that the other mistakes are found too; `origins` then
    leads from the places of the tree back to those of the text as written.
    """

    tree: Expr | None
    problems: tuple[Problem, ...]
    origins: tuple[Place, ...] | None = None

    def place(self, at: Place) -> Place:
        """The place in the text as written for a place in the tree."""
        return at if self.origins is None else _original(self.origins, at)


def parse(text: str) -> Expr:
    """The tree that `text` means, untyped. Raises ExpressionError, and nothing else, for any text."""
    reading = read(text)
    if reading.tree is None or reading.problems:
        raise ExpressionError(reading.problems)
    return reading.tree


# Most expressions are short and said again and again: {observed}, {p.name}. Trees never change.
@functools.lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """The tree that `text` means, or probably means, with everything that is wrong in its writing."""
    if len(text) > MAX_LENGTH:
        return Reading(None, (_too_long(text),))
    tree, problems = _attempt(text)
    if not problems:
        return Reading(tree, _too_deep(tree, text))
    return _read_on(text, tree, problems)


def _read_on(text: str, tree: Expr | None, problems: list[Problem]) -> Reading:
    """Read again with the mistakes put right, until no others are found or one has no plain meaning."""
    origins = tuple(Place(offset, offset + 1) for offset in range(len(text)))
    told: list[Problem] = []
    for _ in range(MAX_REPAIRS):
        if not problems:
            break
        fresh = [replace(problem, at=_original(origins, problem.at)) for problem in problems]
        told += [problem for problem in fresh if not _told(problem, told)]
        if tree is not None:
            break  # mistakes that do not stop the reading
        repairs = sorted((p.repair for p in problems if p.repair), key=lambda repair: -repair[0].start)
        if not repairs:
            break
        for at, meant in repairs:
            origin = _original(origins, at)
            text = text[: at.start] + meant + text[at.end :]
            origins = (*origins[: at.start], *(origin for _ in meant), *origins[at.end :])
        tree, problems = _attempt(text)
    return Reading(tree, (*told, *_too_deep(tree, text)), origins)


def _told(problem: Problem, told: list[Problem]) -> bool:
    """Whether it comes of putting another right, or is the same full-width sign once more."""
    return any(
        other.at.start <= problem.at.start < other.at.end
        or (problem.code == "expr.full-width" and problem.message == other.message)
        or (other.code == "expr.unclosed" and problem.at.start == problem.at.end)
        for other in told
    )


def _original(origins: tuple[Place, ...], at: Place) -> Place:
    end = origins[-1].end if origins else 0
    start = origins[at.start].start if at.start < len(origins) else end
    last = origins[at.end - 1].end if 0 < at.end <= len(origins) else end
    return Place(start, max(start, last))


def _too_long(text: str) -> Problem:
    return Problem(
        "expr.too-long", Place(MAX_LENGTH, len(text)),
        Text(f"表达式有 {len(text)} 个字符，超过上限 {MAX_LENGTH} 个。",
             f"The expression has {len(text)} characters, more than the limit of {MAX_LENGTH}."),
        Text("请拆成几条规则。", "Split it into several rules."),
    )  # fmt: skip


def _too_deep(tree: Expr | None, text: str) -> tuple[Problem, ...]:
    deep = 0 if tree is None else depth(tree)
    if deep <= MAX_DEPTH:
        return ()
    return (Problem(
        "expr.too-deep", Place(0, len(text)),
        Text(f"表达式嵌套 {deep} 层，超过上限 {MAX_DEPTH} 层。",
             f"The expression is nested {deep} levels deep, more than the limit of {MAX_DEPTH}."),
        Text("请拆成几条规则；很多并列的取值请写成 x in [ … ]。",
             "Split it into several rules; write many alternatives as x in [ … ]."),
    ),)  # fmt: skip


def _attempt(text: str) -> tuple[Expr | None, list[Problem]]:
    """One run of the parser: the tree, None where it stopped, and the problems up to there."""
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    with noting_problems() as noted:
        try:
            # With a transformer lark returns what the start rule's method returned.
            tree: Expr = _parser().parse(text)  # type: ignore[assignment]
        except UnexpectedCharacters as error:
            place = _place(text, error.pos_in_stream, 1)
        except UnexpectedToken as error:
            at_end = error.token.type == "$END"
            place = _place(text, None if at_end else error.pos_in_stream, len(error.token))
        else:
            return tree, noted
        return None, [*noted, *syntax_errors.explain(text, place)]


def _place(text: str, start: int | None, length: int) -> Place:
    """Where the parser stopped; None is the end of the text."""
    return Place(len(text), len(text)) if start is None else Place(start, start + length)
