"""Figures as people read them: exact where that is readable, and never rounded onto their limit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from policy_engine.diagnostics import Text
from policy_engine.expr.types import TEXT, EnumType
from policy_engine.findings.judgement import PutIn, Wording
from policy_engine.findings.wording import Words, number_text, shown


@pytest.mark.parametrize(("number", "text"), [
    (91, "91"), ("1/8", "0.125"), ("2/3", "2/3"), ("-1/12", "-1/12"), ("610/7", "87.1429"),
    ("69.9987", "69.9987"), ("17/90", "0.1889"), ("1/10000000", "0.0000001"),
])  # fmt: skip
def test_a_number_alone(number: str, text: str) -> None:
    assert number_text(Fraction(number)) == text


@pytest.mark.parametrize(("number", "limit", "text"), [
    (Fraction(6999999987, 10**8), 70, "69.9999999"),
    (Fraction(70) - Fraction(1, 3 * 10**9), 70, "69.9999999997"),
    (Fraction(70) + Fraction(1, 3 * 10**5), 70, "70.000003"),
    (Fraction(1, 10**7), 0, "0.0000001"),
])  # fmt: skip
def test_a_number_beside_its_limit(number: Fraction, limit: int, text: str) -> None:
    assert number_text(number, [limit]) == text


@given(st.fractions(), st.fractions())
def test_two_different_numbers_never_read_the_same(first: Fraction, second: Fraction) -> None:
    assume(first != second)
    assert number_text(first, [second]) != number_text(second, [first])


def test_data_keeps_numbers_as_numbers_where_they_read_as_such() -> None:
    assert shown({"a": [Fraction(1, 2), Fraction(2, 3), 3, True, None]}) == {"a": [0.5, "2/3", 3, True, None]}


@pytest.mark.parametrize(("value", "zh", "en"), [
    (PutIn("enforcement", TEXT), "行政执法", "enforcement"),
    (PutIn("party", TEXT), "党建（party）", "party"),
    (PutIn("other", TEXT), "other", "other"),
    (PutIn("none", EnumType("establishment_type", (("none", "编外"),))), "编外", "none"),
])  # fmt: skip
def test_a_word_goes_by_its_chinese_name_alone_and_an_id_of_the_policy_by_both(
    value: PutIn, zh: str, en: str
) -> None:
    words = Words({"enforcement": "行政执法", "party": "党建"})
    assert words.text(Wording(("“", value, "”"), (value,))) == Text(f"“{zh}”", en)
