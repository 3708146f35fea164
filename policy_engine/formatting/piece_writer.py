"""Layout → text in the one style: steps of two, dashes one step below their key, braces on the lines
they had.
"""

from __future__ import annotations

from collections.abc import Sequence

from policy_engine.formatting.flow_writer import FlowWriter, value_text
from policy_engine.formatting.naming import Naming
from policy_engine.formatting.pieces import Beside, Item, Page, Piece
from policy_engine.formatting.scalar_layout import BLOCK_STYLES, cells, key_text

_STEP = 2
_LEAST_GAP = 2


def written(page: Page, naming: Naming) -> str:
    """The whole file, its entries in order and named as `naming` says; it ends with one line feed."""
    writer = _Writer(page.text, naming)
    body = writer.text_of(page.root)
    head = "".join(f"{line}\n" for line in _single_blanks(page.head))
    return (head + body).strip("\n") + "\n" if head or body else ""


class _Writer:
    def __init__(self, text: str, naming: Naming) -> None:
        self._text = text
        self._naming = naming

    def text_of(self, root: Piece) -> str:
        if not root.flow:
            return "".join(f"{line}\n" for line in self._block(root, 0))
        flow = FlowWriter(self._text, self._naming).write(root, 0, 0)
        return "\n".join([flow, *root.tail]) + "\n"

    def _block(self, piece: Piece, indent: int) -> list[str]:
        """The lines of a mapping or a list whose items begin at `indent`."""
        lines: list[str] = []
        for number, item in enumerate(self._naming.ordered(piece)):
            above = _single_blanks(item.above)
            lines += _indented(above if number else _without_leading_blanks(above), indent)
            lines += self._dash(item, indent) if item.key is None else self._entry(item, item.key, indent)
        return lines + _indented(_single_blanks(piece.tail), indent)

    def _entry(self, item: Item, key: Piece, indent: int) -> list[str]:
        name = self._naming.name_of(key) or key_text(key, self._text)
        head = f"{' ' * indent}{name}:"
        value = item.value
        if value is None or value.kind == "scalar" or value.flow:
            return self._one_value(head, item, indent, indent)
        first = _with_comment(head, self._moved(item.beside, key.column, indent))
        return [first, *self._block(value, indent + _STEP)]

    def _dash(self, item: Item, indent: int) -> list[str]:
        value = item.value
        if value is None or value.kind == "scalar" or value.flow:
            return self._one_value(f"{' ' * indent}-", item, indent, indent + _STEP)
        lines = self._block(value, indent + _STEP)
        comments = [] if item.beside is None else [" " * indent + item.beside.text]
        # What stands above the first entry of the item stands above the dash.
        while lines and (not lines[0] or lines[0].lstrip().startswith("#")):
            comments.append(lines.pop(0)[_STEP:])
        return [*comments, f"{' ' * indent}- {lines[0][indent + _STEP :]}", *lines[1:]]

    def _one_value(self, head: str, item: Item, indent: int, within: int) -> list[str]:
        """A value that needs no block of lines; `within` is where the further lines of braces count from."""
        value = item.value
        shown = "" if value is None else self._value(value, len(head) + 1, indent, within)
        lines = (f"{head} {shown}" if shown else head).split("\n")
        old = item.key.column if item.key is not None else (value.column - _STEP if value else indent)
        # Behind the last line of a value; but all lines below its first belong to a block of text.
        at = 0 if value is not None and value.style in BLOCK_STYLES else -1
        lines[at] = _with_comment(lines[at], self._moved(item.beside, old, indent))
        return lines

    def _value(self, value: Piece, column: int, indent: int, within: int) -> str:
        if value.kind == "scalar":
            return value_text(value, self._text, self._naming, indent)
        return FlowWriter(self._text, self._naming).write(value, column, within)

    @staticmethod
    def _moved(beside: Beside | None, old: int, new: int) -> Beside | None:
        """A comment moves with what it stands beside."""
        return None if beside is None else beside._replace(column=beside.column + new - old)


def _with_comment(line: str, beside: Beside | None) -> str:
    """The comment at its old column, so that columns of comments stay in line, but clear of the value."""
    if beside is None:
        return line
    return f"{line}{' ' * max(_LEAST_GAP, beside.column - cells(line))}{beside.text}"


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in lines]


def _single_blanks(lines: Sequence[str]) -> list[str]:
    """At most one blank line in a row."""
    return [line for number, line in enumerate(lines) if line or not number or lines[number - 1]]


def _without_leading_blanks(lines: Sequence[str]) -> list[str]:
    start = next((number for number, line in enumerate(lines) if line), len(lines))
    return list(lines[start:])
