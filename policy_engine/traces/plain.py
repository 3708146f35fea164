"""The quick reading of a text: for tables in which every row is written in the plainest way.

Days and times are read by DuckDB's own parser in one format each, taken from the first row; numbers are whole
or decimal; ids are ASCII. The first row that is written otherwise sends the whole table to the careful
reading (staging.py), which is several times slower; what both read they read alike.
"""
# ruff: noqa: S608 - made of names and numbers of our own; texts go through quoted()

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass

from policy_engine.traces import spelling, values
from policy_engine.traces.columns import Field
from policy_engine.traces.session import Session, exact_path, quoted
from policy_engine.traces.staging import Reading, late_and_inside
from policy_engine.traces.text_table import TextTable, records

# The row of which nothing is known but that it is not written plainly.
NOT_PLAIN = -1
_CENTURY = "DATE '2000-01-01' AND DATE '2099-12-31'"
_DAY = re.compile(r"20\d\d([-/.])\d{1,2}\1\d{1,2}")
_TIME = re.compile(r" \d{1,2}:\d{2}(:\d{2})?")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text with the formats of its days and of its times of update."""

    table: TextTable
    day: str
    moment: str | None


def plain_text(table: TextTable, reading: Reading) -> PlainText | None:
    """None where the first row is not written plainly, or where rows cannot be told by lines."""
    try:
        first = next(records(table), None)
    except csv.Error:
        return None
    if first is None or not table.simple_head or len(first.cells) < table.layout.width:
        return None
    # A column that is read in two ways cannot have the type of either.
    if len({table.layout.positions[field] for field in reading.fields}) < len(reading.fields):
        return None
    formats: dict[Field, str | None] = {"date": None, "updated": None}
    for field in formats:
        if field in reading.fields:
            formats[field] = _format(first.cells[table.layout.positions[field]], field == "updated")
    day = formats["date"]
    if day is None or ("updated" in reading.fields and formats["updated"] is None):
        return None
    return PlainText(table, day, formats["updated"])


def stage_plain(session: Session, text: PlainText, reading: Reading) -> bool:
    """Makes the table `staged` as staging.stage does; False where a row is not written plainly. Raises
    InputError where a row has not as many cells as there are headings, or a day of another format.
    """
    fields = reading.fields
    columns = {field: f"c{text.table.layout.positions[field]}" for field in fields}
    numbers = [field for field in fields if field not in ("id", "person", "date", "updated")]
    whole = [f"TRY_CAST({columns[field]} AS INTEGER) AS whole_{field}" for field in numbers]
    texts = [f"{columns[field]} AS {field}" for field in fields if field not in numbers]
    read = [f"{_number(field, columns[field])} AS number_{field}" for field in numbers]
    named = [
        _within_full(reading) if field == "progress" else f"number_{field} AS {field}" for field in numbers
    ]
    if "assigned" not in fields:
        named.append(f"CAST(1 AS {values.NUMBER_TYPE}) AS assigned")
    session.rows(
        f"CREATE OR REPLACE TEMP TABLE staged AS SELECT *, {spelling.digest_of_plain()} AS digest, "
        f"CASE WHEN {_plain(fields)} THEN 0 ELSE {NOT_PLAIN} END AS cause, {late_and_inside(reading)} "
        f"FROM (SELECT CAST(NULL AS BIGINT) AS place, "
        f"{', '.join([*(field for field in fields if field not in numbers), *named])} "
        f"FROM (SELECT {', '.join([*texts, *read])} "
        f"FROM (SELECT {', '.join(['*', *whole])} FROM {_source(text, columns)})))"
    )
    # There are far fewer people than rows.
    found = session.rows(
        f"SELECT coalesce(bool_and({_plain_identifier('person')}), true) "
        "FROM (SELECT DISTINCT person FROM staged WHERE person IS NOT NULL)"
    )
    return bool(found[0][0])


def _format(written: str, with_time: bool) -> str | None:
    day = _DAY.match(written)
    if day is None:
        return None
    rest, format_ = written[day.end() :], f"%Y{day[1]}%m{day[1]}%d"
    if not rest:
        return format_
    time = _TIME.fullmatch(rest)
    if time is None or not with_time:
        return None
    return f"{format_} %H:%M:%S" if time[1] else f"{format_} %H:%M"


def _source(text: PlainText, columns: Mapping[Field, str]) -> str:
    types = {columns["date"]: "DATE"}
    if text.moment is not None:
        types[columns["updated"]] = "TIMESTAMP"
    listed = ", ".join(
        f"'c{number}': '{types.get(f'c{number}', 'VARCHAR')}'" for number in range(text.table.layout.width)
    )
    formats = f"dateformat = {quoted(text.day)}"
    if text.moment is not None:
        formats += f", timestampformat = {quoted(text.moment)}"
    return (
        f"read_csv({exact_path(text.table.path)}, auto_detect = false, header = false, "
        f"skip = {text.table.layout.line}, delim = {quoted(text.table.separator)}, quote = '\"', "
        f"escape = '\"', compression = 'none', hive_partitioning = false, {formats}, columns = {{{listed}}})"
    )


def _number(field: Field, column: str) -> str:
    """DuckDB takes 1e3, 0x1F and 1.6 for whole numbers, too: what is written must be the number again."""
    whole = f"whole_{field}"
    return (
        f"CASE WHEN {whole} BETWEEN 0 AND 999999999 AND CAST({whole} AS VARCHAR) = {column} "
        f"THEN CAST({whole} AS {values.NUMBER_TYPE}) ELSE {values.plain_number(column)} END"
    )


def _within_full(reading: Reading) -> str:
    type_ = values.progress_type(reading.full_progress)
    full = f"CAST('{reading.full_progress:f}' AS {type_})"
    return f"CASE WHEN number_progress <= {full} THEN CAST(number_progress AS {type_}) END AS progress"


def _plain(fields: tuple[Field, ...]) -> str:
    """Days outside the century are left to the careful reading, like every cell that is blank."""
    tests = []
    for field in fields:
        if field == "id":
            tests.append(f"coalesce({_plain_identifier(field)}, false)")
        elif field in ("date", "updated"):
            tests.append(f"{field} BETWEEN {_CENTURY}")
        else:
            tests.append(f"{field} IS NOT NULL")
    return " AND ".join(tests)


def _plain_identifier(field: Field) -> str:
    """Printable ASCII that begins with a letter or a digit: no formula, no total, nothing to trim; and no +,
    which stands in numbers that have lost digits. Comparing is several times faster than a pattern."""
    no_white = " AND ".join(f"NOT contains({field}, chr({code}))" for code in (9, 10, 13, 32, ord("+")))
    return (
        f"({field} BETWEEN '0' AND ':' OR {field} BETWEEN 'A' AND '{{') "
        f"AND strlen({field}) = length({field}) AND {no_white}"
    )
