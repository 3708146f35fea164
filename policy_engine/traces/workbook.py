"""A workbook (xlsx): its sheets with traces, row by row as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from itertools import islice
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.traces import file_problems
from policy_engine.traces.columns import Field, Wanted
from policy_engine.traces.headings import (
    ROWS_SEARCHED,
    Layout,
    TableRow,
    heading_row,
    layout_of,
    none_found,
    plain,
    problems,
    sheet_named,
)
from policy_engine.traces.model import Progress
from policy_engine.traces.rewriting import Line, write_lines
from policy_engine.traces.workbook_parts import SpecialCells, UnreadablePartError, WorkbookParts

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
_ROWS_BETWEEN_LOOKS = 20_000


def copy_workbook(
    path: Path, name: str, wanted: Wanted, target: Path, progress: Progress | None
) -> tuple[Layout, ...]:
    """Writes the rows of all sheets with traces to `target`; the layouts of these, in their order.

    A sheet with the heading of the ids is one with traces, and must be complete; of others nothing is read.
    """
    try:
        with closing(WorkbookParts(path)) as parts, CalamineWorkbook.from_path(path) as workbook:
            layouts: list[Layout] = []
            found: list[Diagnostic] = []
            first: tuple[str, list[TableRow]] | None = None
            with target.open("w", encoding="utf-8", newline="") as file:
                for about in workbook.sheets_metadata:
                    if about.typ != SheetTypeEnum.WorkSheet:
                        continue
                    sheet = workbook.get_sheet_by_name(about.name)
                    rows = _first_rows(sheet)
                    first = first or ((about.name, rows) if rows else None)
                    head = heading_row(rows, wanted)
                    if head is None or not _has_ids(head, wanted):
                        continue
                    wrong = [*_hidden(about, head, name), *problems(head, wanted, name, about.name)]
                    found += wrong
                    if not wrong:
                        layout = layout_of(head, wanted, about.name)
                        special = parts.special_cells(about.name, frozenset(layout.positions.values()))
                        write_lines(file, _lines(sheet, layout, wanted.read, special, progress), len(layouts))
                        layouts.append(layout)
    except PasswordError:
        raise DocumentError([file_problems.encrypted(name)]) from None
    except (CalamineError, UnreadablePartError):
        raise DocumentError([file_problems.damaged(name)]) from None
    if not layouts and not found:
        found = _without_traces(first, wanted, name)
    if found:
        raise DocumentError(found)
    return tuple(layouts)


def _without_traces(first: tuple[str, list[TableRow]] | None, wanted: Wanted, name: str) -> list[Diagnostic]:
    """No sheet has the heading of the ids; the first with anything in it is spoken of."""
    if first is None:
        return [file_problems.empty(name)]
    sheet, rows = first
    head = heading_row(rows, wanted)
    if head is None:
        return [none_found(rows, wanted, name, sheet)]
    return list(problems(head, wanted, name, sheet))


def _has_ids(row: TableRow, wanted: Wanted) -> bool:
    return plain(wanted.headings["id"]) in map(plain, row.cells)


def _hidden(about: SheetMetadata, head: TableRow, name: str) -> Iterator[Diagnostic]:
    """What nobody sees is neither counted nor left out without a word."""
    if about.visible == SheetVisibleEnum.Visible:
        return
    place = sheet_named(about.name)
    yield Diagnostic(
        "traces.hidden-sheet",
        Text(f"{place.zh}这个工作表是隐藏的，却有痕迹表的表头，无法判断是否计入。",
             f"{place.en}This sheet is hidden and has the headings of traces; "
             "it cannot be told whether it counts."),
        Span(name, head.line, 1, head.line, 2),
        help=Text("要计入的，取消隐藏；不计入的，删去。", "Show the sheet if it counts, delete it if not."),
    )  # fmt: skip


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
    special: SpecialCells,
    progress: Progress | None,
) -> Iterator[Line]:
    columns = [layout.positions[field] for field in fields]
    height = max(1, sheet.total_height)
    for line, cells in _rows(sheet):
        if progress is not None and line % _ROWS_BETWEEN_LOOKS == 0:
            progress(min(1.0, line / height))
        if line <= layout.line:
            continue
        texts = [cell_text(cells[column]) for column in columns]
        if special.formulas or special.percentages:
            for place, column in enumerate(columns):
                if (line, column) in special.formulas:
                    texts[place] = f"={texts[place]}"
                elif fields[place] == "progress" and (line, column) in special.percentages:
                    texts[place] = _percent(texts[place])
        yield Line(line, texts)


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
    return f"{Decimal(text) * 100:f}%" if text and "e" not in text else text
