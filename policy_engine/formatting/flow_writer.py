"""Braces and brackets → text. Items stay on the lines they had; a line is never broken anew."""

from __future__ import annotations

from policy_engine.formatting.naming import Naming
from policy_engine.formatting.pieces import Item, Piece
from policy_engine.formatting.scalar_layout import key_text, set_in

_STEP = 2
_BRACKETS = {"mapping": ("{", "}"), "sequence": ("[", "]")}


def value_text(piece: Piece, text: str, naming: Naming, indent: int) -> str:
    """A scalar as written, or as `naming` calls it; `indent` is that of its entry."""
    return naming.value_of(piece) or set_in(piece, text, indent)


class FlowWriter:
    """Writes one value in braces or brackets."""

    def __init__(self, text: str, naming: Naming) -> None:
        self._text = text
        self._naming = naming
        self._parts: list[str] = []
        self._column = 0
        # Of the line that is being written.
        self._indent = 0

    def write(self, piece: Piece, column: int, indent: int) -> str:
        """The text of `piece`, whose first sign stands at `column` of a line that is set in by `indent`."""
        self._parts = []
        self._column, self._indent = column, indent
        self._collection(piece)
        return "".join(self._parts)

    def _put(self, part: str) -> None:
        self._parts.append(part)
        last = part.rpartition("\n")[2]
        self._column = len(last) if "\n" in part else self._column + len(part)

    def _break(self, indent: int) -> None:
        self._put("\n" + " " * indent)
        self._indent = indent

    def _collection(self, piece: Piece) -> None:
        opening, closing = _BRACKETS[piece.kind]
        indent, column = self._indent, self._column
        self._put(opening)
        inside = indent + _STEP if piece.hanging else column + 1
        for number, item in enumerate(self._naming.ordered(piece)):
            breaks = item.breaks if number else piece.hanging
            if number:
                self._put("," if breaks else ", ")
            if breaks:
                self._break(inside)
            self._item(item)
        if piece.closing and piece.items:
            self._break(indent)
        self._put(closing)

    def _item(self, item: Item) -> None:
        if item.key is not None:
            name = self._naming.name_of(item.key) or key_text(item.key, self._text)
            self._put(f"{name}: ")
        value = item.value
        if value is None:
            return
        if value.kind != "scalar":
            self._collection(value)
            return
        # In braces a value that is left out is hard to see.
        self._put(value_text(value, self._text, self._naming, self._indent) or "null")
