"""What can go wrong with an expression: found while reading it, or while running it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.expr.ast import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in an expression; `at` counts characters of the expression's own text."""

    code: str
    at: Place
    message: Text
    help: Text | None = None


class ExpressionError(Exception):
    """The expression cannot be used. Carries every problem found, in the order of the text."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.at.start, p.at.end, p.code, p.message.en)))
        super().__init__("; ".join(f"{p.at.start + 1}: {p.code}: {p.message.en}" for p in self.problems))


class EvaluationError(ValueError):
    """A value cannot be computed: what reads it cannot be judged.

    A ValueError, so that document models may let it pass through their validators.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(f"{text.zh} / {text.en}")
