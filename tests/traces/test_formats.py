"""The same table comes to the same in every format, and in every usual way of writing it."""

from __future__ import annotations

import datetime
import hashlib
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from policy_engine.traces.model import PersonTraces, Row
from tests.traces.tables import HEADINGS, NUMBERS, problems_of, text_of, totals_of, write_workbook

_DAY = datetime.date(2024, 3, 1)
_TIME = datetime.datetime(2024, 4, 1, 10, 30)  # noqa: DTZ001 - local time, as people write it
ROWS: list[list[Any]] = [
    [1001, "R1", _DAY, 1, 80, _TIME],
    [1002, "R1", _DAY, 0, 20, _TIME],
    [1002, "R1", _DAY, 0, 20, _TIME],
    [1003, "R2", _DAY, 3, 12.5, _TIME],
    [1004, "R9", _DAY, 1, 100, _TIME],
]
PARQUET = (
    "COPY (SELECT CAST(a AS INTEGER) AS 工单编号, b AS 人员编号, CAST(c AS DATE) AS 交办日期, "
    "CAST(d AS DOUBLE) AS 办结数, CAST(e AS DECIMAL(9, 6)) AS 推进进度, CAST(f AS TIMESTAMP_NS) AS 更新时间 "
    "FROM (VALUES {rows}) AS t(a, b, c, d, e, f)) TO '{path}' (FORMAT parquet)"
)


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def parquet(path: Path) -> Path:
    import duckdb  # once the tests have been collected: see tests/conftest.py

    values = ", ".join(
        f"({a}, '{b}', '{c.isoformat()}', {d}, {e}, '{f.isoformat()}')" for a, b, c, d, e, f in ROWS
    )
    with duckdb.connect() as connection:
        connection.execute(PARQUET.format(rows=values, path=path))
    return path


def spelt(row: list[Any], day: str, done: tuple[str, str], percent: str) -> list[Any]:
    dated = [row[2].strftime(day), row[5].strftime(f"{day} %H:%M")]
    said = {0: done[1], 1: done[0]}.get(row[3], row[3])
    return [f"\u3000{row[0]} ", f"{row[1]}\t", dated[0], said, f"{row[4]}{percent}", dated[1]]


TEXT = text_of(ROWS)
TITLED = f"某乡镇工作痕迹,,,,,\n{TEXT}"
FORMATS = {
    "plain": lambda p: csv(p, TEXT),
    "UTF-8 with a mark, CR LF, blank rows": lambda p: csv(
        p, TEXT.replace("\n", "\r\n") + "\r\n,,,,,\r\n", "utf-8-sig"
    ),
    "all in quotes": lambda p: csv(p, re.sub(r"([^,\n]+)", r'"\1"', TEXT)),
    "GBK": lambda p: csv(p, TITLED, "gbk"),
    "UTF-16 with tabs": lambda p: csv(p, TEXT.replace(",", "\t"), "utf-16"),
    "semicolons and quotes": lambda p: csv(
        p, '"标题；\n两行"\n' + re.sub(r"\n(100\d)", r'\n"\1"', TEXT.replace(",", ";"))
    ),
    "Chinese dates, yes and no, percentages": lambda p: csv(
        p, text_of([spelt(row, "%Y年%m月%d日", ("是", "否"), "%") for row in ROWS])
    ),
    "dots, done and not done": lambda p: csv(
        p, text_of([spelt(row, "%Y.%m.%d", ("已办结", "未办结"), "") for row in ROWS], separator=";")
    ),
    "Parquet": parquet,
    "a workbook": lambda p: write_workbook(p, ROWS),
    "a workbook with percentages": lambda p: write_workbook(
        p, [[*row[:3], {0: False, 1: True}.get(row[3], row[3]), f"{row[4]}%", row[5]] for row in ROWS]
    ),
}
# Where the row of 1003 stands: as the program shows it in which the table is opened.
OVERDONE = {
    "GBK": Row(6),
    "semicolons and quotes": Row(7),
    "Parquet": Row(4),
    "a workbook": Row(7, "痕迹"),
    "a workbook with percentages": Row(7, "痕迹"),
}


@pytest.mark.parametrize("case", FORMATS)
def test_the_same_table_comes_to_the_same(case: str, tmp_path: Path) -> None:
    # Formats are told by content: no extension says anything.
    path = tmp_path / "痕迹[1].dat"
    (tmp_path / "痕迹1.dat").write_text("another file, which a pattern would find", encoding="utf-8")
    found = totals_of(FORMATS[case](path))
    assert {name: getattr(found, name) for name in NUMBERS} == {
        "read": 5, "counted": 3, "duplicates": 1, "outside_period": 0, "after_freeze": 0, "of_others": 1,
    }  # fmt: skip
    assert {id_: shape(each) for id_, each in found.people.items()} == {
        "R1": (2, 1, Fraction(1, 2)),
        "R2": (1, 3, Fraction(1, 8)),
        "R3": (0, 0, None),
    }
    assert [each.overdone for each in found.people.values()] == [(), (OVERDONE.get(case, Row(5)),), ()]
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert list(found.people) == sorted(found.people)


def shape(each: PersonTraces) -> tuple[Fraction, Fraction, Fraction | None]:
    return each.assigned, each.done, each.progress


def test_progress_goes_forward_to_the_end(tmp_path: Path) -> None:
    told: list[float] = []
    totals_of(csv(tmp_path / "t.csv", TITLED, "gbk"), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_headings_are_searched_in_the_first_rows_only(tmp_path: Path) -> None:
    assert totals_of(csv(tmp_path / "t.csv", "题\n" * 9 + TEXT)).read == len(ROWS)
    assert [d.code for d in problems_of(csv(tmp_path / "t.csv", "题\n" * 10 + TEXT))] == [
        "traces.no-headings"
    ]


def test_headings_may_have_white_space_and_full_width_letters(tmp_path: Path) -> None:
    headings = ["工单 编号", "人员编号\u3000", *HEADINGS[2:]]
    assert totals_of(csv(tmp_path / "t.csv", text_of(ROWS, headings))).counted == 3
