"""What cannot be read is refused as a whole, each place with its line, column, cause and way out."""

from __future__ import annotations

import datetime
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml

from policy_engine.diagnostics import UsageError
from policy_engine.traces import read, session
from policy_engine.traces.files import Content, content_of
from tests.traces.tables import (
    COLUMNS,
    HEADINGS,
    WITHOUT_UPDATES,
    problems_of,
    text_of,
    totals_of,
    write_workbook,
)

HERE = Path(__file__).parent
CELLS: list[dict[str, Any]] = yaml.safe_load((HERE / "bad_cells.yaml").read_text(encoding="utf-8"))
FILES: list[dict[str, Any]] = yaml.safe_load((HERE / "bad_files.yaml").read_text(encoding="utf-8"))
GOOD = ["G1", "R1", "2024-03-01", 1, 80, "2024-04-01 10:00:00"]


def test_every_row_that_cannot_be_read_is_listed_with_line_column_and_cause(tmp_path: Path) -> None:
    path = tmp_path / "traces.csv"
    rows = "".join(f"{case['row']}\n" for case in CELLS)
    path.write_text(f"{text_of([GOOD])}{rows}", encoding="utf-8")
    found = problems_of(path)
    assert [(d.code, d.span and d.span.line, d.span and d.span.column) for d in found] == [
        (case["code"], line, case["column"]) for line, case in enumerate(CELLS, 3)
    ]
    for diagnostic, case in zip(found, CELLS, strict=True):
        assert str(case["says"]) in diagnostic.message.zh
        assert f"ow {diagnostic.span.line}" in diagnostic.message.en  # type: ignore[union-attr]
        assert diagnostic.help is not None


def test_of_more_bad_rows_the_first_are_listed_and_all_counted_by_cause(tmp_path: Path) -> None:
    path = tmp_path / "traces.csv"
    bad = [["A", "330782199001011234", "坏", 1, 80, "2024-04-01"]] * 15 + [
        ["", "R1", "2024-01-01", 1, 1, ""]
    ] * 9
    path.write_text(text_of([GOOD, *bad]), encoding="utf-8")
    *listed, more = problems_of(path)
    assert [d.span.line for d in listed if d.span] == list(range(3, 23))
    assert more.code == "traces.more-unreadable"
    assert "24 处" in more.message.zh
    assert "日期不可读 15 处、空白 9 处" in more.message.zh
    assert not any("199001011234" in d.message.zh + d.message.en for d in listed)


@pytest.mark.parametrize("case", FILES, ids=[case["case"] for case in FILES])
def test_a_file_that_is_no_table(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "traces.csv"
    data = case["text"].encode() if "text" in case else case["bytes"].encode("latin-1")
    path.write_bytes(data + case.get("append", "").encode("latin-1"))
    (found,) = problems_of(path)
    assert (found.code, found.span and found.span.line) == (case["code"], case.get("line", 1))
    assert found.help is not None
    assert case.get("help", found.help.zh) == found.help.zh


def test_what_cannot_be_opened_is_a_mistake_of_the_command(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "file.missing"), (tmp_path, "file.is-a-directory")):
        with pytest.raises(UsageError) as raised:
            problems_of(path)
        assert raised.value.diagnostic.code == code


@pytest.mark.parametrize(
    ("columns", "second"),
    [
        pytest.param(COLUMNS, "2024-04-01 10:00:00", id="the same time of update"),
        pytest.param(WITHOUT_UPDATES, "2024-05-01 10:00:00", id="no column of updates"),
    ],
)
def test_two_states_of_which_none_is_the_last_are_refused_with_both_lines(
    columns: Any, second: str, tmp_path: Path
) -> None:
    path = tmp_path / "traces.csv"
    other = ["G1", "R2", "2024-03-01", 0, 80, second]
    path.write_text(text_of([GOOD, ["G2", *GOOD[1:]], other]), encoding="utf-8")
    (found,) = problems_of(path, columns=columns)
    assert found.code == "traces.conflicting-rows"
    assert [found.span.line if found.span else 0, *(span.line for _, span in found.related)] == [2, 4]
    assert "第 2 行、第 4 行" in found.message.zh


@pytest.mark.parametrize(("written", "shown"), [
    ("r1", "r1"), ("Ｒ１", "Ｒ１"), ("R 1", "R 1"), ("R\u200b1", "R〔U+200B〕1"),
    ("\u202dR1", "〔U+202D〕R1"), ("R\u30001", "R 1"), ("R\u20281", "R〔U+2028〕1"),
])  # fmt: skip
def test_a_person_typed_otherwise_than_the_assessed_one_is_told_and_not_left_to_others(
    written: str, shown: str, tmp_path: Path
) -> None:
    path = tmp_path / "traces.csv"
    rows = [[f"G{number}", written, *GOOD[2:]] for number in (2, 3)]
    path.write_text(text_of([GOOD, *rows]), encoding="utf-8")
    (found,) = problems_of(path)
    assert (found.code, found.span and (found.span.line, found.span.column)) == (
        "traces.person-spelling", (3, 2)
    )  # fmt: skip
    assert f"“{shown}”，与考核人员“R1”" in found.message.zh
    assert "共 2 行" in found.message.zh


@pytest.mark.parametrize(("column", "written", "shown"), [
    (4, "80\u200b", "“80〔U+200B〕”，不是进度"), (2, "2024\u00a0-03-01", "“2024〔U+00A0〕-03-01”，不是日期"),
    (2, "330782\u200b199001011234", "“330782***********4”，不是日期"),
])  # fmt: skip
def test_what_nobody_sees_in_a_cell_is_shown(column: int, written: str, shown: str, tmp_path: Path) -> None:
    path = tmp_path / "traces.csv"
    row = [*GOOD[:column], written, *GOOD[column + 1 :]]
    path.write_text(text_of([row]), encoding="utf-8")
    (found,) = problems_of(path)
    assert shown in found.message.zh


