"""Workbooks for Excel and WPS: texts stay texts, and the same content gives the same bytes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rich.cells import cell_len

from policy_engine.reports.words import one_line

# The look of a cell. What a colour says is said by a sign in the text too.
Look = Literal["plain", "head", "looser", "tighter", "different", "neutral", "outlier"]
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLOURS: dict[Look, str] = {
    "head": "#E7E6E6", "looser": "#F8CBAD", "tighter": "#C6E0B4", "different": "#FFE699",
    "outlier": "#FFD966",
}  # fmt: skip
_WIDEST = 60
_A4 = 9
_NARROWEST = 8
_CELL_LIMIT = 32_000  # a cell of Excel takes 32,767 characters
_NAME_LIMIT = 31
# The archive's own dates: those of the run would make two equal workbooks differ.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a text, or a number that can be calculated with."""

    value: str | int | float | None
    look: Look = "plain"


@dataclass(frozen=True)
class Sheet:
    """One sheet; its first row is the heading, which stays in sight with the first `fixed` columns.

    No column is wider than `widest` characters.
    """

    name: str
    rows: Sequence[Sequence[Cell]] = field(repr=False)
    fixed: int = 0
    widest: int = _WIDEST


def workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """The file's content."""
    # Only here: loading it takes as long as everything else a command needs.
    from xlsxwriter import Workbook

    held = io.BytesIO()
    as_they_are = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    made = Workbook(held, {"in_memory": True, **as_they_are})
    made.set_properties({"title": title, "created": _CREATED.replace(tzinfo=None)})
    looks = _looks(made)
    for sheet in sheets:
        page = made.add_worksheet(sheet.name[:_NAME_LIMIT])
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.freeze_panes(1, sheet.fixed)
        page.autofilter(0, 0, max(len(sheet.rows) - 1, 0), max(map(len, sheet.rows), default=1) - 1)
        for number, width in enumerate(_widths(sheet)):
            page.set_column(number, number, width)
        for line, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                _write(page, line, column, cell, looks)
    made.close()
    return held.getvalue()


def _looks(made: Any) -> dict[Look, Any]:
    plain = {"text_wrap": True, "valign": "top", "border": 1, "font_name": "SimSun"}
    looks: dict[Look, Any] = dict.fromkeys(("plain", "neutral"), made.add_format(plain))
    for look, colour in _COLOURS.items():
        looks[look] = made.add_format(plain | {"bg_color": colour, "bold": look == "head"})
    return looks


def _write(page: Any, line: int, column: int, cell: Cell, looks: Mapping[Look, Any]) -> None:
    value, look = cell.value, looks[cell.look]
    if value is None:
        page.write_blank(line, column, None, look)
    elif isinstance(value, str):
        page.write_string(line, column, _fitting(value), look)
    else:
        page.write_number(line, column, value, look)


def _fitting(text: str) -> str:
    """Lines stay lines; what steers is taken out; what no cell holds is cut, and the cut shown."""
    whole = "\n".join(map(one_line, text.split("\n")))
    return whole if len(whole) <= _CELL_LIMIT else f"{whole[:_CELL_LIMIT]} …"


def _widths(sheet: Sheet) -> list[int]:
    """By the widest line of each column, a Chinese character counting for two."""
    columns = max((len(row) for row in sheet.rows), default=0)
    widths = [_NARROWEST] * columns
    for row in sheet.rows:
        for number, cell in enumerate(row):
            lines = str("" if cell.value is None else cell.value).split("\n")
            widths[number] = max(widths[number], *(cell_len(line) + 2 for line in lines))
    return [min(width, sheet.widest) for width in widths]
