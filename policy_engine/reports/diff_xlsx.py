"""A comparison as a workbook: to sort, to filter, to send round."""

from __future__ import annotations

from collections.abc import Sequence

from policy_engine.diagnostics import Text
from policy_engine.diff.model import Cell as Value
from policy_engine.diff.model import Diff, Matrix, Said
from policy_engine.reports.diff_content import (
    cell_text,
    diff_head,
    diff_title,
    groups,
    matrix_head,
    matrix_notes,
    matrix_title,
    row_path,
    row_title,
)
from policy_engine.reports.diff_table import change_row
from policy_engine.reports.diff_words import (
    APPROVED,
    CHANGE,
    FINGERPRINT,
    JUDGED,
    NO_ROWS,
    NOTHING,
    NUMBER,
    PATH,
    REASON,
    counts_text,
    labels,
    place_of,
)
from policy_engine.reports.words import Language
from policy_engine.reports.workbook import Cell, Look, Sheet, workbook

_CHANGES = Text("变化", "Changes")
_ABOUT = Text("说明", "About")
_VALUES = Text("对照", "Values")
_PLACES = Text("出处", "Sources")
_COLUMNS = (
    NUMBER, JUDGED, PATH, Text("路径", "path"), CHANGE, Text("A", "A"), Text("B", "B"), REASON,
    Text("A 出处", "source of A"), Text("B 出处", "source of B"), FINGERPRINT, APPROVED,
)  # fmt: skip

# Of so many columns each has room for a sentence; more are narrower, so that several fit on a screen.
_ON_A_SCREEN = 3
_WIDE, _NARROW = 40, 26


def diff_xlsx(made: Diff | Matrix, language: Language) -> bytes:
    if isinstance(made, Diff):
        return workbook(_diff(made, language), diff_title(made, language))
    return workbook(_matrix(made, language), matrix_title(made, language))


def _diff(diff: Diff, language: Language) -> list[Sheet]:
    rows: list[list[Cell]] = [_head([label.in_language(language) for label in _COLUMNS])]
    for group in groups(diff):
        for number, change in group.changes:
            row = change_row(number, change, language)
            look: Look = "neutral" if group.direction is None else group.direction
            a, b = _number(change.a), _number(change.b)
            rows.append([
                Cell(number), Cell(row.direction, look), Cell(row.title), Cell(row.path), Cell(row.kind),
                Cell(row.a if a is None else a), Cell(row.b if b is None else b), Cell(row.reason),
                Cell(row.a_place), Cell(row.b_place), Cell(row.fingerprint), Cell(row.approved),
            ])  # fmt: skip
    counted = counts_text(diff, language) if diff.changes else NOTHING.in_language(language)
    about = _about(diff_title(diff, language), diff_head(diff, language), [counted])
    return [Sheet(_CHANGES.in_language(language), rows, 3), Sheet(_ABOUT.in_language(language), about)]


def _matrix(matrix: Matrix, language: Language) -> list[Sheet]:
    head = _head([PATH.in_language(language), *labels(matrix.columns)])
    values, places = [head], [head]
    for row in matrix.rows:
        name = Cell(f"{row_title(row, language)}\n{row_path(row, language)}")
        values.append([name, *(_value(cell, row.path, language) for cell in row.cells)])
        said = ("" if cell.said is None else place_of(cell.said, language) for cell in row.cells)
        places.append([name, *map(Cell, said)])
    notes = [*([] if matrix.rows else [NO_ROWS.in_language(language)]), *matrix_notes(matrix, language)]
    about = _about(matrix_title(matrix, language), matrix_head(matrix, language), notes)
    widest = _WIDE if len(matrix.columns) <= _ON_A_SCREEN else _NARROW
    return [
        Sheet(_VALUES.in_language(language), values, 1, widest),
        Sheet(_PLACES.in_language(language), places, 1, widest),
        Sheet(_ABOUT.in_language(language), about),
    ]


def _value(cell: Value, path: str, language: Language) -> Cell:
    """A number that nothing is said about stays one."""
    look: Look = "outlier" if cell.outlier else "plain"
    if cell.direction is not None and cell.direction != "neutral":
        look = cell.direction
    number = _number(cell.said) if look == "plain" else None
    return Cell(cell_text(cell, path, language) if number is None else number, look)


def _number(said: Said | None) -> int | float | None:
    """A value that can be calculated with."""
    value = None if said is None else said.value
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _head(names: Sequence[str]) -> list[Cell]:
    return [Cell(name, "head") for name in names]


def _about(title: str, rows: Sequence[tuple[str, str]], notes: Sequence[str]) -> list[list[Cell]]:
    return [
        [Cell(title, "head"), Cell("", "head")],
        *([Cell(label), Cell(value)] for label, value in rows),
        *([Cell(""), Cell(note)] for note in notes),
    ]
