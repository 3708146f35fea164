"""What a sheet's cells are besides their values, from its XML: how far they reach, which are formulas, and
which are numbers that are shown as percentages. The reader of values tells none of it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from policy_engine.traces.files import DamagedArchiveError

# What Excel and WPS allow: XFD1048576 is the last cell.
LAST_ROW = 1_048_576
LAST_COLUMN = 16_383
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
# Of these only the first cell has the formula.
_FOR_A_RANGE = ("array", "dataTable")
_VALUES = ("v", "is")
# What may follow the cells in the XML of a sheet, as the standard (ECMA-376, CT_Worksheet) lists it.
_AFTER_CELLS = frozenset((
    "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks",
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
    "extLst", "AlternateContent",
))  # fmt: skip
# For each column (from 0) a byte for each row (from 1), which is 1 where the cell is one of those meant.
Marks = Mapping[int, bytearray]


def is_marked(marks: Marks, row: int, column: int) -> bool:
    rows = marks.get(column)
    return rows is not None and row < len(rows) and rows[row] == 1


@dataclass(slots=True)
class Extent:
    """The rectangle around all cells with something in them: rows from 1, columns from 0."""

    filled: int = 0
    top: int = LAST_ROW
    bottom: int = 0
    left: int = LAST_COLUMN
    right: int = 0
    # The columns of the last row, and the row of the last column.
    bottom_column: int = 0
    right_row: int = 0

    def add(self, row: int, first: int, last: int) -> None:
        """A row below all others, with the first and the last column of its cells."""
        self.top = min(row, self.top)
        self.left = min(first, self.left)
        self.bottom, self.bottom_column = row, last
        if last > self.right or not self.right_row:
            self.right, self.right_row = last, row

    @property
    def rows(self) -> int:
        return max(0, self.bottom - self.top + 1)

    @property
    def columns(self) -> int:
        return max(0, self.right - self.left + 1)


class SheetCells:
    """Takes the elements of a sheet's XML as they begin; what it found is known once all are read.

    Raises DamagedArchiveError where rows or cells do not follow each other as in every workbook: programs
    would not agree on what stands where.
    """

    def __init__(self, percent_styles: Collection[str]) -> None:
        self.extent = Extent()
        self._formulas: dict[int, array[int]] = {}
        self._percentages: dict[int, array[int]] = {}
        self._percent_styles = frozenset(percent_styles)
        self._ranges: list[tuple[int, int, int, int]] = []
        self._letters: dict[str, int] = {}
        self._locals: dict[str, str] = {}
        self._begun, self._within = False, False
        self._row, self._digits, self._column = 0, "0", -1
        # The columns of the first and the last cell of the row with something in them.
        self._first, self._last = -1, -1

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """There is one call for every cell and one for every value."""
        local = self._locals.get(name)
        if local is None:
            local = self._locals[name] = name.rpartition(":")[2]
        if not self._within:
            self._other(local)
        elif local == "c":
            self._cell(attributes)
        elif local in _VALUES:
            if self._last != self._column:
                self._value()
        elif local == "row":
            self._start_row(attributes.get("r"))
        elif local == "f":
            self._formula(attributes)
        else:
            self._other(local)

    def end_of_sheet(self) -> None:
        """To be called when all elements were given."""
        self._end_row()

    def _other(self, local: str) -> None:
        if local == "sheetData" or (local == "c" and self._begun):
            if self._begun:
                raise DamagedArchiveError("cells in two places")
            self._begun = self._within = True
        elif local in _AFTER_CELLS:
            # Lists to choose from and coloured bars have formulas, too, which stand in no cell.
            self._within = False

    def _value(self) -> None:
        self.extent.filled += 1
        self._last = self._column
        if self._first < 0:
            self._first = self._column

    def _end_row(self) -> None:
        if self._first >= 0:
            self.extent.add(self._row, self._first, self._last)
        self._first, self._last = -1, -1

    def formulas(self, columns: Collection[int]) -> Marks:
        """Those in these columns: of a range, no further than there is anything to read."""
        marks = _marks(self._formulas, columns)
        for column in columns:
            self._mark_ranges(column, marks)
        return marks

    def percentages(self, columns: Collection[int]) -> Marks:
        """Numbers in these columns that are shown as percentages."""
        return _marks(self._percentages, columns)

    def _start_row(self, written: str | None) -> None:
        row = self._row + 1 if written is None else int(written) if _ROW.fullmatch(written) else 0
        if not self._row < row <= LAST_ROW:
            raise DamagedArchiveError(f"row {written} after row {self._row}")
        self._end_row()
        self._row, self._digits, self._column = row, str(row), -1

    def _cell(self, attributes: Mapping[str, str]) -> None:
        written, column = attributes.get("r"), self._column + 1
        if written is not None:
            letters = written.rstrip("0123456789")
            if written[len(letters) :] != self._digits:
                raise DamagedArchiveError(f"cell {written} in row {self._row}")
            column = self._letters[letters] if letters in self._letters else self._known(letters)
        if not self._column < column <= LAST_COLUMN:
            raise DamagedArchiveError(f"cell {written} in row {self._row}")
        self._column = column
        if (
            self._percent_styles
            and attributes.get("s") in self._percent_styles
            and attributes.get("t", "n") == "n"
        ):
            self._percentages.setdefault(column, array("I")).append(self._row)

    def _known(self, letters: str) -> int:
        if not letters.isascii() or not letters.isupper() or len(letters) > len("XFD"):
            raise DamagedArchiveError(f"a column {letters}")
        self._letters[letters] = column_number(letters)
        return self._letters[letters]

    def _formula(self, attributes: Mapping[str, str]) -> None:
        self._formulas.setdefault(self._column, array("I")).append(self._row)
        corners = _CELL.findall(attributes.get("ref", "")) if attributes.get("t") in _FOR_A_RANGE else []
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            self._ranges.append((column_number(left), int(top), column_number(right), int(bottom)))

    def _mark_ranges(self, column: int, marks: dict[int, bytearray]) -> None:
        """Ranges may reach far beyond the cells, and be as many as these."""
        over = [(top, bottom) for left, top, right, bottom in self._ranges if left <= column <= right]
        reached = 0
        for top, bottom in sorted(over):
            first, last = max(top, reached + 1), min(bottom, self.extent.bottom)
            if last >= first:
                rows = marks.setdefault(column, bytearray())
                rows.extend(bytes(max(0, last + 1 - len(rows))))
                rows[first : last + 1] = b"\1" * (last + 1 - first)
                reached = last


def _marks(rows: Mapping[int, array[int]], columns: Collection[int]) -> dict[int, bytearray]:
    """Rows come in their order, the last of them last."""
    marks = {column: bytearray(rows[column][-1] + 1) for column in columns if column in rows}
    for column, marked in marks.items():
        for row in rows[column]:
            marked[row] = 1
    return marks


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters, number = "", number + 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """1 and 0 → A1."""
    return f"{column_letters(column)}{row}"
