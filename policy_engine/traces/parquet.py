"""A table in Parquet: its columns by their types, as text."""

# ruff: noqa: S608 - made of names and numbers of our own; texts go through quoted()
from __future__ import annotations

from pathlib import Path

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.traces import file_problems
from policy_engine.traces.columns import Field, Wanted
from policy_engine.traces.headings import Layout, TableRow, heading_row, layout_of, none_found, problems
from policy_engine.traces.session import InputError, Session, exact_path
from policy_engine.traces.staging import Relation

_PLAIN = ("VARCHAR", "BOOLEAN", "DATE", "UUID", "ENUM", "DECIMAL", "HUGEINT", "UHUGEINT",
          "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
          "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS")  # fmt: skip
# Decimal digits that survive in binary numbers.
_DIGITS = {"DOUBLE": 15, "FLOAT": 6}


def open_parquet(path: Path, name: str, wanted: Wanted, session: Session) -> tuple[Relation, Layout]:
    """Raises DocumentError; rows are numbered from 1."""
    source = f"read_parquet({exact_path(path)}, hive_partitioning = false, file_row_number = true)"
    try:
        described = session.rows(f"DESCRIBE SELECT * FROM {source}")
    except InputError:
        raise DocumentError([file_problems.damaged(name)]) from None
    columns = [(str(row[0]), str(row[1])) for row in described if row[0] != "file_row_number"]
    head = TableRow(1, [column for column, _ in columns])
    if heading_row([head], wanted) is None:
        raise DocumentError([none_found([head], wanted, name)])
    found = list(problems(head, wanted, name))
    if found:
        raise DocumentError(found)
    layout = layout_of(head, wanted)
    texts: dict[Field, str] = {}
    for field in wanted.read:
        column, type_ = columns[layout.positions[field]]
        text = _text(column, type_)
        if text is None:
            found.append(_no_text(column, type_, layout.positions[field], name))
        else:
            texts[field] = text
    if found:
        raise DocumentError(found)
    return Relation(source, texts, "file_row_number + 1"), layout


def _text(column: str, type_: str) -> str | None:
    """The expression for a cell's text; None for a type that cannot be read."""
    quoted = '"' + column.replace('"', '""') + '"'
    kind = type_.partition("(")[0]
    if kind in _DIGITS:
        # In the shortest way; -0.0 is 0.
        return f"CASE WHEN {quoted} = 0 THEN '0' ELSE format('{{:.{_DIGITS[kind]}g}}', {quoted}) END"
    if kind == "TIMESTAMP_NS":
        return f"CAST(CAST({quoted} AS TIMESTAMP) AS VARCHAR)"
    return f"CAST({quoted} AS VARCHAR)" if kind in _PLAIN and not type_.endswith("]") else None


def _no_text(column: str, type_: str, position: int, name: str) -> Diagnostic:
    return Diagnostic(
        "traces.column-type",
        Text(f"“{column}”一列的类型是 {type_}，不能读作编号、日期或数字。",
             f'The column "{column}" has the type {type_}; it cannot be read as an id, a date or a number.'),
        Span(name, 1, position + 1, 1, position + 2),
        help=Text("请导出为文本、数字、日期或不带时区的时间。",
                  "Export it as text, a number, a date, or a time without a time zone."),
    )  # fmt: skip
