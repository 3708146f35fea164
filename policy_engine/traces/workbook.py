"""A workbook (xlsx): its sheets with traces, row by row as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TextIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.traces import file_problems, sheet_problems
from policy_engine.traces.columns import Field, Wanted
from policy_engine.traces.files import DamagedArchiveError
from policy_engine.traces.headings import (
    ROWS_SEARCHED,
    Layout,
    TableRow,
    heading_row,
    layout_of,
    none_found,
    plain,
    problems,
)
from policy_engine.traces.model import Progress
from policy_engine.traces.rewriting import Broken, Line, write_lines
from policy_engine.traces.sheet_cells import Marks, SheetCells, is_marked
from policy_engine.traces.unreadable import LISTED
from policy_engine.traces.workbook_parts import WorkbookParts

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
_ROWS_BETWEEN_LOOKS = 20_000
# The reader of values takes memory for every cell between the first and the last one: 640 MB for these. A
# full sheet of a million rows has room for 19 columns.
_MOST_CELLS = 20_000_000


@dataclass(slots=True)
class Copied:
    """What became of the sheets: those with traces, in their order; the names of those with something in
    them of which nothing is read; the rows that are not; and what is wrong."""

    layouts: list[Layout] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    broken: Broken = field(default_factory=Broken)
    partial: list[tuple[str, TableRow]] = field(default_factory=list)
    wrong: list[Diagnostic] = field(default_factory=list)


def copy_workbook(path: Path, name: str, wanted: Wanted, target: Path, progress: Progress | None) -> Copied:
    """Writes the rows of all sheets with traces to `target`.

    A sheet with the heading of the ids is one with traces, and must be complete; one with none of the
    headings is not read. Of one with others of the headings it cannot be told which it is. Raises
    DocumentError.
    """
    try:
        with (
            closing(WorkbookParts(path)) as parts,
            CalamineWorkbook.from_path(path) as workbook,
            target.open("w", encoding="utf-8", newline="") as file,
        ):
            copying = _Copying(name, wanted, workbook, parts, file, progress)
            for about in workbook.sheets_metadata:
                if about.typ == SheetTypeEnum.WorkSheet:
                    copying.take(about)
    except PasswordError:
        raise DocumentError([file_problems.encrypted(name)]) from None
    except (CalamineError, DamagedArchiveError):
        raise DocumentError([file_problems.damaged(name)]) from None
    copied = copying.copied
    if not copied.layouts and not copied.wrong:
        copied.wrong += copying.without_traces()
    elif copied.partial:
        copied.wrong += [sheet_problems.partial(*each, wanted, name) for each in copied.partial]
    if copied.wrong:
        raise DocumentError(copied.wrong)
    return copied


class _Copying:
    """One workbook, sheet by sheet."""

    def __init__(
        self,
        name: str,
        wanted: Wanted,
        workbook: CalamineWorkbook,
        parts: WorkbookParts,
        target: TextIO,
        progress: Progress | None,
    ) -> None:
        self.copied = Copied()
        self._name, self._wanted, self._workbook, self._parts = name, wanted, workbook, parts
        self._target, self._progress = target, progress
        self._first: tuple[str, list[TableRow]] | None = None

    def take(self, about: SheetMetadata) -> None:
        """Copies the sheet if it has traces. Raises DocumentError where it is too large to look at."""
        cells = self._parts.cells(about.name)
        if not cells.extent.filled:
            return
        if cells.extent.rows * cells.extent.columns > _MOST_CELLS:
            raise DocumentError([sheet_problems.too_large(cells.extent, about.name, self._name)])
        sheet = self._workbook.get_sheet_by_name(about.name)
        rows = _first_rows(sheet)
        self._first = self._first or (about.name, rows)
        head = heading_row(rows, self._wanted)
        if head is None:
            self.copied.not_read.append(about.name)
        elif about.visible != SheetVisibleEnum.Visible:
            self.copied.wrong.append(sheet_problems.hidden(head, about.name, self._name))
        elif not _has_ids(head, self._wanted):
            self.copied.partial.append((about.name, head))
        else:
            self._copy(sheet, head, cells)

    def _copy(self, sheet: CalamineSheet, head: TableRow, cells: SheetCells) -> None:
        found = list(problems(head, self._wanted, self._name, sheet.name))
        self.copied.wrong += found
        if found:
            return
        layout, number = layout_of(head, self._wanted, sheet.name), len(self.copied.layouts)
        lines = _lines(sheet, layout, self._wanted.read, cells, self._progress)
        write_lines(self._target, lines, self.copied.broken, LISTED, number)
        self.copied.layouts.append(layout)

    def without_traces(self) -> list[Diagnostic]:
        """No sheet has the heading of the ids; the first with others is spoken of, or the first of all."""
        if self.copied.partial:
            sheet, head = self.copied.partial[0]
            return list(problems(head, self._wanted, self._name, sheet))
        if self._first is None:
            return [file_problems.empty(self._name)]
        sheet, rows = self._first
        return [none_found(rows, self._wanted, self._name, sheet)]


def _has_ids(row: TableRow, wanted: Wanted) -> bool:
    return plain(wanted.headings["id"]) in map(plain, row.cells)


def _first_rows(sheet: CalamineSheet) -> list[TableRow]:
    return [
        TableRow(line, [cell_text(cell) for cell in cells])
        for line, cells in islice(_rows(sheet), ROWS_SEARCHED)
        if any(cell != "" for cell in cells)
    ]


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Each row with its number as the user's program shows it; columns from A."""
    if sheet.start is None:
        return
    margin: list[Cell] = [""] * sheet.start[1]
    for line, cells in enumerate(sheet.iter_rows(), 1):
        yield line, [*margin, *cells]


