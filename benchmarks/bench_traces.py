"""Adding up tables of traces: against the bare query, against pandas, and the memory as they grow.

python -m benchmarks.bench_traces [ROWS]; pandas comes with the bench extra.
"""

from __future__ import annotations

import datetime
import hashlib
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measure import Timing, interleaved, seconds
from benchmarks.table import Row, show
from benchmarks.validation import apart, peak
from policy_engine.documents.assessment_policy import TraceColumns
from policy_engine.documents.terms import TraceMetric
from policy_engine.traces.model import TraceTotals, Window
from policy_engine.traces.read import read_traces

_PEOPLE = 2_000
_ROWS = 1_000_000
_TIMES_LARGER = 10
_BARE_TIMES = 1.5
_PANDAS_TIMES = 5.0
# What DuckDB may take (512 MB), and Python, its libraries and the buffers of the reader.
_MEMORY_BOUND = 768.0
_COLUMNS = TraceColumns(
    id="工单编号", person="人员编号", date="交办日期", done="办结数", progress="推进进度", updated="更新时间"
)
_YEAR = Window(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31), datetime.date(2025, 1, 5))
# One row in twenty is a later state of an id before it; one in a thousand is from the year before, and as
# many were updated after the freeze.
_MAKE = """
COPY (
    SELECT 'GD2024' || lpad(CAST(item AS VARCHAR), 8, '0') AS 工单编号,
           'R' || lpad(CAST(hash(item) % {people} AS VARCHAR), 5, '0') AS 人员编号,
           CAST(DATE '2024-01-01' + CAST(hash(item + 1) % 360 AS INTEGER)
                - CASE WHEN item % 1000 = 7 THEN 366 ELSE 0 END AS VARCHAR) AS 交办日期,
           CAST(hash(item + 2 + state) % 2 AS VARCHAR) AS 办结数,
           CAST(hash(item + 3 + state) % 101 AS VARCHAR) AS 推进进度,
           strftime(TIMESTAMP '2024-12-01 08:00:00' + to_days(CAST(10 * state AS INTEGER))
                    + to_seconds(CAST(hash(item + 4) % 600000 AS INTEGER))
                    + to_days(CASE WHEN item % 1000 = 8 THEN 60 ELSE 0 END), '%Y-%m-%d %H:%M:%S') AS 更新时间
    FROM (SELECT CASE WHEN number % 20 = 19 THEN number - 10 ELSE number END AS item,
                 CASE WHEN number % 20 = 19 THEN 1 ELSE 0 END AS state FROM range({rows}) AS t(number))
) TO '{path}' (HEADER, DELIMITER ',')
"""
_BARE = """
SELECT 人员编号, count(*), sum(办结数), sum(推进进度)
FROM (SELECT * FROM read_csv('{path}') WHERE 更新时间 < '2025-01-06'
      QUALIFY row_number() OVER (PARTITION BY 工单编号 ORDER BY 更新时间 DESC) = 1)
WHERE 交办日期 BETWEEN '2024-01-01' AND '2024-12-31'
GROUP BY 人员编号
"""


def traces(rows: int = _ROWS, turns: int = 2) -> list[Row]:
    """All find the same before anything is timed."""
    with tempfile.TemporaryDirectory(prefix="traces-") as folder:
        table, larger = Path(folder) / "table.csv", Path(folder) / "larger.csv"
        _make(table, rows)
        _agree(table)
        contenders = {"bare": _bare, "ours": _ours, "pandas": _pandas, "checked": _pandas_checked}
        took = interleaved({name: partial(run, table) for name, run in contenders.items()}, turns)
        memory, _ = apart(_measured, table)
        table.unlink()
        _make(larger, rows * _TIMES_LARGER)
        more_memory, long = apart(_measured, larger)
    larger_rows = rows * _TIMES_LARGER
    return [
        *_speed(rows, took),
        Row(f"peak memory, {rows:,} traces", memory, "MB"),
        Row(
            f"peak memory, {larger_rows:,} traces, in {long:.1f} s",
            more_memory,
            "MB",
            ratio=f"{more_memory / memory:.2f} ×",
            target=f"bounded (≤ {_MEMORY_BOUND:g} MB)",
            met=more_memory <= _MEMORY_BOUND,
        ),
    ]