def test_an_identity_number_typed_with_blanks_is_masked(tmp_path: Path) -> None:
    path = tmp_path / "traces.csv"
    path.write_text(text_of([[GOOD[0], "330782 19900101 1234", *GOOD[2:]]]), encoding="utf-8")
    (found,) = problems_of(path, people=["330782199001011234"])
    assert found.code == "traces.person-spelling"
    assert "1990" not in str(found)


@pytest.mark.parametrize("written", ["g1", "Ｇ１", "G 1", "G\u200b1", "ｇ\u00a01", "G\t1", '"G\n1"'])
def test_ids_that_differ_in_typing_only_are_told_with_both_lines(written: str, tmp_path: Path) -> None:
    path = tmp_path / "traces.csv"
    path.write_text(text_of([GOOD, ["G2", *GOOD[1:]], [written, *GOOD[1:]]]), encoding="utf-8")
    (found,) = problems_of(path)
    assert found.code == "traces.ids-alike"
    assert [found.span and found.span.line, *(span.line for _, span in found.related)] == [2, 4]


def test_ids_of_mixed_capitals_and_chinese_that_are_not_alike_are_read(tmp_path: Path) -> None:
    path = tmp_path / "traces.csv"
    ids = ["Ab1", "工单（1）", "工单（2）", "aB2", "工 单1"]
    path.write_text(text_of([[id_, *GOOD[1:]] for id_ in ids]), encoding="utf-8")
    assert totals_of(path).counted == len(ids)


def test_a_file_that_changes_while_it_is_read_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "traces.csv"
    path.write_text(text_of([GOOD]), encoding="utf-8")

    def content_while_it_is_saved_again(of: Path, given_up: threading.Event) -> Content:
        path.write_text(text_of([GOOD, GOOD]), encoding="utf-8")
        return content_of(of, given_up)

    monkeypatch.setattr(read, "content_of", content_while_it_is_saved_again)
    assert [d.code for d in problems_of(path)] == ["traces.changed"]


def test_too_little_memory_is_said_with_a_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "traces.csv"
    path.write_text(text_of([GOOD]), encoding="utf-8")
    monkeypatch.setattr(session, "_MEMORY", "1MB")
    (found,) = problems_of(path)
    assert found.code == "traces.no-room"
    assert found.help is not None


def test_a_metric_whose_column_the_policy_does_not_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "traces.csv"
    path.write_text(text_of([GOOD]), encoding="utf-8")
    (found,) = problems_of(path, metrics=("completion", "clock_in"))
    assert found.code == "traces.column-not-declared"
    assert "打卡" in found.message.zh
    (found,) = problems_of(path, full_progress=Decimal(10) ** 9)
    assert found.code == "traces.full-progress"


def test_bad_cells_of_a_workbook_are_named_as_its_program_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "traces.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("三月")
    for number, row in enumerate([[*HEADINGS, "备注"], *[[f"A{n}", *GOOD[1:]] for n in range(9)]]):
        sheet.write_row(number, 0, row)
    sheet.write_formula(1, 6, "=1+1", None, 2)  # in a column that is not read
    sheet.write(2, 0, 330782199001011234)
    sheet.write_formula(3, 3, "=1+0", None, 1)
    sheet.write(4, 2, 45352)  # a number that is not shown as a date
    sheet.write_array_formula(5, 3, 6, 3, "{=A1:A2}", None, 1)
    sheet.write(6, 3, 1)
    sheet.merge_range(7, 1, 8, 1, "R1", book.add_format())
    sheet.write(9, 4, 2, book.add_format({"num_format": "0%"}))
    book.close()
    found = [(d.code, d.span and d.span.line, d.message.zh.partition("（")[2][:3]) for d in problems_of(path)]
    assert found == [
        ("traces.digits-lost", 3, "A3）"),
        ("traces.formula", 4, "D4）"),
        ("traces.not-a-date", 5, "C5）"),
        ("traces.formula", 6, "D6）"),
        ("traces.formula", 7, "D7）"),
        ("traces.blank-cell", 9, "B9）"),
        ("traces.above-full-progress", 10, "E10"),
    ]


def test_a_hidden_sheet_with_traces_is_neither_counted_nor_left_out(tmp_path: Path) -> None:
    path = tmp_path / "traces.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name in ("三月", "四月"):
        book.add_worksheet(name).write_row(0, 0, HEADINGS)
    book.get_worksheet_by_name("四月").hide()
    book.close()
    assert [d.code for d in problems_of(path)] == ["traces.hidden-sheet"]


def test_a_workbook_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "traces.xlsx", [["A", "R1", datetime.date(2024, 3, 1), 1, 1, "2024-03-01"]]
    )
    path.write_bytes(path.read_bytes()[:-200])
    assert [d.code for d in problems_of(path)] == ["traces.damaged"]


def test_parquet_of_other_types_is_refused_and_lost_digits_are_seen(tmp_path: Path) -> None:
    import duckdb  # once the tests have been collected: see tests/conftest.py

    path = tmp_path / "traces.parquet"
    for updated, code in (
        ("TIMESTAMPTZ '2024-04-01 10:00:00+08'", "traces.column-type"),
        ("DATE '2024-04-01'", "traces.digits-lost"),
    ):
        values = ("3e17", "'R1'", "DATE '2024-03-01'", "1", "80", updated)
        columns = ", ".join(f'{value} AS "{name}"' for value, name in zip(values, HEADINGS, strict=True))
        with duckdb.connect() as connection:
            connection.execute(f"COPY (SELECT {columns}) TO '{path}'")
        assert [d.code for d in problems_of(path)] == [code]
