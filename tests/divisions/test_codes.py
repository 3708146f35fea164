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


def test_the_files_quote_nothing_so_that_rows_may_be_split() -> None:
    for name, columns in (("townships.csv", 2), ("jurisdictions.csv", 3)):
        rows = files("policy_engine.divisions").joinpath(name).read_text("utf-8").splitlines()
        assert '"' not in "".join(rows)
        assert {row.count(",") for row in rows} == {columns - 1}
