"""What stands between two values of a file: comments and blank lines.

Between values a # always begins a comment; the rest are the marks of YAML itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from policy_engine.formatting.pieces import Beside, Piece
from policy_engine.formatting.scalar_layout import cells


class Line(NamedTuple):
    """A comment on a line of its own, with its column (from 0); a blank line has the text ""."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """`beside` is the comment on the line on which the gap begins."""

    beside: Beside | None
    lines: tuple[Line, ...]
    breaks: bool


def gap_between(text: str, start: int, end: int) -> Gap:
    """What text[start:end] holds, which is nothing but comments, blanks and YAML's own marks."""
    beside: Beside | None = None
    lines: list[Line] = []
    segments = text[start:end].split("\n")
    for number, segment in enumerate(segments):
        marks, sign, comment = segment.partition("#")
        inside = number == 0 and start > 0 and text[start - 1] != "\n"
        if sign and inside:
            column = cells(text[text.rfind("\n", 0, start) + 1 : start]) + cells(marks)
            beside = Beside(column, sign + comment.rstrip())
        elif sign:
            column = len(marks) - len(marks.lstrip())
            lines.append(Line(column, sign + comment.rstrip()))
        elif not inside and not segment.strip() and number < len(segments) - 1:
            lines.append(Line(0, ""))
    return Gap(beside, tuple(lines), len(segments) > 1)


def distributed(lines: Sequence[Line], closed: Sequence[Piece], next_column: int) -> list[str]:
    """Give each comment that is indented deeper than what comes next to the block it ends; the rest.

    `closed` are the blocks that end here, inner ones first. Once a comment belongs to an outer
    place, none after it can belong to an inner one.
    """
    rest: list[str] = []
    blanks: list[str] = []
    within = list(closed)
    for line in lines:
        if not line.text:
            blanks = [""]
            continue
        home = None if rest or line.column <= next_column else _home(line.column, within)
        into = rest if home is None else home.tail
        into += [*blanks, line.text]
        blanks = []
        if home is not None:
            within = within[within.index(home) :]
    return rest + blanks


def _home(column: int, closed: Sequence[Piece]) -> Piece | None:
    """The outermost of the deepest blocks that begin at the column or left of it."""
    fitting = [piece for piece in closed if piece.column <= column]
    deepest = max((piece.column for piece in fitting), default=None)
    return next((piece for piece in reversed(fitting) if piece.column == deepest), None)
