"""Text in columns where a Chinese character is two wide."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from policy_engine.reports.layout import PAGE_CELLS, fitted_table, labelled, table, wrap

WORDS = st.text(st.sampled_from("岗位上限ab1 ,，。（）()“”-/:"), max_size=60)


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 10, [""]),
        ("岗位总数", 8, ["岗位总数"]),
        ("岗位总数不超", 8, ["岗位总数", "不超"]),
        ("岗位总数，上限", 8, ["岗位总", "数，上限"]),  # a comma never begins a line
        ("上限（九十）个", 6, ["上限", "（九", "十）个"]),  # a bracket never ends one
        ("posts within the cap", 12, ["posts within", "the cap"]),
        ("policies/a.yaml", 6, ["polici", "es/a.y", "aml"]),  # what is too long is cut
        ("见 policies/a.yaml:3 行", 20, ["见 policies/a.yaml:3", "行"]),
    ],
)
def test_lines_are_broken_where_a_reader_would(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


@given(text=WORDS, cells=st.integers(8, 40))
def test_lines_keep_to_the_width_and_lose_nothing(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(cell_len(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_columns_are_aligned_by_what_is_seen() -> None:
    lines = table([("乡镇", "结论", "x"), ("ab", "不予同意", "y"), ("路北街道", "c", "z")])
    assert lines == ["乡镇      结论      x", "ab        不予同意  y", "路北街道  c         z"]
    assert {cell_len(line) for line in lines} == {21}


def test_values_stand_below_each_other_beside_their_label() -> None:
    assert labelled("对象", ["一", "二"], 8, indent=2) == ["  对象    一", "          二"]


WIDE = [
    ["人员", "考核范围", "报送等次"],
    *[[f"R{n:03} 张**", "公务员" * 9, f"{n}.25 " * 8] for n in range(3)],
]


def test_a_table_that_is_too_wide_breaks_its_headings_first_and_keeps_numbers_whole() -> None:
    lines = fitted_table(WIDE)
    assert max(map(cell_len, lines)) <= PAGE_CELLS
    assert fitted_table([row[:2] for row in WIDE]) == table([row[:2] for row in WIDE])
    assert re.findall(r"[0-9]\.25", " ".join(lines)) == [f"{n}.25" for n in range(3) for _ in range(8)]
    headed = fitted_table([["日常考评"] * 16, ["90"] * 16])
    assert headed == ["  ".join(["日常"] * 16), "  ".join(["考评"] * 16), ("90    " * 16).rstrip()]


@given(
    st.lists(st.lists(st.text("张公务员 a1.*", max_size=60), min_size=4, max_size=4), min_size=1, max_size=4)
)
def test_a_table_that_breaks_loses_nothing(rows: list[list[str]]) -> None:
    written = sorted("".join(fitted_table(rows)).replace(" ", ""))
    assert written == sorted("".join(map("".join, rows)).replace(" ", ""))
