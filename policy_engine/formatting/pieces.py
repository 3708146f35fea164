"""A file's layout: its values with the comments, blank lines and line breaks that belong to each.

The positioned tree (source.tree) knows what a file says; this knows what it looks like, so that
an entry can be moved together with what was written about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

Place: TypeAlias = tuple[int, int]


class Beside(NamedTuple):
    """A comment behind a value on its line, in which column of a screen it begins (from 0)."""

    column: int
    text: str


@dataclass(slots=True, eq=False)
class Piece:
    """A value: text[start:end] of the file, which begins at `place` (line and column from 1).

    `tail` is what stands below its last item: comments, and "" for a blank line. In braces or
    brackets `hanging` says that a line break follows the opening one, `closing` that one stands
    before the closing one.
    """

    kind: Literal["scalar", "mapping", "sequence"]
    start: int
    end: int
    place: Place
    flow: bool = False
    value: str = ""
    style: str = ""
    holder: Item | None = None
    items: list[Item] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    hanging: bool = False
    closing: bool = False

    @property
    def column(self) -> int:
        """From 0, as indentation is counted."""
        return self.place[1] - 1


@dataclass(slots=True, eq=False)
class Item:
    """An entry of a mapping, which has a key, or of a list, which has none.

    `above` are the comments over it and "" for a blank line; `beside` is the comment on its line.
    `breaks` says that it begins a line although it stands in braces or brackets.
    """

    key: Piece | None
    value: Piece | None = None
    above: list[str] = field(default_factory=list)
    beside: Beside | None = None
    breaks: bool = False

    def says(self, comment: Beside) -> None:
        """Take a comment from its line; of several, those after the first go above it."""
        if self.beside is None:
            self.beside = comment
        else:
            self.above.append(comment.text)


@dataclass(slots=True, eq=False)
class Page:
    """A whole file: `head` stands at its top whatever comes first below, and ends in "" where a blank
    line parts it from that.
    """

    text: str
    root: Piece
    head: list[str] = field(default_factory=list)


def is_commented(piece: Piece) -> bool:
    """Whether there is a comment anywhere inside."""
    return bool(piece.tail) or any(
        any(item.above) or item.beside is not None or (item.value is not None and is_commented(item.value))
        for item in piece.items
    )


def all_items(piece: Piece) -> Iterator[Item]:
    """Every entry, outer ones first."""
    for item in piece.items:
        yield item
        if item.value is not None:
            yield from all_items(item.value)
