"""Three or more policies as plain text: what is short in one table, then every row with its places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from policy_engine.diagnostics import Text
from policy_engine.diff.model import Matrix, Row
from policy_engine.reports.diff_content import cell_text, matrix_notes, row_path, row_title
from policy_engine.reports.diff_words import NO_ROWS, labels, place_of
from policy_engine.reports.layout import PAGE_CELLS, pad, wrap
from policy_engine.reports.words import LISTING, Language

# Of more columns only the values are listed: the places are in every other format.
_WITH_PLACES = 8
# The column of titles in the table, and the gap between columns.
_TITLE_CELLS = 32
_GAP = 2
# A narrower column holds no value that is worth a table.
_LEAST_CELLS = 10
# A value that takes more lines than this in its column is read one by one.
_LINES = 4
_TABLE = Text("对照（取值较短的栏目）", "Side by side (what is short)")
_TOO_MANY = Text(
    "项数较多，对照表请用 --output 对照.xlsx 或 --output 对照.html；以下逐项列出。",
    "Too many for a table here: for one, write --output table.xlsx or --output table.html. One by one:",
)
_DETAILS = Text("逐项（附出处）", "One by one, with places")

# A line, and whether it is a title.
Line = tuple[str, bool]


def matrix_lines(matrix: Matrix, language: Language) -> Iterator[Line]:
    """Everything below the head."""
    names = labels(matrix.columns)
    table = list(_table(matrix.rows, names, language))
    if not table and matrix.rows:
        yield "", False
        yield from ((line, False) for line in wrap(_TOO_MANY.in_language(language), PAGE_CELLS))
    if table:
        yield "", False
        yield _TABLE.in_language(language), True
        yield from ((line, False) for line in table)
        yield "", False
        yield _DETAILS.in_language(language), True
    for row in matrix.rows:
        yield "", False
        yield from ((line, True) for line in wrap(row_title(row, language), PAGE_CELLS))
        yield from ((f"  {line}", False) for line in wrap(row_path(row, language), PAGE_CELLS - 2))
        yield from ((line, False) for line in _row(row, names, language))
    yield "", False
    if not matrix.rows:
        yield NO_ROWS.in_language(language), False
    for note in matrix_notes(matrix, language):
        yield from ((line, False) for line in wrap(note, PAGE_CELLS))


def _table(rows: Sequence[Row], names: Sequence[str], language: Language) -> Iterator[str]:
    """One column per policy, where the columns have room; rows with a longer value are left out."""
    room = (PAGE_CELLS - _TITLE_CELLS) // len(names) - _GAP
    if room < _LEAST_CELLS:
        return
    texts = [(row, [cell_text(cell, row.path, language) for cell in row.cells]) for row in rows]
    most = room * _LINES
    short = [(row, cells) for row, cells in texts if max(map(cell_len, cells)) <= most]
    if not short:
        return
    yield from _line(["", *names], room)
    for row, cells in short:
        yield from _line([row_title(row, language), *cells], room)


def _line(cells: Sequence[str], room: int) -> Iterator[str]:
    """One row, as many lines high as its highest cell."""
    widths = [_TITLE_CELLS - _GAP, *[room] * (len(cells) - 1)]
    wrapped = [wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        line = "".join(pad(part, width + _GAP) for part, width in zip(parts, widths, strict=True))
        yield f"  {line}".rstrip()


def _row(row: Row, names: list[str], language: Language) -> Iterator[str]:
    """The distinct values, the most frequent first, with the policies that have each."""
    texts = [cell_text(cell, row.path, language) for cell in row.cells]
    order = sorted(range(len(names)), key=lambda number: row.cells[number].group)
    together: dict[tuple[int, str], list[int]] = {}
    for number in order:
        together.setdefault((row.cells[number].group, texts[number]), []).append(number)
    for (_, value), members in together.items():
        yield from (f"    {line}" for line in wrap(value, PAGE_CELLS - 4))
        if len(names) > _WITH_PLACES:
            listed = LISTING.in_language(language).join(names[number] for number in members)
            yield from (f"      {line}" for line in wrap(listed, PAGE_CELLS - 6))
            continue
        for number in members:
            said = row.cells[number].said
            place = "" if said is None else f"  {place_of(said, language)}"
            yield from (f"      {line}" for line in wrap(f"{names[number]}{place}", PAGE_CELLS - 6))
