"""Texts and Parquet files that are odd in a way that other programs do not notice."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path

import pytest

from policy_engine.traces import files, read
from policy_engine.traces.session import InputError, Session
from tests.traces.tables import HEADINGS, problems_of, text_of, totals_of

GOOD = ["G1", "R1", "2024-03-01", 1, 80, "2024-04-01 10:00:00"]
TEXT = text_of([GOOD])


def found_in(path: Path, data: bytes) -> list[tuple[str, int]]:
    path.write_bytes(data)
    return [(d.code, d.span.line if d.span else 0) for d in problems_of(path)]


@pytest.mark.parametrize("rows", [1, 4_000], ids=["at the beginning", "far down"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "utf-16"])
def test_a_byte_0_is_refused_wherever_it_stands(
    rows: int, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_CHUNK", 10_000)
    text = (
        text_of([[f"G{number}", *GOOD[1:]] for number in range(rows)]) + "H\0,R1,2024-03-01,1,80,2024-04-01\n"
    )
    assert found_in(tmp_path / "t.csv", text.encode(encoding)) == [("traces.bad-bytes", rows + 2)]


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_bytes_that_are_none_of_the_encoding_are_named_by_their_line(encoding: str, tmp_path: Path) -> None:
    good = f"{TEXT}{'#' * 80_000},\n\n".encode(encoding)
    fault = {"gbk": b"\xff\xff\n", "utf-16": b"\x00\xd8a\0\n\0"}[encoding]
    assert found_in(tmp_path / "t.csv", good + fault) == [("traces.bad-bytes", 5)]


def test_a_huge_cell_is_told_and_not_written_out(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    huge = ["G" * 200_000, *GOOD[1:]]
    path.write_text(text_of([GOOD, ["", *GOOD[1:]], huge]), encoding="utf-8")
    found = problems_of(path)
    assert [(d.code, d.span and d.span.line) for d in found] == [
        ("traces.blank-cell", 3), ("traces.cell-too-long", 4)
    ]  # fmt: skip
    path.write_text(TEXT.replace("办结数", "办" * 10_000), encoding="utf-8")
    found += problems_of(path)
    assert len(str(found)) < 5_000


def test_rows_of_totals_are_told_however_they_are_called(tmp_path: Path) -> None:
    names = ["本页合计", "本月小计：", "合计（共 3 件）", "总计 25条", "各村累计", "合计：3"]
    row = ["G2", "R1", "2024-03-01", 9, 80, "2024-04-01"]
    rows = [[*row[:column], name, *row[column + 1 :]] for name in names for column in range(3)]
    (tmp_path / "t.csv").write_text(text_of([GOOD, *rows]), encoding="utf-8")
    assert [d.code for d in problems_of(tmp_path / "t.csv")] == ["traces.total-row"] * len(rows)


def test_ids_with_words_of_totals_in_them_are_ids(tmp_path: Path) -> None:
    path, ids = tmp_path / "t.csv", ["合计2024-1", "统计", "工单合计表1", "小计划"]
    path.write_text(text_of([[id_, *GOOD[1:]] for id_ in ids]), encoding="utf-8")
    assert totals_of(path).counted == len(ids)


def test_a_name_of_a_file_that_is_no_text(tmp_path: Path) -> None:
    if sys.platform in ("darwin", "win32"):
        pytest.skip("names are text there")
    path = Path(os.fsdecode(os.fsencode(tmp_path / "t") + b"\xff.csv"))
    path.write_text(TEXT, encoding="utf-8")
    found = totals_of(path)
    assert (found.counted, found.file) == (1, "t\ufffd.csv")


def parquet(path: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Path:
    """Cells are SQL."""
    import duckdb  # once the tests have been collected: see tests/conftest.py

    values = ", ".join(f"({', '.join(row)})" for row in rows)
    names = ", ".join(f'"{heading}"' for heading in headings)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM (VALUES {values}) AS t({names})")  # noqa: S608 - our own
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def cells(id_: str, done: str, *more: str) -> list[str]:
    return [id_, "'R1'", "DATE '2024-03-01'", done, "CAST(80 AS FLOAT)", "DATE '2024-04-01'", *more]


def test_two_columns_of_one_heading_are_seen_in_parquet(tmp_path: Path) -> None:
    path = parquet(tmp_path / "t.parquet", [cells("1", "1", "2")], [*HEADINGS, "办结件"])
    # DuckDB writes no such file: the heading is changed to one as long.
    path.write_bytes(path.read_bytes().replace("办结件".encode(), "办结数".encode()))
    assert [d.code for d in problems_of(path)] == ["traces.column-twice"]


def test_a_parquet_column_with_the_name_of_row_numbers_does_not_matter(tmp_path: Path) -> None:
    headings = [*HEADINGS, "File_Row_Number"]
    path = parquet(tmp_path / "t.parquet", [cells("1", "1", "7"), cells("2", "2", "9")], headings)
    found = totals_of(path)
    assert [row.line for row in found.people["R1"].overdone] == [2]
    (problem,) = problems_of(parquet(path, [cells("1", "1", "7"), cells("2", "-1", "9")], headings))
    assert (problem.code, problem.span and problem.span.line) == ("traces.negative", 2)


@pytest.mark.parametrize(
    ("done", "counted"),
    [("CAST(0.1 AS FLOAT)", Fraction(1, 10)), ("CAST(123456.5 AS FLOAT)", Fraction(246913, 2)),
     ("CAST(1 AS FLOAT)", Fraction(1)), ("CAST(0.1 AS DOUBLE) + 0.2", Fraction(3, 10))],
)  # fmt: skip
def test_binary_numbers_are_what_they_are_shown_as(done: str, counted: Fraction, tmp_path: Path) -> None:
    assert totals_of(parquet(tmp_path / "t.parquet", [cells("1", done)])).people["R1"].done == counted


@pytest.mark.parametrize(
    ("id_", "done", "code"),
    [("1", "CAST(20000001 AS FLOAT)", "traces.not-done-or-number"),
     ("CAST(20240301001 AS FLOAT)", "1", "traces.digits-lost"),
     ("CAST('nan' AS DOUBLE)", "1", "traces.blank-cell"),
     ("1", "CAST(0.8000001 AS FLOAT)", "traces.too-many-decimals")],
)  # fmt: skip
def test_binary_numbers_that_may_have_lost_digits(id_: str, done: str, code: str, tmp_path: Path) -> None:
    assert [d.code for d in problems_of(parquet(tmp_path / "t.parquet", [cells(id_, done)]))] == [code]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="signals come otherwise there")
def test_an_interruption_while_duckdb_works_is_one(tmp_path: Path) -> None:
    session = Session(tmp_path, None)
    session.rows("SELECT 1")
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    begun = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            session.rows("SELECT count(*) FROM range(20000000000) AS t(a) WHERE hash(a) = 3")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - begun < 10
    assert session.rows("SELECT 2") == [(2,)]
    session.close()


def test_a_session_is_closed_while_a_statement_runs_that_nobody_waits_for(tmp_path: Path) -> None:
    session = Session(tmp_path, None)
    session.rows("SELECT 1")
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(
            session.rows, "SELECT count(*) FROM range(20000000000) AS t(a) WHERE hash(a) = 3"
        )
        while not session._working.locked():
            time.sleep(0.01)
        begun = time.monotonic()
        session.close()
        assert time.monotonic() - begun < 10
        with pytest.raises(InputError):
            running.result()


def test_a_file_is_read_no_further_when_nobody_wants_to_know(tmp_path: Path) -> None:
    path, given_up = tmp_path / "t.csv", threading.Event()
    path.write_bytes(b"a" * 1000)
    whole = files.content_of(path, given_up)
    given_up.set()
    assert files.content_of(path, given_up) != whole


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_told_to_end_temporary_files_are_removed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = signal.Signals[name]
    before = signal.signal(told, signal.SIG_DFL)
    (tmp_path / "work").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))
    (tmp_path / "t.csv").write_text(TEXT, encoding="utf-8")

    def told_to_end(path: Path, work: Path) -> Path:
        assert list((tmp_path / "work").iterdir()) == [work]
        signal.raise_signal(told)
        return path

    monkeypatch.setattr(read, "named_in_unicode", told_to_end)
    try:
        with pytest.raises(SystemExit) as raised:
            totals_of(tmp_path / "t.csv")
    finally:
        signal.signal(told, before)
    assert raised.value.code == 128 + told
    assert not list((tmp_path / "work").iterdir())
