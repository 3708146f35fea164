"""Figures as people read them: exact where that is readable, and never rounded onto their limit."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy_engine.findings.wording import number_text, shown


@pytest.mark.parametrize(("number", "text"), [
    (91, "91"), (F(1, 8), "0.125"), (F(2, 3), "2/3"), (F(-1, 12), "-1/12"), (F(610, 7), "87.1429"),
    (F(699987, 10000), "69.9987"), (F(17, 90), "0.1889"), (F(1, 10**7), "0.0000001"),
])  # fmt: skip
def test_a_number_alone(number: F, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(("number", "limit", "text"), [
    (F(6999999987, 10**8), 70, "69.9999999"),
    (F(70) - F(1, 3 * 10**9), 70, "69.9999999997"),
    (F(70) + F(1, 3 * 10**5), 70, "70.000003"),
    (F(1, 10**7), 0, "0.0000001"),
])  # fmt: skip
def test_a_number_beside_its_limit(number: F, limit: int, text: str) -> None:
    assert number_text(number, [limit]) == text


@given(st.fractions(), st.fractions())
def test_two_different_numbers_never_read_the_same(first: F, second: F) -> None:
    assume(first != second)
    assert number_text(first, [second]) != number_text(second, [first])


def test_data_keeps_numbers_as_numbers_where_they_read_as_such() -> None:
    assert shown({"a": [F(1, 2), F(2, 3), 3, True, None]}) == {"a": [0.5, "2/3", 3, True, None]}
