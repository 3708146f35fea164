"""Which comments of a file belong to an entry: those beside and inside of it, those directly above it, and
those below it that are set in deeper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_engine.diagnostics import Span
from policy_engine.source.positions import LINE_BREAK, Positions
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode

# What names a source is evidence, and a rule of dashes heads more than one entry.
_TO_STAY = re.compile(r"来源|出处|\bsources?\b|—{2}|-{3}|={3}", re.IGNORECASE)


def is_to_stay(comment: str) -> bool:
    """Whether no program may take the comment away: it names a source, or heads a section."""
    return _TO_STAY.search(comment) is not None


class Comments:
    """The comments of a text; `root` is the tree read from it. Entries are stretches [start, end)."""

    def __init__(self, text: str, root: MappingNode) -> None:
        self._text = text
        self._positions = Positions(text, root.span.file)
        self._values = [
            (self._positions.offset(s.line, s.column), self._positions.offset(s.end_line, s.end_column))
            for s in _written(root)
        ]

    def inside(self, start: int, end: int) -> list[str]:
        """The comments in a stretch, which begins and ends outside of any value."""
        return list(self._found(start, end))

    def beside(self, end: int) -> bool:
        """Whether a comment follows on the line, with nothing between."""
        return self._text[end : self._end_of_line(end)].lstrip().startswith("#")

    def above(self, start: int) -> bool:
        """Whether an entry begins its line, and there is a comment on the line above."""
        line = self._line(start)
        return not self._lead(start).strip() and self._comment_on(line - 1) is not None

    def alone(self, start: int, end: int) -> bool:
        """Whether nothing else stands on its lines: but for a hyphen, and a comment."""
        rest = self._text[end : self._end_of_line(end)].strip()
        return self._lead(start).strip() in ("", "-") and (not rest or rest.startswith("#"))

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """The stretch with the blanks and the line break around it, where nothing else stands there."""
        stop = self._end_of_line(end)
        if stop == len(self._text) or self._lead(start).strip() or self._text[end:stop].strip():
            return start, end
        return self._positions.offset(self._line(start), 1), self._after(self._line(end))

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """The whole lines of an entry that stands alone on them, with the comments that belong to it."""
        first, last = self._line(start), self._line(end)
        lead = self._lead(start)
        column = len(lead) - len(lead.lstrip()) if lead.strip() else len(lead)
        while (indent := self._comment_on(first - 1)) is not None and indent <= column:
            first -= 1
        below = last
        while (indent := self._comment_on(below + 1)) is not None or self._is_blank(below + 1):
            below += 1
            if indent is not None and indent <= column:
                break
            last = last if indent is None else below
        if self._is_blank(first - 1) and self._is_blank(last + 1):
            last += 1  # one blank line is enough between what is left
        return self._positions.offset(first, 1), self._after(last)

    def _comment_on(self, line: int) -> int | None:
        """By how much a comment that has a line of its own is set in; None for any other line."""
        text = self._positions.line(line)
        indent = len(text) - len(text.lstrip())
        if not text[indent:].startswith("#"):
            return None
        at = self._positions.offset(line, indent + 1)
        return None if self._is_in_value(at) else indent

    def _is_blank(self, line: int) -> bool:
        return 1 <= line <= self._positions.count and not self._positions.line(line).strip()

    def _is_in_value(self, at: int) -> bool:
        return any(first <= at < last for first, last in self._values)

    def _line(self, offset: int) -> int:
        return self._positions.place(offset)[0]

    def _lead(self, offset: int) -> str:
        return self._text[self._positions.offset(self._line(offset), 1) : offset]

    def _end_of_line(self, offset: int) -> int:
        found = LINE_BREAK.search(self._text, offset)
        return len(self._text) if found is None else found.start()

    def _after(self, line: int) -> int:
        """Where the line after this one begins."""
        found = LINE_BREAK.search(self._text, self._positions.offset(line, 1))
        return len(self._text) if found is None else found.end()

    def _found(self, start: int, end: int) -> Iterator[str]:
        at = start
        while (at := self._text.find("#", at, end)) >= 0:
            if self._text[at - 1 : at].strip() or self._is_in_value(at):
                at += 1
                continue
            stop = self._end_of_line(at)
            yield self._text[at:stop].rstrip()
            at = stop


def _written(node: Node) -> Iterator[Span]:
    """The places of all keys and values."""
    if isinstance(node, ScalarNode):
        yield node.span
    elif isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield entry.key_span
            yield from _written(entry.node)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _written(item)
