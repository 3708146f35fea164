"""The shipped division codes are the facts they claim to be."""

from __future__ import annotations

from importlib.resources import files

import pytest

from policy_engine.divisions import Division, division, division_form, townships_of


@pytest.mark.parametrize(("county", "count"), [
    ("330105", 18), ("330503", 10), ("330522", 15), ("330782", 14),
    ("330803", 20), ("331004", 10), ("331081", 16), ("331122", 18),
])  # fmt: skip
def test_the_eight_counties_have_the_townships_they_have(county: str, count: int) -> None:
    assert len(townships_of(county)) == count


@pytest.mark.parametrize(("code", "form"), [
    ("331004003", "subdistrict"), ("331004103", "town"), ("330522202", "township"),
    ("331004400", None), ("331004000", None), ("331004", None), ("33100410x", None),
    ("３３１００４１０３", None),
])  # fmt: skip
def test_the_code_shows_the_form(code: str, form: str | None) -> None:
    assert division_form(code) == form


def test_divisions_are_found_by_code() -> None:
    assert division("331004003") == Division("331004003", "路北街道")
    assert division("331004") == Division("331004", "路桥区")
    assert division("331004999") is None
    assert [division(code) for code in ("", "331", "33100", "3310040", "999999", "999999999")] == [None] * 6


def test_counties_that_are_none_have_no_townships() -> None:
    assert [townships_of(code) for code in ("", "33", "3310", "331004003", "330000", "999999")] == [()] * 6


def test_every_row_of_the_files_is_found_and_no_other() -> None:
    for name in ("townships.csv", "jurisdictions.csv"):
        rows = files("policy_engine.divisions").joinpath(name).read_text("utf-8").splitlines()[1:]
        codes = [row.split(",")[0] for row in rows]
        assert codes == sorted(codes), "they are looked up by halves"
        # A city without counties stands there a second time, as its own county.
        assert len({tuple(row.split(",")[:2]) for row in rows}) == len(set(codes)), "one name for each code"
        assert {len(code) for code in codes} == {9 if name == "townships.csv" else 6}
        for row in (*rows[:50], *rows[::97], rows[-1]):
            code, title = row.split(",")[:2]
            assert division(code) == Division(code, title)


def test_the_files_quote_nothing_so_that_rows_may_be_split() -> None:
    for name, columns in (("townships.csv", 2), ("jurisdictions.csv", 3)):
        rows = files("policy_engine.divisions").joinpath(name).read_text("utf-8").splitlines()
        assert '"' not in "".join(rows)
        assert {row.count(",") for row in rows} == {columns - 1}
