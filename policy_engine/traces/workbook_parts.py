"""The archive that a workbook is: its sheets and styles, read from the XML inside it piece by piece."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from policy_engine.traces.files import DamagedArchiveError, reading_archive
from policy_engine.traces.sheet_cells import SheetCells

_CHUNK = 1024 * 1024
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
# The built-in formats 0% and 0.00%.
_BUILT_IN_PERCENT = frozenset(("9", "10"))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')

_Start = Callable[[str, dict[str, str]], None]


class WorkbookParts:
    """The archive. Raises DamagedArchiveError."""

    def __init__(self, path: Path) -> None:
        with reading_archive():
            self._archive = zipfile.ZipFile(path)
        if len(set(self._archive.namelist())) < len(self._archive.namelist()):
            raise DamagedArchiveError("two parts of one name")
        self._parts = self._sheet_parts()
        self._percent_styles = self._styles()

    def close(self) -> None:
        self._archive.close()

    def cells(self, sheet: str) -> SheetCells:
        """What the cells of a sheet are."""
        part = self._parts.get(sheet)
        if part is None:
            raise DamagedArchiveError(f"no part for the sheet {sheet}")
        cells = SheetCells(self._percent_styles)
        self._parse(part, cells.start)
        cells.end_of_sheet()
        return cells

    def _sheet_parts(self) -> Mapping[str, str]:
        relations, sheets = {}, {}

        def relation(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == "Relationship":
                relations[attributes.get("Id", "")] = attributes.get("Target", "")

        def sheet(name: str, attributes: dict[str, str]) -> None:
            if _local(name) == "sheet":
                if attributes.get("name", "") in sheets:
                    raise DamagedArchiveError(f"two sheets {attributes.get('name')}")
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
        if end is not None:
            parser.EndElementHandler = end
        # No workbook declares a document type; entities could be used to fill the memory.
        parser.StartDoctypeDeclHandler = _refuse
        try:
            for chunk in self._chunks(part):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        # LookupError: an encoding that there is not.
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise DamagedArchiveError(str(error)) from None

    def _chunks(self, part: str) -> Iterator[bytes]:
        with reading_archive(), self._archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                yield chunk


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
            if id_ in _BUILT_IN_PERCENT or "%" in _LITERAL.sub("", self._formats.get(id_, "")):
                self.percent.append(self._number)
            self._number += 1

    def end(self, name: str) -> None:
        if _local(name) == "cellXfs":
            self._within = False


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise DamagedArchiveError("a document type is declared")
