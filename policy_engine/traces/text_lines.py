"""A text read by DuckDB as it stands, and on which line its rows are."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from policy_engine.traces.columns import Field
from policy_engine.traces.session import exact_path, quoted
from policy_engine.traces.staging import Relation
from policy_engine.traces.text_table import TextTable, records


def direct(table: TextTable, fields: Sequence[Field]) -> Relation:
    """The file for DuckDB, strict: whatever is odd about a row is an error."""
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(table.layout.width))
    source = (
        f"read_csv({exact_path(table.path)}, auto_detect = false, header = false, "
        f"skip = {table.layout.line}, delim = {quoted(table.separator)}, quote = '\"', escape = '\"', "
        f"compression = 'none', hive_partitioning = false, columns = {{{columns}}})"
    )
    return Relation(source, {field: f"c{table.layout.positions[field]}" for field in fields}, None)


def lines_of_rows(table: TextTable, rows: Sequence[int], count: int) -> dict[int, int] | None:
    """The lines of these rows (from 0), of `count` in all; None where lines and rows do not agree."""
    if not rows:
        return {}
    asked, lines, number = set(rows), {}, 0
    try:
        for line in _lines(table):
            if number in asked:
                lines[number] = line
            number += 1
    except csv.Error:
        return None
    return lines if number == count else None


def _lines(table: TextTable) -> Iterator[int]:
    """The line of each row below the headings. Without quotes every line that is not empty is a row."""
    with table.path.open("rb") as file:
        if any(b'"' in line or b"\r" in line.rstrip(b"\r\n") for line in file):
            yield from (row.line for row in records(table))
            return
        file.seek(0)
        for number, line in enumerate(file, 1):
            if number > table.layout.line and line.strip(b"\r\n"):
                yield number
