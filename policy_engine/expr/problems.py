"""What can go wrong with an expression: found while reading it, or while running it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from policy_engine.diagnostics import Text
from policy_engine.expr.ast import Expr, Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in an expression; `at` counts characters of the expression's own text.

    `repair` is what was most likely meant, a stretch and what to read in its
    place: only to read on and find the other mistakes, never to be judged by.
    """

    code: str
    at: Place
    message: Text
    help: Text | None = None
    repair: tuple[Place, str] | None = field(default=None, compare=False)


class ExpressionError(Exception):
    """The expression cannot be used. Carries every problem found, in the order of the text.

    `tree` is what could be made of it, None where it could not be read: good for
    judging what it guards elsewhere, for nothing else.
    """

    def __init__(self, problems: Iterable[Problem], tree: Expr | None = None) -> None:
        self.tree = tree
        self.problems = tuple(sorted(problems, key=lambda p: (p.at.start, p.at.end, p.code, p.message.en)))
        super().__init__("; ".join(f"{p.at.start + 1}: {p.code}: {p.message.en}" for p in self.problems))


class EvaluationError(ValueError):
    """A value cannot be computed: what reads it cannot be judged.

    A ValueError, so that document models may let it pass through their validators.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(f"{text.zh} / {text.en}")
