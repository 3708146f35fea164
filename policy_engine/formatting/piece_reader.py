"""Text → layout, from the same events of libyaml that the reader of documents takes."""

from __future__ import annotations

from typing import Any

import yaml

from policy_engine.formatting.gaps import distributed, gap_between
from policy_engine.formatting.pieces import Item, Page, Piece, is_commented
from policy_engine.formatting.scalar_layout import BLOCK_STYLES

_KEEPS_BLANKS = "+"


def read_page(text: str) -> Page:
    """The layout of a document that `read_tree` reads: one mapping, no aliases, no tags.

    Lines end with line feeds.
    """
    reader = _Reader(text)
    for event in yaml.parse(text, Loader=yaml.CLoader):
        reader.take(event)
    return reader.page()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[Piece] = []
        self._root: Piece | None = None
        self._head: list[str] = []
        self._end = 0  # of the last thing read
        # Since then: the outermost entry that began, and the blocks that ended.
        self._fresh: Item | None = None
        self._closed: list[Piece] = []
        # What a comment on the same line would be about; None for the document.
        self._last: Item | None = None

    def page(self) -> Page:
        if self._root is None:
            raise ValueError("the text holds no document")
        return Page(self._text, self._root, self._head)

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._finish(event)
        elif isinstance(event, yaml.StreamEndEvent):
            self._fill(len(self._text), -1)

    def _scalar(self, event: Any) -> None:
        start = event.start_mark
        end = self._end_of(event)
        place = (start.line + 1, start.column + 1)
        piece = Piece("scalar", start.index, end, place, value=event.value, style=event.style or "")
        top = self._open[-1]
        if top.kind == "mapping" and not (top.items and top.items[-1].value is None):
            item = Item(piece)
            piece.holder = item
            self._enter(top, item)
        else:
            self._place(piece)
        self._fill(start.index, self._next_column(start.column))
        self._end, self._last = end, piece.holder

    def _end_of(self, event: Any) -> int:
        """A block of text ends with its last line: what is blank below it is not part of it."""
        end: int = event.end_mark.index
        if event.style not in BLOCK_STYLES:
            return end
        raw = self._text[event.start_mark.index : end]
        if _KEEPS_BLANKS in raw.partition("\n")[0].partition("#")[0]:
            return end
        return event.start_mark.index + len(raw.rstrip(" \n")) if raw.strip(" \n") else end

    def _next_column(self, column: int) -> int:
        """Where the entry that begins here has its first sign: a list's is the dash."""
        if self._fresh is None or self._fresh.key is not None or self._fresh.value is None:
            return column
        holding = next(piece for piece in self._open if _ends_with(piece, self._fresh))
        return column if holding.flow else holding.column

    def _enter(self, top: Piece, item: Item) -> None:
        top.items.append(item)
        self._fresh = self._fresh or item

    def _place(self, piece: Piece) -> None:
        """Make it the value of the entry that waits for one, or the next item of a list."""
        if not self._open:
            self._root = piece
            return
        top = self._open[-1]
        if top.kind == "sequence":
            self._enter(top, Item(None))
        top.items[-1].value = piece
        piece.holder = top.items[-1]

    def _begin(self, event: Any) -> None:
        kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        start = event.start_mark
        piece = Piece(kind, start.index, start.index, (start.line + 1, start.column + 1))  # type: ignore[arg-type]
        piece.flow = bool(event.flow_style)
        self._place(piece)
        if piece.flow and self._text[start.index] in "{[":
            self._fill(start.index, self._next_column(start.column))
            self._end, self._last = start.index + 1, piece.holder
        self._open.append(piece)

    def _finish(self, event: Any) -> None:
        piece = self._open[-1]
        piece.end = event.end_mark.index
        if not piece.flow:
            self._closed.append(self._open.pop())
            return
        bracket = piece.end - 1
        # [a: 1] has a mapping without braces of its own.
        if self._text[piece.start] in "{[" and self._text[bracket] in "]}":
            self._fill(bracket, -1, closing=piece)
            self._end, self._last = piece.end, piece.holder
        self._open.pop()
        if is_commented(piece):
            self._open_up(piece)

    def _open_up(self, piece: Piece) -> None:
        """Braces with comments inside become lines; where there is nothing else in them, they stay."""
        if piece.items:
            piece.flow = False
        elif piece.holder is not None:
            piece.holder.above += piece.tail
            piece.tail = []

    def _fill(self, start: int, next_column: int, closing: Piece | None = None) -> None:
        """Take what stands before `start`, where the next thing begins."""
        gap = gap_between(self._text, self._end, start)
        if gap.beside is not None and self._last is not None:
            self._last.says(gap.beside)
        elif gap.beside is not None:
            self._head.append(gap.beside.text)
        inside = closing or (self._open[-1] if self._open and self._open[-1].flow else None)
        lines = gap.lines if inside is None else tuple(line for line in gap.lines if line.text)
        rest = distributed(lines, self._closed, next_column)
        if closing is not None:
            closing.tail += rest
            closing.closing = gap.breaks and not rest
        else:
            self._give(rest, next_column)
        if inside is not None and closing is None and self._fresh is not None:
            self._fresh.breaks = gap.breaks and _ends_with(inside, self._fresh)
            inside.hanging = inside.hanging or (self._fresh.breaks and self._fresh is inside.items[0])
        self._fresh = None
        self._closed = []

    def _give(self, rest: list[str], next_column: int) -> None:
        """What stands above the next thing, to the entry that it begins, or is the value of."""
        if self._end == 0:
            self._begin_page(rest)
        elif self._fresh is not None:
            self._fresh.above += rest
        elif next_column < 0:
            self._end_page(rest)
        elif self._open and self._open[-1].items:
            self._open[-1].items[-1].above += rest

    def _begin_page(self, lines: list[str]) -> None:
        """What is above the first entry: the last paragraph is about that entry, if there are several."""
        while lines and not lines[0]:
            del lines[0]
        last_blank = max((number for number, line in enumerate(lines) if not line), default=None)
        cut = len(lines) if last_blank is None else last_blank + 1
        self._head += lines[:cut]
        if self._fresh is not None:
            self._fresh.above += lines[cut:]
        else:
            self._head += lines[cut:]

    def _end_page(self, lines: list[str]) -> None:
        if self._root is not None:
            while lines and not lines[-1]:
                del lines[-1]
            self._root.tail += lines


def _ends_with(piece: Piece, item: Item) -> bool:
    return bool(piece.items) and piece.items[-1] is item
