"""Small tables of traces in every format, and reading them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.documents.assessment_policy import TraceColumns
from policy_engine.documents.terms import TraceMetric
from policy_engine.traces.model import Progress, TraceTotals, Window
from policy_engine.traces.read import read_traces

HEADINGS = ("工单编号", "人员编号", "交办日期", "办结数", "推进进度", "更新时间")
COLUMNS = TraceColumns(
    id="工单编号", person="人员编号", date="交办日期", done="办结数", progress="推进进度", updated="更新时间"
)
WITHOUT_UPDATES = COLUMNS.model_copy(update={"updated": None})
YEAR = Window(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31), datetime.date(2025, 1, 5))
PEOPLE = ("R1", "R2", "R3")
NUMBERS = ("read", "counted", "duplicates", "outside_period", "after_freeze", "of_others")

Rows = Sequence[Sequence[Any]]


def totals_of(
    path: Path,
    columns: TraceColumns = COLUMNS,
    full_progress: Decimal = Decimal(100),
    metrics: Collection[TraceMetric] = ("assigned", "completion", "progress"),
    window: Window = YEAR,
    people: Collection[str] = PEOPLE,
    progress: Progress | None = None,
) -> TraceTotals:
    return read_traces(path, path.name, columns, full_progress, metrics, window, people, progress)


def problems_of(path: Path, **options: Any) -> list[Diagnostic]:
    """What is said of a table that must not be read."""
    try:
        found = totals_of(path, **options)
    except DocumentError as error:
        return list(error.diagnostics)
    raise AssertionError(f"nothing is wrong with {path.name}: {found}")


def text_of(rows: Rows, headings: Sequence[str] = HEADINGS, separator: str = ",") -> str:
    return "".join(separator.join(map(str, row)) + "\n" for row in [headings, *rows])


def write_workbook(path: Path, rows: Rows, headings: Sequence[str] = HEADINGS) -> Path:
    """As people keep them: a sheet of explanations, a title, a margin, dates and percentages as such."""
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("说明").write(0, 0, "填表说明")
    sheet = book.add_worksheet("痕迹")
    formats = {
        datetime.date: book.add_format({"num_format": "yyyy/m/d"}),
        datetime.datetime: book.add_format({"num_format": "yyyy/m/d h:mm"}),
    }
    percent = book.add_format({"num_format": "0%"})
    sheet.write(0, 1, "工作痕迹")
    for number, row in enumerate([headings, *rows], 2):
        for column, cell in enumerate(row, 1):
            if type(cell) in formats:
                sheet.write_datetime(number, column, cell, formats[type(cell)])
            elif isinstance(cell, str) and cell.endswith("%"):
                sheet.write_number(number, column, float(cell[:-1]) / 100, percent)
            else:
                sheet.write(number, column, cell)
    book.close()
    return path
