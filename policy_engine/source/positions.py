"""Offsets of a text → lines and columns, both starting at 1, columns in characters."""

from __future__ import annotations

import re
from bisect import bisect_right

from policy_engine.diagnostics import Span

LINE_BREAK = re.compile(r"\r\n|\r|\n")


class Positions:
    """The line table of one text. A line ends with LF, CR LF or CR, as editors count."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self._starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    @property
    def count(self) -> int:
        """How many lines there are; the one after the last break counts."""
        return len(self._starts)

    def line(self, number: int) -> str:
        """Line `number` (from 1) without its break; "" beyond the end."""
        if not 1 <= number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        found = LINE_BREAK.search(self.text, start)
        return self.text[start : found.start() if found else len(self.text)]

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Where the character at a line and column of this text stands; the reverse of `place`."""
        return self._starts[line - 1] + column - 1

    def at(self, line: int, column: int) -> Span:
        """The one character at a line and column."""
        return Span(self.file, line, column, line, column + 1)

    def span(self, start: int, end: int | None = None) -> Span:
        """The stretch [start, end); one character when `end` is not given."""
        end = start + 1 if end is None else end
        return Span(self.file, *self.place(start), *self.place(end))