def _lines(
    sheet: CalamineSheet,
    layout: Layout,
    fields: Sequence[Field],
    cells: SheetCells,
    progress: Progress | None,
) -> Iterator[Line]:
    columns = [layout.positions[field] for field in fields]
    formulas, percentages = cells.formulas(columns), cells.percentages(columns)
    height, last = max(1, sheet.total_height), layout.line
    for line, row in _rows(sheet):
        last = line
        if progress is not None and line % _ROWS_BETWEEN_LOOKS == 0:
            progress(min(1.0, line / height))
        if line <= layout.line:
            continue
        texts = [cell_text(row[column]) for column in columns]
        if formulas or percentages:
            texts = _as_shown(texts, line, columns, formulas, percentages)
        yield Line(line, texts)
    # Formulas that no program has worked out yet have no values, and rows of nothing else are not given.
    for line in range(last + 1, max(map(len, formulas.values()), default=0)):
        if any(is_marked(formulas, line, column) for column in columns):
            yield Line(line, _as_shown([""] * len(columns), line, columns, formulas, {}))


def _as_shown(
    texts: Sequence[str], line: int, columns: Sequence[int], formulas: Marks, percentages: Marks
) -> list[str]:
    """What a text would say: formulas as such, and a percentage as one, whichever column it stands in."""
    shown = []
    for text, column in zip(texts, columns, strict=True):
        if is_marked(formulas, line, column):
            shown.append(f"={text}")
        else:
            shown.append(_percent(text) if is_marked(percentages, line, column) else text)
    return shown


def cell_text(cell: Cell) -> str:
    """As it is shown: numbers with the 15 digits that a workbook keeps, so that 0.1 + 0.2 is 0.3."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return "0" if cell == 0 else format(cell, ".15g")
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ")
    return str(cell)


def _percent(text: str) -> str:
    """0.8, shown as 80%. What is no number in plain digits stays, to be refused."""
    return f"{(Decimal(text) * 100).normalize():f}%" if text and "e" not in text else text
