"""Formulas and percentages are found in the XML of a workbook, however it is written."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from policy_engine.traces.files import DamagedArchiveError
from policy_engine.traces.sheet_cells import Marks, column_letters, column_number
from policy_engine.traces.workbook_parts import WorkbookParts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = '<Relationships><Relationship Id="rId7" Target="/xl/worksheets/a.xml"/></Relationships>'
_WORKBOOK = (
    f'<x:workbook xmlns:x="{_MAIN}" xmlns:r="r"><x:sheets>'
    '<x:sheet name="一" sheetId="1" r:id="rId7"/></x:sheets></x:workbook>'
)
_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/>'
    '<numFmt numFmtId="165" formatCode="0&quot;%&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    "</styleSheet>"
)


def parts(path: Path, sheet: str, styles: str = _STYLES) -> WorkbookParts:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONS)
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        archive.writestr("xl/styles.xml", styles)
        archive.writestr("xl/worksheets/a.xml", sheet)
    return WorkbookParts(path)


def marked(marks: Marks) -> set[tuple[int, int]]:
    return {(row, column) for column, rows in marks.items() for row, mark in enumerate(rows) if mark}


def test_cells_are_found_with_and_without_references_and_prefixes(tmp_path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData>'
        '<x:row r="2"><x:c><x:v>1</x:v></x:c><x:c><x:f>A1</x:f></x:c>'
        '<x:c r="E2" s="1"/><x:c r="F2" s="2"/><x:c r="G2" s="3"/><x:c r="H2" s="1" t="s"/></x:row>'
        '<x:row><x:c r="B3"><x:f t="array" ref="B3:C5">A1</x:f></x:c></x:row>'
        '<x:row r="5"><x:c r="A5"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    found, columns = parts(tmp_path / "a.xlsx", sheet).cells("一"), (1, 2, 4, 5, 6, 7)
    assert marked(found.formulas(columns)) == {
        (2, 1),
        *((row, column) for row in (3, 4, 5) for column in (1, 2)),
    }
    assert marked(found.percentages(columns)) == {(2, 4), (2, 5)}


def test_only_the_columns_that_are_read_are_looked_at(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns:a="a"><sheetData><row r="1"><c r="AB1"><f>A1</f></c><c r="AC1"><f>A1</f></c></row>'
        "</sheetData><a:f>1</a:f></worksheet>"
    )
    found = parts(tmp_path / "a.xlsx", sheet, "<styleSheet/>").cells("一")
    assert marked(found.formulas({column_number("AC")})) == {(1, column_number("AC"))}


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    sheet = '<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet><f>&a;</f></worksheet>'
    with pytest.raises(DamagedArchiveError):
        parts(tmp_path / "a.xlsx", sheet).cells("一")


def test_letters_of_columns_and_back() -> None:
    assert [column_letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(number)) == number for number in range(2000))
