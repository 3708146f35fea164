"""A table in Parquet: its columns by their types, as text."""

# ruff: noqa: S608 - made of names and numbers of our own; texts go through quoted()
from __future__ import annotations

from collections.abc import Sequence
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
_NUMBER = "file_row_number"
# Beyond these, binary numbers have lost digits of whole numbers: shown with an exponent, as CSV has them.
_WHOLE = {"DOUBLE": "9e15", "FLOAT": "16777216"}


def open_parquet(path: Path, name: str, wanted: Wanted, session: Session) -> tuple[Relation, Layout]:
    """Raises DocumentError; rows are numbered from 1."""
    plain = f"read_parquet({exact_path(path)}, hive_partitioning = false)"
    try:
        columns = [(str(row[0]), str(row[1])) for row in session.rows(f"DESCRIBE SELECT * FROM {plain}")]
        head = TableRow(1, _headings(path, session))
    except InputError:
        raise DocumentError([file_problems.damaged(name)]) from None
    if len(head.cells) != len(columns):
        raise DocumentError([file_problems.damaged(name)])
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
    source, number = _numbered(path, [column for column, _ in columns])
    return Relation(source, texts, number), layout


def _headings(path: Path, session: Session) -> list[str]:
    """As they stand in the file: where two are the same DuckDB calls the second otherwise."""
    described = session.rows(f"SELECT name, num_children FROM parquet_schema({exact_path(path)})")
    headings, inside = [], 0
    for name, children in described[1:]:
        if inside == 0:
            headings.append(str(name))
        inside = max(0, inside - 1) + (children or 0)
    return headings


def _numbered(path: Path, columns: Sequence[str]) -> tuple[str, str]:
    """What to read from, and the number of a row (from 1) in it."""
    read = f"read_parquet({exact_path(path)}, hive_partitioning = false"
    if _NUMBER not in map(str.lower, columns):
        return f"{read}, file_row_number = true)", f"{_NUMBER} + 1"
    # DuckDB refuses to number the rows where a column has the name of the number.
    other = "_" * (1 + max(map(len, columns)))
    return f"(SELECT *, row_number() OVER () AS {other} FROM {read}))", other


def _text(column: str, type_: str) -> str | None:
    """The expression for a cell's text; None for a type that cannot be read."""
    quoted = '"' + column.replace('"', '""') + '"'
    kind = type_.partition("(")[0]
    if kind in _WHOLE:
        # Not a number is how some programs write that there is nothing; -0.0 is 0.
        return (
            f"CASE WHEN isnan({quoted}) THEN NULL WHEN {quoted} = 0 THEN '0' "
            f"WHEN abs({quoted}) >= {_WHOLE[kind]} THEN format('{{:.8e}}', {quoted}) "
            f"ELSE {_digits(quoted, kind)} END"
        )
    if kind == "TIMESTAMP_NS":
        return f"CAST(CAST({quoted} AS TIMESTAMP) AS VARCHAR)"
    return f"CAST({quoted} AS VARCHAR)" if kind in _PLAIN and not type_.endswith("]") else None


def _digits(column: str, kind: str) -> str:
    """The 15 digits that all programs keep of the wide numbers; of the narrow ones, which keep 6 or 7, the
    fewest that tell this number from all others, so that 0.1 is 0.1 and 123456.5 not 123456."""
    if kind == "DOUBLE":
        return f"format('{{:.15g}}', {column})"
    return f"regexp_replace(CAST({column} AS VARCHAR), '\\.0$', '')"


def _no_text(column: str, type_: str, position: int, name: str) -> Diagnostic:
    return Diagnostic(
        "traces.column-type",
        Text(f"“{column}”一列的类型是 {type_}，不能读作编号、日期或数字。",
             f'The column "{column}" has the type {type_}; it cannot be read as an id, a date or a number.'),
        Span(name, 1, position + 1, 1, position + 2),
        help=Text("请导出为文本、数字、日期或不带时区的时间。",
                  "Export it as text, a number, a date, or a time without a time zone."),
    )  # fmt: skip
