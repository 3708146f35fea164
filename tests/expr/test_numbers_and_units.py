"""Exact numbers and quantities, as people write them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.expr.numbers import exact, parse_number, parse_share, plain
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.units import UNITS, convert, find_unit, parse_quantity

F = Fraction


@pytest.mark.parametrize(("given_value", "number"), [
    (3, 3), (Decimal("0.1"), F(1, 10)), (Decimal("2.00"), 2), (F(4, 2), 2), (F(2, 3), F(2, 3)),
    ("0.1", F(1, 10)),
    (" -12 ", -12), ("1.5e3", 1500), (Decimal("-0"), 0), (Decimal("1E+2"), 100),
])  # fmt: skip
def test_exact_numbers(given_value: Any, number: Any) -> None:
    result = exact(given_value)
    assert result == number
    assert type(result) is type(number)


@pytest.mark.parametrize("value", [
    True, None, 0.1, Decimal("NaN"), Decimal("Infinity"), "", "x", "1_000", "2/3", "１２", "nan", [],
    "9" * 101,
    Decimal("1E+999999999"), Decimal("1E-999999999"), "1e999", b"1",
])  # fmt: skip
def test_what_is_no_exact_number_is_refused(value: object) -> None:
    with pytest.raises(EvaluationError):
        exact(value)


@pytest.mark.parametrize(("text", "number"), [
    ("98,000", 98000), ("９．８", F(49, 5)), ("1,234,567.5", F(2469135, 2)), (" 7 ", 7),
])  # fmt: skip
def test_numbers_as_people_write_them(text: str, number: object) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["9,80", "1,0000", ",1", "1.2.3", "九", "--1"])
def test_numbers_that_could_mean_two_things_are_refused(text: str) -> None:
    with pytest.raises(EvaluationError):
        parse_number(text)


@pytest.mark.parametrize(("value", "share"), [
    ("20%", F(1, 5)), ("２０％", F(1, 5)), ("12.5 %", F(1, 8)), ("2/3", F(2, 3)), ("1/10", F(1, 10)),
    ("0.2", F(1, 5)),
    (0.2, F(1, 5)), (Decimal("0.25"), F(1, 4)), (1, 1), (0, 0), ("100%", 1), (F(1, 3), F(1, 3)), ("3/3", 1),
])  # fmt: skip
def test_shares(value: object, share: object) -> None:
    assert parse_share(value) == share


@pytest.mark.parametrize(("value", "said"), [
    ("130%", "最多写 100%"), ("130％", "最多写 100%"), ("-5%", "最少写 0%"), (30, "请写成 30% 或 0.3"),
])  # fmt: skip
def test_the_way_out_of_a_share_is_one(value: object, said: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        parse_share(value)
    assert said in caught.value.text.zh
    assert "1.3%" not in caught.value.text.zh


@pytest.mark.parametrize("value", [
    20, "20", "120%", "-1%", "3/2", "1/0", True, None, "一半", "%", float("nan"), "20%%",
])  # fmt: skip
def test_what_is_no_share_is_refused(value: object) -> None:
    with pytest.raises(EvaluationError):
        parse_share(value)


@pytest.mark.parametrize(("number", "text"), [
    (0, "0"), (-3, "-3"), (F(1, 8), "0.125"), (F(-1, 20), "-0.05"), (F(699987, 10000), "69.9987"),
    (F(2, 3), "2/3"), (F(-2, 3), "-2/3"), (F(1, 1024), "0.0009765625"), (F(12345, 10), "1234.5"),
])  # fmt: skip
def test_numbers_are_written_exactly(number: Any, text: str) -> None:
    assert plain(number) == text


@given(st.fractions())
def test_a_number_written_reads_back_the_same(number: Fraction) -> None:
    assert Fraction(plain(number)) == number


@pytest.mark.parametrize(("text", "number", "unit"), [
    ("9.8 万人", F(49, 5), "10k_person"), ("9.8万人", F(49, 5), "10k_person"),
    ("98,000 人", 98000, "person"),
    ("12.5 平方公里", F(25, 2), "km2"), ("12.5km²", F(25, 2), "km2"),
    ("３０ 万元/亩", 30, "10k_cny_per_mu"),
    ("500 家", 500, "entity"),
    ("1 200", None, None), ("9.8", None, None), ("万人", None, None), ("3 斤", 3, "斤"),
    ("9.8.1 人", None, None),
])  # fmt: skip
def test_quantities(text: str, number: object, unit: str | None) -> None:
    if unit is None:
        with pytest.raises(EvaluationError):
            parse_quantity(text)
    else:
        assert parse_quantity(text) == (number, unit)


def test_every_unit_is_found_by_each_of_its_names_and_converts_back() -> None:
    for unit in UNITS.values():
        for spelling in unit.spellings:
            assert find_unit(spelling) is unit
        for other in UNITS.values():
            if other.dimension == unit.dimension:
                assert convert(convert(F(7, 3), unit.id, other.id), other.id, unit.id) == F(7, 3)


def test_fifteen_mu_are_one_hectare() -> None:
    assert convert(15, "mu", "hectare") == 1
    assert convert(1, "mu", "km2") == F(1, 1500)
