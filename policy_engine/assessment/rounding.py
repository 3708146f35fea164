"""Rounding as a policy declares it: exact, whatever the size of the number, and once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from policy_engine.documents.assessment_policy import Rounding
from policy_engine.documents.terms import RoundingMode
from policy_engine.expr.numbers import plain


def rounded(value: Fraction, rounding: Rounding) -> Decimal:
    """The value with as many decimals as declared; what is below zero is rounded as what is above.

    half_up: to the nearest, from the middle away from zero (四舍五入). half_even: to the nearest, from the
    middle to the even digit. down: towards zero (舍去).
    """
    whole, rest = divmod(abs(value) * 10**rounding.decimals, 1)
    units = int(whole) + _one_more(int(whole), rest, rounding.mode)
    digits = tuple(int(digit) for digit in str(units))
    # Put together from its digits: a Decimal's own arithmetic would round to the context's precision.
    return Decimal((1 if value < 0 and units > 0 else 0, digits, -rounding.decimals))


def finite(value: Fraction) -> Decimal | None:
    """The value as a decimal, exactly; None where it has no end (1/3)."""
    text = plain(value)
    return None if "/" in text else Decimal(text)


def _one_more(units: int, rest: Fraction, mode: RoundingMode) -> int:
    """Whether what is cut off counts for one more unit of the last digit: 1 or 0."""
    half = Fraction(1, 2)
    if mode == "down" or rest < half:
        return 0
    if rest > half or mode == "half_up":
        return 1
    return units % 2
