"""What holds of everybody's points, whatever the policy and the scores."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policy_engine.assessment.rounding import rounded
from policy_engine.documents.assessment_policy import Rounding
from policy_engine.documents.terms import RoundingMode
from tests.assessment.figures import all_terms, assert_follows
from tests.assessment.oracle import rounded_by_hand
from tests.assessment.random_points import Case, case_of
from tests.effort import tried

SEEDS = st.integers(0, 10**9)
MODES: tuple[RoundingMode, ...] = ("half_up", "half_even", "down")


@tried(40, thorough=2000)
@given(SEEDS)
def test_points_are_those_of_the_independent_calculation(seed: int) -> None:
    case = case_of(seed)
    result, by_hand = case.worked(), case.by_hand()
    assert (result.computed, result.total, result.factor) == (by_hand.computed, by_hand.total, by_hand.factor)
    assert (result.total is None) == bool(result.missing)
    if result.total is not None:
        assert {part: term.value for part, term in result.parts.items()} == by_hand.parts


def test_most_of_the_cases_at_random_have_points_and_some_have_none() -> None:
    totals = [case_of(seed).by_hand().total for seed in range(60)]
    assert 15 < sum(total is not None for total in totals) < 55


@tried(20, thorough=1000)
@given(SEEDS)
def test_shared_out_weights_still_sum_to_one(seed: int) -> None:
    result = case_of(seed).worked()
    for term in all_terms(result.figure):
        assert_follows(term)
    applying = [term.weight for term in result.parts.values() if term.weight is not None]
    if result.total is not None:
        assert sum(applying, Fraction(0)) == 1


@tried(20, thorough=1000)
@given(SEEDS, st.integers(0, 3))
def test_raising_one_dimension_never_lowers_the_total(seed: int, which: int) -> None:
    case = case_of(seed)
    scores = case.person.get("scores", {})
    words = list(scores)
    if not words:
        return
    word = words[which % len(words)]
    # A total without an end would be none.
    case.policy.setdefault("rounding", {"mode": "half_up", "decimals": 1, "when": "end"})
    before = case.worked().total
    scores[word] = next(d["max"] for d in case.policy["dimensions"] if word in (d["id"], d["name"]))
    after = case.worked().total
    assert before is None or (after is not None and after >= before)


@tried(20, thorough=1000)
@given(SEEDS)
def test_the_order_in_which_things_are_written_changes_nothing(seed: int) -> None:
    case = case_of(seed)
    other = Case(
        _reversed(case.policy), _reversed(case.person), _reversed(case.document), case.table, case.line
    )
    result, mirrored = case.worked(), other.worked()
    assert (result.computed, result.total, result.factor) == (
        mirrored.computed,
        mirrored.total,
        mirrored.factor,
    )
    assert sorted(text.zh for text in result.missing) == sorted(text.zh for text in mirrored.missing)


def _reversed(written: Any) -> Any:
    """Every list of records, and every map, from its end."""
    if isinstance(written, dict):
        return {key: _reversed(value) for key, value in reversed(written.items())}
    if isinstance(written, list) and all(isinstance(item, dict) for item in written):
        return [_reversed(item) for item in reversed(written)]
    return written


@tried(60, thorough=5000)
@given(st.fractions(max_denominator=2000), st.sampled_from(MODES), st.integers(0, 6))
def test_rounding_takes_the_number_that_its_mode_says(
    value: Fraction, mode: RoundingMode, decimals: int
) -> None:
    result = rounded(value, Rounding(mode=mode, decimals=decimals, when="end"))
    assert Fraction(result) == rounded_by_hand(value, mode, decimals)
    assert result.as_tuple().exponent == -decimals


def test_rounding_is_exact_for_numbers_of_any_length() -> None:
    """Longer than the precision of the decimal context, and a hair below the middle."""
    value = Fraction(10**40) + Fraction(5, 100) - Fraction(1, 10**50)
    up = Rounding(mode="half_up", decimals=1, when="end")
    assert Fraction(rounded(value, up)) == 10**40
    assert Fraction(rounded(value + Fraction(1, 10**50), up)) == 10**40 + Fraction(1, 10)


def test_middles_below_zero_are_rounded_as_those_above() -> None:
    value = Fraction(-25, 100)
    signed = {mode: str(rounded(value, Rounding(mode=mode, decimals=1, when="end"))) for mode in MODES}
    assert signed == {"half_up": "-0.3", "half_even": "-0.2", "down": "-0.2"}
    assert str(rounded(Fraction(-1, 100), Rounding(mode="down", decimals=1, when="end"))) == "0.0"
