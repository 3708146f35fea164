"""What a workbook's cells are besides their values: formulas, and numbers that are shown as percentages.

Read from the XML inside it, piece by piece, as the reader of values tells neither.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

_CHUNK = 1024 * 1024
_OVERLAP = 64
# Seen in the bytes before anything is parsed: most sheets have none.
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
# The built-in formats 0% and 0.00%.
_BUILT_IN_PERCENT = frozenset((9, 10))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


_Start = Callable[[str, dict[str, str]], None]


class UnreadablePartError(Exception):
    """The archive is not what a workbook should be."""


@dataclass(slots=True)
class SpecialCells:
    """Row (from 1) and column (from 0) of each."""

    formulas: set[tuple[int, int]] = field(default_factory=set)
    percentages: set[tuple[int, int]] = field(default_factory=set)


class WorkbookParts:
    """The archive. Raises UnreadablePartError."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise UnreadablePartError(str(error)) from None
        self._parts = self._sheet_parts()
        self._percent_styles = self._styles()

    def close(self) -> None:
        self._archive.close()

    def special_cells(self, sheet: str, columns: Collection[int]) -> SpecialCells:
        """Of a sheet, in these columns."""
        part = self._parts.get(sheet)
        if part is None:
            raise UnreadablePartError(f"no part for the sheet {sheet}")
        if not self._percent_styles and not self._may_have_formulas(part):
            return SpecialCells()
        reading = _SheetReading(frozenset(columns), self._percent_styles)
        self._parse(part, reading.start)
        return reading.found

    def _may_have_formulas(self, part: str) -> bool:
        before = b""
        for chunk in self._chunks(part):
            # In UTF-16 nothing would be seen.
            if _FORMULA.search(before + chunk) or b"\0" in chunk:
                return True
            before = chunk[-_OVERLAP:]
        return False

    def _sheet_parts(self) -> Mapping[str, str]:
        relations, sheets = {}, {}

        def relation(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == "Relationship":
                relations[attributes.get("Id", "")] = attributes.get("Target", "")

        def sheet(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == "sheet":
                ids = [value for key, value in attributes.items() if key != "id" and _local(key) == "id"]
                sheets[attributes.get("name", "")] = ids[0] if ids else ""

        self._parse(_RELATIONS, relation)
        self._parse(_WORKBOOK, sheet)
        return {
            name: posixpath.normpath(posixpath.join("/xl", relations[id_])).lstrip("/")
            for name, id_ in sheets.items()
            if id_ in relations
        }

    def _styles(self) -> frozenset[str]:
        """Numbers of the cell styles that show a number as a percentage."""
        if _STYLES not in self._archive.namelist():
            return frozenset()
        reading = _StylesReading()
        self._parse(_STYLES, reading.start, reading.end)
        return frozenset(map(str, reading.percent))

    def _parse(self, part: str, start: _Start, end: Callable[[str], None] | None = None) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        # No workbook declares a document type; entities could be used to fill the memory.
        parser.StartDoctypeDeclHandler = _refuse
        try:
            for chunk in self._chunks(part):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadablePartError(str(error)) from None

    def _chunks(self, part: str) -> Iterator[bytes]:
        try:
            with self._archive.open(part) as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        # RuntimeError: encrypted; zlib's own error is no subclass of anything more telling.
        except (KeyError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise UnreadablePartError(f"{part}: {error}") from None


class _SheetReading:
    def __init__(self, columns: frozenset[int], percent_styles: frozenset[str]) -> None:
        self.found = SpecialCells()
        self._columns, self._percent_styles = columns, percent_styles
        self._row, self._column = 0, -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "c":
            self._cell(attributes)
        elif local == "f":
            self._formula(attributes)
        elif local == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), -1

    def _cell(self, attributes: dict[str, str]) -> None:
        written = _CELL.fullmatch(attributes.get("r", ""))
        self._column = self._column + 1 if written is None else column_number(written[1])
        number = attributes.get("t", "n") == "n" and attributes.get("s") in self._percent_styles
        if number and self._column in self._columns:
            self.found.percentages.add((self._row, self._column))

    def _formula(self, attributes: dict[str, str]) -> None:
        if self._column in self._columns:
            self.found.formulas.add((self._row, self._column))
        # One formula for a whole range stands in its first cell only.
        corners = _CELL.findall(attributes.get("ref", "")) if attributes.get("t") == "array" else []
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            inside = range(column_number(left), column_number(right) + 1)
            for column in self._columns.intersection(inside):
                self.found.formulas.update((row, column) for row in range(int(top), int(bottom) + 1))


class _StylesReading:
    def __init__(self) -> None:
        self.percent: list[int] = []
        self._formats: dict[str, str] = {}
        self._within, self._number = False, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            self._within = True
        elif local == "xf" and self._within:
            id_ = attributes.get("numFmtId", "0")
            if int(id_) in _BUILT_IN_PERCENT or "%" in _LITERAL.sub("", self._formats.get(id_, "")):
                self.percent.append(self._number)
            self._number += 1

    def end(self, name: str) -> None:
        if _local(name) == "cellXfs":
            self._within = False


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


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise UnreadablePartError("a document type is declared")
