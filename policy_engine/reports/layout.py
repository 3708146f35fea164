"""Plain text for terminals in which a Chinese character takes two columns ("cells")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells

PAGE_CELLS = 96
# A word of Latin letters and digits stays whole; so does a wide character. What opens stays
# with what follows it, and what closes with what precedes it.
_PIECE = re.compile(r"[“‘《〈(（\[{「]*(?:[!-~\u00a0-\u02ff]+|\S)[,.;:!?，。；：！？、”’》〉)）\]}」%]*|\s+")


def pad(text: str, cells: int) -> str:
    """The text with spaces up to `cells`."""
    return text + " " * (cells - cell_len(text))


def wrap(text: str, cells: int) -> list[str]:
    """Lines of at most `cells`; at least one line, even of an empty text."""
    lines = [""]
    for piece in _pieces(text, cells):
        if cell_len(lines[-1]) + cell_len(piece.rstrip()) > cells:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [*lines[:-1], lines[-1].rstrip()]


def _pieces(text: str, cells: int) -> list[str]:
    """What a line may break between; a piece wider than a line is cut."""
    found = (match[0] for match in _PIECE.finditer(text))
    return [part for piece in found for part in (chop_cells(piece, cells) if piece.strip() else [piece])]


def labelled(label: str, values: Sequence[str], label_cells: int, indent: int = 0) -> list[str]:
    """Values, one below the other, to the right of a label in a column of `label_cells`."""
    start = " " * indent
    room = PAGE_CELLS - indent - label_cells
    lines = [line for value in values for line in wrap(value, room)]
    heads = [pad(label, label_cells), *[" " * label_cells] * (len(lines) - 1)]
    return [f"{start}{head}{line}".rstrip() for head, line in zip(heads, lines, strict=True)]


def table(rows: Sequence[Sequence[str]], gap: int = 2) -> list[str]:
    """Rows with their columns aligned, each as wide as its widest cell; the last is not cut."""
    columns = list(zip(*rows, strict=True))
    cells = [max(map(cell_len, column)) for column in columns]
    lines = [
        (" " * gap).join(pad(cell, width) for cell, width in zip(row, cells, strict=True)) for row in rows
    ]
    return [line.rstrip() for line in lines]
