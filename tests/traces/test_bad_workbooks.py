"""Workbooks that are not what programs make of them: refused with words, and never read wrongly."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.findings.scores import TracesRead
from policy_engine.reports.score_content import trace_rows
from tests.traces.tables import HEADINGS, problems_of, totals_of

GOOD = ["G1", "R1", "2024-03-01", 1, 80, "2024-04-01 10:00:00"]
_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def forged(path: Path, changes: dict[str, tuple[str, str]]) -> Path:
    """A good workbook in which a part has other words."""
    given = workbook(path.with_name("given.xlsx"), {"三月": [HEADINGS, GOOD]})
    with zipfile.ZipFile(given) as archive, zipfile.ZipFile(path, "w") as made:
        for part in archive.namelist():
            text = archive.read(part).decode()
            old, new = changes.get(part, ("", ""))
            assert old in text
            made.writestr(part, text.replace(old, new, 1) if old else text)
    return path


def row(number: int, *cells: str) -> str:
    """Cells as references, perhaps with what is in them."""
    made = [cell.partition("=") for cell in cells]
    inside = "".join(f'<c r="{name}">{text or "<v>1</v>"}</c>' for name, _, text in made)
    return f'<row r="{number}">{inside}</row>'


@pytest.mark.parametrize(
    ("stray", "named", "place"),
    [
        ([row(1048576, "XFD1048576")], "到 XFD1048576，", (1048576, 16384)),
        ([row(7, "XFD7"), row(1048576, "B1048576")], "到 B1048576、XFD7，", (1048576, 2)),
    ],
    ids=["one cell in the last corner", "one cell below and one to the right"],
)
def test_a_cell_far_from_the_table_is_named_and_nothing_is_read(
    stray: list[str], named: str, place: tuple[int, int], tmp_path: Path
) -> None:
    changes = {_SHEET: ("</sheetData>", f"{''.join(stray)}</sheetData>")}
    (found,) = problems_of(forged(tmp_path / "a.xlsx", changes))
    assert found.code == "traces.sheet-too-large"
    assert named in found.message.zh
    assert "工作表“三月”" in found.message.zh
    assert (found.span and (found.span.line, found.span.column)) == place


def test_cells_far_away_that_are_coloured_only_and_dimensions_that_lie_do_not_matter(tmp_path: Path) -> None:
    changes = {
        _SHEET: ("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'),
    }
    path = forged(tmp_path / "a.xlsx", changes)
    assert totals_of(path).counted == 1
    changes = {_SHEET: ('<dimension ref="A1:F2"/>', '<dimension ref="A1:XFD1048576"/>')}
    assert totals_of(forged(path, changes)).counted == 1


@pytest.mark.parametrize(
    "rows",
    [
        row(3, "A99999999999"),
        row(3, "A1048577"),
        row(3, "XFE3"),
        row(3, "a3"),
        row(3, "A4"),
        row(3, "B3", "A3"),
        row(3, "A3", "A3"),
        row(2, "A2"),
        row(1048577),
        '<row r="x"/>',
        '<row r="3"><extLst/><c r="XFD3"><v>1</v></c></row>',
        "</sheetData><sheetData>",
        '<row r="-1"/>',
    ],
)
def test_cells_of_which_programs_would_not_agree_where_they_are(rows: str, tmp_path: Path) -> None:
    path = forged(tmp_path / "a.xlsx", {_SHEET: ("</sheetData>", f"{rows}</sheetData>")})
    assert [d.code for d in problems_of(path)] == ["traces.damaged"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", '<xf numFmtId="0"', '<xf numFmtId="none"'),
        ("xl/workbook.xml", "</sheets>", '<sheet name="三月" sheetId="9" r:id="rId1"/></sheets>'),
    ],
    ids=["a format that is no number", "two sheets of one name"],
)
def test_parts_that_are_odd(part: str, old: str, new: str, tmp_path: Path) -> None:
    path = forged(tmp_path / "a.xlsx", {part: (old, new)})
    if part == "xl/styles.xml":
        assert totals_of(path).counted == 1
    else:
        assert [d.code for d in problems_of(path)] == ["traces.damaged"]


def test_formulas_for_huge_ranges_and_without_results_are_formulas(tmp_path: Path) -> None:
    formula = '<f t="array" ref="A3:XFD1048576">1</f>'
    rows = row(3, f"H3={formula}<v>1</v>") + row(4, f"A4={formula}") + row(5, "D5=<f>1+1</f>")
    path = forged(tmp_path / "a.xlsx", {_SHEET: ("</sheetData>", f"{rows}</sheetData>")})
    assert [(d.code, d.span and d.span.line) for d in problems_of(path)] == [
        ("traces.formula", 3), ("traces.formula", 4), ("traces.blank-cell", 5)
    ]  # fmt: skip


def test_a_huge_cell_is_told_and_not_written_out(tmp_path: Path) -> None:
    huge = row(3, f"A3=<is><t>{'G' * 3_000_000}</t></is>").replace('r="A3"', 'r="A3" t="inlineStr"')
    path = forged(tmp_path / "a.xlsx", {_SHEET: ("</sheetData>", f"{huge}</sheetData>")})
    (found,) = problems_of(path)
    assert (found.code, found.span and found.span.line) == ("traces.cell-too-long", 3)


def test_formulas_that_are_in_no_cell_do_not_matter(tmp_path: Path) -> None:
    choices = '<extLst><ext><x:f xmlns:x="x">Sheet2!$A$1:$A$3</x:f></ext></extLst></worksheet>'
    path = forged(tmp_path / "a.xlsx", {_SHEET: ("</worksheet>", choices)})
    assert totals_of(path).counted == 1


def test_a_number_shown_as_a_percentage_is_one_in_every_column(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("三月")
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, GOOD)
    sheet.write(1, 3, 0.8, book.add_format({"num_format": "0%"}))
    book.close()
    (found,) = problems_of(tmp_path / "a.xlsx")
    assert found.code == "traces.not-done-or-number"
    assert "“80%”" in found.message.zh


def test_sheets_without_any_of_the_headings_are_named_in_the_result(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "说明": [["填表说明"]],
            "三月": [HEADINGS, GOOD],
            "空": [],
            "四月": [["标题"]] * 12 + [HEADINGS, GOOD],
        },
    )
    found = totals_of(path)
    assert (found.read, found.sheets_not_read) == (1, ("说明", "四月"))


def test_sheets_that_are_not_read_are_told_in_reports() -> None:
    numbers = dict.fromkeys(
        ("read", "counted", "duplicates", "outside_period", "after_freeze", "of_others"), 0
    )
    read = TracesRead(file="a.xlsx", sha256="", sheets_not_read=("说明", "四月"), **numbers)
    assert list(trace_rows(read, "zh"))[-1].values == (
        "说明（没有痕迹表的列名）",
        "四月（没有痕迹表的列名）",
    )


def test_a_sheet_with_some_of_the_headings_is_neither_read_nor_left_out(tmp_path: Path) -> None:
    sheets: dict[str, list[Sequence[Any]]] = {
        "三月": [HEADINGS, GOOD],
        "四月": [["题"], ["编号", *HEADINGS[1:]], GOOD],
        "五月": [HEADINGS[:1]],
    }
    path = workbook(tmp_path / "a.xlsx", sheets)
    found = problems_of(path)
    assert [d.code for d in found] == ["traces.missing-column"] * 5 + ["traces.partial-sheet"]
    assert "工作表“四月”：第 2 行" in found[-1].message.zh
    assert "却没有“工单编号”" in found[-1].message.zh


def test_an_archive_whose_directory_is_damaged_is_damaged(tmp_path: Path) -> None:
    data = bytearray(workbook(tmp_path / "a.xlsx", {"三月": [HEADINGS, GOOD]}).read_bytes())
    directory = data.index(b"PK\x01\x02")
    # Version needed, flags, method, size, length of the name, and where the part begins.
    for place in (6, 8, 10, 24, 28, 42, 45):
        for bit in (0x01, 0x80):
            path = tmp_path / "b.xlsx"
            changed = bytearray(data)
            changed[directory + place] ^= bit
            path.write_bytes(changed)
            assert {d.code for d in refusals(path)} <= {
                "traces.damaged",
                "traces.encrypted",
                "traces.not-a-table",
            }


def refusals(path: Path) -> list[Diagnostic]:
    """None where what was changed makes no difference."""
    try:
        assert totals_of(path).counted == 1
    except DocumentError as error:
        return list(error.diagnostics)
    return []
