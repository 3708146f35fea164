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


def fitted_table(rows: Sequence[Sequence[str]], gap: int = 2) -> list[str]:
    """The same on a page, headings first: what is too wide for it breaks into several lines.

    Headings break before anything else does. Numbers and words stay whole; where even those are too wide
    together, lines are longer than a page.
    """
    widths = _fitting(rows, PAGE_CELLS - gap * (len(rows[0]) - 1))
    broken = [[_balanced(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    lines = [
        [cell[nth] if nth < len(cell) else "" for cell in row]
        for row in broken
        for nth in range(max(map(len, row)))
    ]
    return table(lines, gap)


def _fitting(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column may be, so that they are as wide as `room` together if that can be had."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    if sum(widths) <= room:
        return widths
    headings = [max(_least(head), *map(cell_len, body)) if body else _least(head) for head, *body in columns]
    for least in (headings, [max(map(_least, column)) for column in columns]):
        for _ in range(sum(widths) - room):
            slack = [width - narrowest for width, narrowest in zip(widths, least, strict=True)]
            if max(slack) > 0:
                widths[slack.index(max(slack))] -= 1
    return widths


def _least(text: str) -> int:
    """How narrow a text may become without cutting a word; Chinese stays in pairs of characters."""
    pieces = [piece.strip() for piece in _pieces(text, PAGE_CELLS)]
    return max(min(cell_len(text), 4), *(cell_len(piece) for piece in pieces)) if pieces else 0


def _balanced(text: str, cells: int) -> list[str]:
    """As few lines as fit, none of them much longer than the others."""
    if cell_len(text) <= cells:
        return [text]
    lines = wrap(text, cells)
    while cells > _least(text) and len(wrap(text, cells - 1)) == len(lines):
        cells -= 1
    return wrap(text, cells)
