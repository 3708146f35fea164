"""What can be wrong with a sheet of a workbook as a whole."""

from __future__ import annotations

from policy_engine.diagnostics import Diagnostic, Span, Text
from policy_engine.traces.columns import Wanted
from policy_engine.traces.headings import TableRow, plain, sheet_named
from policy_engine.traces.sheet_cells import Extent, cell_name


def hidden(head: TableRow, sheet: str, name: str) -> Diagnostic:
    """What nobody sees is neither counted nor left out without a word."""
    place = sheet_named(sheet)
    return Diagnostic(
        "traces.hidden-sheet",
        Text(f"{place.zh}这个工作表是隐藏的，却有痕迹表的表头，无法判断是否计入。",
             f"{place.en}This sheet is hidden and has the headings of traces; "
             "it cannot be told whether it counts."),
        Span(name, head.line, 1, head.line, 2),
        help=Text("要计入的，取消隐藏；不计入的，删去。", "Show the sheet if it counts, delete it if not."),
    )  # fmt: skip


def partial(sheet: str, head: TableRow, wanted: Wanted, name: str) -> Diagnostic:
    """Beside sheets with traces, one with some of the headings: traces as well, or a list of people."""
    place, written = sheet_named(sheet), set(map(plain, head.cells))
    headings = list(dict.fromkeys(wanted.headings.values()))
    there = [heading for heading in headings if plain(heading) in written]
    missing = [heading for heading in headings if plain(heading) not in written]
    return Diagnostic(
        "traces.partial-sheet",
        Text(f"{place.zh}第 {head.line} 行有痕迹表的“{'、'.join(there)}”，却没有“{'、'.join(missing)}”，"
             "无法判断这个工作表是不是痕迹。",
             f"{place.en}Row {head.line} has of the headings of traces {', '.join(there)}, and not "
             f"{', '.join(missing)}; it cannot be told whether this sheet has traces."),
        Span(name, head.line, 1, head.line, 2),
        help=Text("是痕迹的，补上缺的列；不是的，从工作簿里移走，或改动这一行的列名。",
                  "If it has traces, add the columns that are missing; if not, move the sheet out of the "
                  "workbook, or rename these headings."),
    )  # fmt: skip


def too_large(extent: Extent, sheet: str, name: str) -> Diagnostic:
    """The cells at its edges are named: mostly one of them is a slip."""
    place = sheet_named(sheet)
    lowest = cell_name(extent.bottom, extent.bottom_column)
    rightmost = cell_name(extent.right_row, extent.right)
    cells = dict.fromkeys((lowest, rightmost))
    area = (extent.rows, extent.columns, extent.filled)
    return Diagnostic(
        "traces.sheet-too-large",
        Text(f"{place.zh}有内容的单元格一直到 {'、'.join(cells)}，占 {area[0]} 行 {area[1]} 列，"
             f"其中有内容的 {area[2]} 格；范围太大，不能读取，多半是表格以外误填了内容。",
             f"{place.en}Cells with something in them reach to {' and '.join(cells)}, over {area[0]} rows "
             f"and {area[1]} columns, {area[2]} of them filled; that is too large to be read, and mostly "
             "something was typed outside the table by mistake."),
        Span(name, extent.bottom, extent.bottom_column + 1, extent.bottom, extent.bottom_column + 2),
        help=Text("请到这些单元格清除误填的内容并保存；表格确实这样大的，另存为 CSV。",
                  "Clear these cells and save; if the table is really that large, save it as CSV."),
    )  # fmt: skip
