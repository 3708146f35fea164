"""The row of headings: found among the first rows, and every mapped column found in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policy_engine.diagnostics import Diagnostic, Span, Text, did_you_mean
from policy_engine.findings.quoting import mask_word
from policy_engine.traces.columns import Field, Wanted

# Titles and remarks may stand above the headings.
ROWS_SEARCHED = 10
_HEADINGS_SHOWN = 20
_CHARACTERS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand: line of the headings (from 1), number of columns, column of each field (from 0)."""

    line: int
    width: int
    positions: Mapping[Field, int]
    headings: Mapping[Field, str]
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One of the first rows of a table."""

    line: int
    cells: Sequence[str]


def plain(heading: str) -> str:
    """Headings differ in width and white space without anybody seeing it."""
    return "".join(unicodedata.normalize("NFKC", heading).replace("\ufeff", "").split())


def matching(row: TableRow, wanted: Wanted) -> int:
    """How many of the mapped columns have their heading in this row."""
    written = {plain(cell) for cell in row.cells}
    return sum(plain(heading) in written for heading in wanted.headings.values())


def heading_row(rows: Sequence[TableRow], wanted: Wanted) -> TableRow | None:
    """The row with most of the headings, the first of several; None where no row has any."""
    best = max(rows, key=lambda row: (matching(row, wanted), -row.line), default=None)
    return None if best is None or matching(best, wanted) == 0 else best


def layout_of(row: TableRow, wanted: Wanted, sheet: str | None = None) -> Layout:
    """For a row of which `problems` found nothing."""
    written = [plain(cell) for cell in row.cells]
    positions = {field: written.index(plain(heading)) for field, heading in wanted.headings.items()}
    return Layout(row.line, len(written), positions, wanted.headings, sheet)


def problems(row: TableRow, wanted: Wanted, file: str, sheet: str | None = None) -> Iterator[Diagnostic]:
    """What is wrong with the headings."""
    written = [plain(cell) for cell in row.cells]
    place = sheet_named(sheet)
    for heading in dict.fromkeys(wanted.headings.values()):
        columns = [number for number, cell in enumerate(written, 1) if cell == plain(heading)]
        if not columns:
            yield _missing(heading, row, Span(file, row.line, 1, row.line, 2), place)
        elif len(columns) > 1:
            span = Span(file, row.line, columns[1], row.line, columns[1] + 1)
            yield _twice(heading, columns, span, place)


def none_found(rows: Sequence[TableRow], wanted: Wanted, file: str, sheet: str | None = None) -> Diagnostic:
    """No row has any of the headings."""
    names_zh = "、".join(wanted.headings.values())
    names_en = ", ".join(wanted.headings.values())
    line = rows[0].line if rows else 1
    place = sheet_named(sheet)
    return Diagnostic(
        "traces.no-headings",
        Text(f"{place.zh}前 {ROWS_SEARCHED} 行里没有表头，应有这些列：{names_zh}。",
             f"{place.en}There are no headings in the first {ROWS_SEARCHED} rows; "
             f"there should be these columns: {names_en}."),
        Span(file, line, 1, line, 2),
        help=Text("请核对是否选错了文件；列名与政策不同的，改表头，或改政策的“列名”。",
                  "Check that it is the right file; where its headings differ from the policy's columns, "
                  "change one of them."),
    )  # fmt: skip


def sheet_named(sheet: str | None) -> Text:
    """What a sentence begins with where the table is a workbook."""
    if sheet is None:
        return Text("", "")
    shown = _short(sheet)
    return Text(f"工作表“{shown}”：", f'Sheet "{shown}": ')


def _missing(heading: str, row: TableRow, span: Span, place: Text) -> Diagnostic:
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    written = [_short(cell) for cell in cells]
    listed = written[:_HEADINGS_SHOWN]
    more_zh = f"等 {len(written)} 列" if len(written) > len(listed) else ""
    more_en = f" and others, {len(written)} in all" if len(written) > len(listed) else ""
    return Diagnostic(
        "traces.missing-column",
        Text(f"{place.zh}第 {row.line} 行的表头没有“{heading}”一列；有的是：{'、'.join(listed)}{more_zh}。",
             f'{place.en}The headings in row {row.line} have no column "{heading}"; '
             f"they are {', '.join(listed)}{more_en}."),
        span,
        help=did_you_mean(heading, [cell for cell in cells if len(cell) <= _CHARACTERS_SHOWN])
        or Text(f"请补上“{heading}”一列，或在政策的“列名”里改写这一列的名称。",
                f'Add the column "{heading}", or change its name in the policy\'s columns.'),
    )  # fmt: skip


def _twice(heading: str, columns: Sequence[int], span: Span, place: Text) -> Diagnostic:
    zh = "、".join(f"第 {number} 列" for number in columns)
    en = ", ".join(map(str, columns))
    return Diagnostic(
        "traces.column-twice",
        Text(f"{place.zh}表头“{heading}”有 {len(columns)} 列（{zh}），无法判断以哪一列为准。",
             f'{place.en}The heading "{heading}" stands over {len(columns)} columns ({en}); '
             "it cannot be told which one counts."),
        span,
        help=Text("请删去多余的一列，或改名。", "Delete or rename the column that does not count."),
    )  # fmt: skip


def _short(cell: str) -> str:
    text = " ".join(mask_word(cell).split())
    return text if len(text) <= _CHARACTERS_SHOWN else text[:_CHARACTERS_SHOWN] + "…"