def _speed(rows: int, took: dict[str, Timing]) -> list[Row]:
    ours, bare = took["ours"], took["bare"]
    times = ours.median / bare.median
    found = [
        Row(f"bare DuckDB query of {rows:,} traces", bare.median, "s", bare.fastest),
        Row(
            f"reading, checking and adding up {rows:,} traces of {_PEOPLE:,} people",
            ours.median,
            "s",
            ours.fastest,
            f"{times:.2f} × bare",
            f"≤ {_BARE_TIMES:g} ×",
            times <= _BARE_TIMES,
        ),
    ]
    for name, words in (("pandas", "trusting the table"), ("checked", "checking every cell as we do")):
        slower = took[name].median / ours.median
        found.append(
            Row(
                f"pandas, {words}",
                took[name].median,
                "s",
                took[name].fastest,
                f"{slower:.1f} × ours",
                f"≥ {_PANDAS_TIMES:g} ×",
                slower >= _PANDAS_TIMES,
            )
        )
    return found


def _make(path: Path, rows: int) -> None:
    with duckdb.connect() as connection:
        connection.execute(_MAKE.format(people=_PEOPLE, rows=rows, path=path))


def _ours(path: Path) -> TraceTotals:
    people = [f"R{number:05d}" for number in range(_PEOPLE)]
    metrics: tuple[TraceMetric, ...] = ("assigned", "completion", "progress")
    return read_traces(path, path.name, _COLUMNS, Decimal(100), metrics, _YEAR, people)


def _bare(path: Path) -> list[Any]:
    """As somebody would write it who trusts the table."""
    with duckdb.connect() as connection:
        return connection.execute(_BARE.format(path=path)).fetchall()


def _pandas(path: Path) -> list[Any]:
    """The same, with the same trust."""
    import pandas  # comes with the bench extra only

    table = pandas.read_csv(path, parse_dates=["交办日期", "更新时间"])
    return _added_up(table)


def _pandas_checked(path: Path) -> list[Any]:
    """As ours reads: text first, each cell checked for what it may be, and the digest of the file."""
    import pandas

    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    table = pandas.read_csv(path, dtype=str, keep_default_na=False)
    table = table.apply(lambda column: column.str.strip())
    good = table["工单编号"].str.fullmatch(r"[A-Za-z0-9_-]+") & table["人员编号"].str.fullmatch(
        r"[A-Za-z0-9_-]+"
    )
    for column in ("办结数", "推进进度"):
        good &= table[column].str.fullmatch(r"\d{1,9}(\.\d{1,4})?")
    table["办结数"] = pandas.to_numeric(table["办结数"])
    table["推进进度"] = pandas.to_numeric(table["推进进度"])
    for column, format_ in (("交办日期", "%Y-%m-%d"), ("更新时间", "%Y-%m-%d %H:%M:%S")):
        table[column] = pandas.to_datetime(table[column], format=format_, errors="coerce")
        good &= table[column].notna()
    if not (good & (table["推进进度"] <= 100)).all():
        raise AssertionError("the table made for this cannot be read")
    return _added_up(table)


def _added_up(table: Any) -> list[Any]:
    table = table[table["更新时间"] < "2025-01-06"]
    table = table.sort_values("更新时间").drop_duplicates("工单编号", keep="last")
    table = table[table["交办日期"].between("2024-01-01", "2024-12-31")]
    sums = table.groupby("人员编号").agg({"工单编号": "count", "办结数": "sum", "推进进度": "sum"})
    return list(sums.itertuples(name=None))


def _agree(path: Path) -> None:
    expected = {
        id_: (each.assigned, each.done, 100 * each.assigned * (each.progress or 0))
        for id_, each in _ours(path).people.items()
    }
    for run in (_bare, _pandas, _pandas_checked):
        found = {row[0]: tuple(Fraction(int(each)) for each in row[1:]) for row in run(path)}
        if found != expected:
            raise AssertionError(f"{run.__name__} does not find the same")


def _measured(path: Path) -> tuple[float, float]:
    """Peak of memory in MB, and seconds."""
    taken = seconds(lambda: _ours(path))
    return peak(), taken


if __name__ == "__main__":
    show(traces(int(sys.argv[1]) if len(sys.argv) > 1 else _ROWS), "tables of work traces")
