"""A comparison as one HTML page: what a colour says is said by a word or a sign too."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from policy_engine.diff.model import Cell, Diff, Matrix
from policy_engine.reports.diff_content import (
    Group,
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
from policy_engine.reports.diff_table import change_row, column_labels, kind_and_direction
from policy_engine.reports.diff_words import NO_ROWS, NOTHING, PATH, counts_text, labels, place_of
from policy_engine.reports.html_page import add, definitions, element, headed_table, page
from policy_engine.reports.words import Language

# So many columns share the width of a page; more make it as wide as they need.
_ON_A_PAGE = 6
_STYLE = """
.looser { background: #f8d9c6; } .tighter { background: #dcebd2; } .different { background: #fff0c2; }
.outlier { background: #ffe08a; font-weight: bold; } .place { font-weight: normal; }
.short, .changes th { white-space: nowrap; }
h2.looser, h2.tighter, h2.different { padding: 0 .3em; }
.matrix { overflow-x: auto; } .matrix th:first-child { min-width: 14em; }
@page { size: A4 landscape; margin: 12mm; }
.even { table-layout: fixed; overflow-wrap: anywhere; }
"""


def diff_html(made: Diff | Matrix, language: Language) -> str:
    if isinstance(made, Diff):
        return page(diff_title(made, language), language, _diff(made, language), _STYLE)
    return page(matrix_title(made, language), language, _matrix(made, language), _STYLE)


def _diff(diff: Diff, language: Language) -> Iterator[ET.Element]:
    yield definitions(diff_head(diff, language))
    yield element("p", counts_text(diff, language) if diff.changes else NOTHING.in_language(language))
    for group in groups(diff):
        yield element("h2", group.heading(language), group.direction)
        yield _group(group, language)


def _group(group: Group, language: Language) -> ET.Element:
    first, _, *others = column_labels(language)
    table, body = headed_table([first, *others])
    table.set("class", "changes")
    for number, change in group.changes:
        row = change_row(number, change, language)
        line = ET.SubElement(body, "tr")
        for text, below, look in (
            (row.number, (), "short"),
            (row.title, (row.path,), None),
            (kind_and_direction(row), (), "short"),
            (row.a, (row.a_place,), None),
            (row.b, (row.b_place,), None),
            (row.reason, (), None),
            (row.fingerprint, (row.approved,), "short"),
        ):
            _cell(line, text, below, look)
    return table


def _cell(line: ET.Element, text: str, below: tuple[str, ...] = (), class_: str | None = None) -> None:
    cell = ET.SubElement(line, "td", {} if class_ is None else {"class": class_})
    add(cell, "p", text)
    for each in filter(None, below):
        add(cell, "p", each, "place")


def _matrix(matrix: Matrix, language: Language) -> Iterator[ET.Element]:
    yield definitions(matrix_head(matrix, language))
    if matrix.rows:
        around = ET.Element("div", {"class": "matrix"})
        table, body = headed_table([PATH.in_language(language), *labels(matrix.columns)])
        if len(matrix.columns) <= _ON_A_PAGE:
            table.set("class", "even")
        around.append(table)
        for row in matrix.rows:
            line = ET.SubElement(body, "tr")
            heading = ET.SubElement(line, "th", scope="row")
            add(heading, "div", row_title(row, language))
            add(heading, "div", row_path(row, language), "place")
            for cell in row.cells:
                place = () if cell.said is None else (place_of(cell.said, language),)
                _cell(line, cell_text(cell, row.path, language), place, _look(cell))
        yield around
    else:
        yield element("p", NO_ROWS.in_language(language))
    for note in matrix_notes(matrix, language):
        yield element("p", note, "note")


def _look(cell: Cell) -> str | None:
    """The direction says more than that a value is rare."""
    if cell.direction not in (None, "neutral"):
        return cell.direction
    return "outlier" if cell.outlier else None
