"""Rows written anew, with the line they come from, so that DuckDB can say where something is wrong."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from policy_engine.traces.causes import Cause
from policy_engine.traces.columns import Field
from policy_engine.traces.model import Progress
from policy_engine.traces.session import exact_path
from policy_engine.traces.staging import SHEET, Relation
from policy_engine.traces.text_table import TextTable, records

_BREAKS = str.maketrans("\r\n\0", "   ")
_ROWS_BETWEEN_LOOKS = 20_000
# What a cell of a spreadsheet holds; DuckDB reads no line of more than two million bytes.
_LONGEST_CELL = 32_767
# What the csv module says.
_CUT_OFF = "unexpected end of data"
_TOO_LONG = "field larger than field limit"


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its cells, in the order of the fields that are read."""

    number: int
    texts: Sequence[str]


@dataclass(slots=True)
class Broken:
    """Rows that cannot be told into cells: how many, and the first of them."""

    counts: Counter[Cause] = field(default_factory=Counter)
    first: list[tuple[int, Cause]] = field(default_factory=list)

    def add(self, line: int, cause: Cause, listed: int) -> None:
        self.counts[cause] += 1
        if len(self.first) < listed:
            self.first.append((line, cause))


def write_lines(file: TextIO, lines: Iterable[Line], broken: Broken, listed: int, sheet: int = 0) -> None:
    """Each with its place (sheet × 2^32 + line) before its cells; line breaks inside cells become blanks.
    Rows with cells that are too long go to `broken`."""
    writer, base = csv.writer(file, lineterminator="\n"), sheet * SHEET
    for line in lines:
        if max(map(len, line.texts)) > _LONGEST_CELL:
            broken.add(base + line.number, Cause.TOO_LONG, listed)
        else:
            writer.writerow([base + line.number, *(text.translate(_BREAKS) for text in line.texts)])


def written(path: Path, fields: Sequence[Field]) -> Relation:
    """What `write_lines` wrote, for DuckDB."""
    names = [f"cell_{field}" for field in fields]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    source = (
        f"read_csv({exact_path(path)}, auto_detect = false, header = false, delim = ',', quote = '\"', "
        f"escape = '\"', compression = 'none', hive_partitioning = false, "
        f"columns = {{'place': 'BIGINT', {columns}}})"
    )
    return Relation(source, dict(zip(fields, names, strict=True)), "place", is_own=True)


def lines_of(
    table: TextTable, fields: Sequence[Field], broken: Broken, listed: int, progress: Progress | None
) -> Iterator[Line]:
    """The rows of a text, without those that go to `broken`; nothing after quotes that do not match."""
    columns = [table.layout.positions[field] for field in fields]
    width, line = table.layout.width, table.layout.line
    rows = records(table)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            broken.add(line + 1, _cause(error), listed)
            return
        if row is None:
            return
        line = row.line
        if progress is not None and line % _ROWS_BETWEEN_LOOKS == 0:
            # How many there are is not known before the end: this is one of two halves of the work.
            progress(0.5)
        if any(cell.strip() for cell in row.cells[width:]):
            broken.add(line, Cause.TOO_WIDE, listed)
            continue
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        yield Line(line, [cells[column] for column in columns])


def _cause(error: csv.Error) -> Cause:
    said = str(error)
    if said.startswith(_TOO_LONG):
        return Cause.TOO_LONG
    return Cause.CUT_OFF if said == _CUT_OFF else Cause.QUOTES
