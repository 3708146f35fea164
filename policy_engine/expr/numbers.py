"""Exact numbers: reading them from documents and writing them for people.

A number is an int or a fractions.Fraction; a Fraction is never whole.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from policy_engine.diagnostics import Text
from policy_engine.expr.problems import EvaluationError

Number: TypeAlias = int | Fraction

# Beyond this a number is a slip or an attack: 1E+1000000000 would fill the memory.
LARGEST_EXPONENT = 100
_DECIMAL = re.compile(r"[+-]?[0-9]{1,100}(\.[0-9]{1,100})?([eE][+-]?[0-9]{1,3})?")
_RATIO = re.compile(r"([0-9]{1,100})\s*/\s*([0-9]{1,100})")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def exact(value: object) -> Number:
    """The int or Fraction that `value` (int, Fraction, Decimal or decimal text) stands for.

    Raises EvaluationError for anything else: bool, float, NaN, infinity, other text.
    """
    if type(value) is int:
        return value
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    if isinstance(value, Decimal):
        return _of_decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value.strip()):
        return _of_decimal(Decimal(value.strip()))
    raise _not_a_number(value)


def _of_decimal(value: Decimal) -> Number:
    if not value.is_finite():
        raise _not_a_number(value)
    if abs(value.adjusted()) > LARGEST_EXPONENT or len(value.as_tuple().digits) > 2 * LARGEST_EXPONENT:
        raise EvaluationError(Text(f"数值 {value} 超出可处理的范围", f"the number {value} is out of range"))
    return exact(Fraction(value))


def _not_a_number(value: object) -> EvaluationError:
    shown = "null" if value is None else str(value)
    return EvaluationError(Text(f"“{shown}”不是可以精确计算的数值", f'"{shown}" is not an exact number'))


def parse_number(text: str) -> Number:
    """A number as people write it: "9.8", "98,000", "９．８". Raises EvaluationError."""
    plain_text = unicodedata.normalize("NFKC", text).strip()
    if _GROUPED.fullmatch(plain_text):
        plain_text = plain_text.replace(",", "")
    return exact(plain_text)


def parse_share(value: object) -> Number:
    """A share between 0 and 1, from "20%", "2/3", "0.2" or a number. Raises EvaluationError.

    A float is read as the shortest decimal that prints the same: 0.2 is one fifth.
    """
    share = _share(Decimal(repr(value)) if isinstance(value, float) else value)
    if 0 <= share <= 1:
        return share
    if isinstance(value, str) and unicodedata.normalize("NFKC", value).strip().endswith("%"):
        raise EvaluationError(_beyond(value, share))
    # A percentage without its sign is told how it is written itself; other numbers get an example.
    percentage = share if 1 < share <= 100 else 20
    way_out = f"{plain(percentage)}%", plain(exact(Fraction(percentage) / 100))
    raise EvaluationError(Text(
        f"比例“{value}”应在 0 到 1（即 0% 到 100%）之间；百分数请写成 {way_out[0]} 或 {way_out[1]}",
        f'the share "{value}" must lie between 0 and 1 (0% and 100%); '
        f"write a percentage as {way_out[0]} or {way_out[1]}",
    ))  # fmt: skip


def _beyond(value: str, share: Number) -> Text:
    """A percentage, as such written rightly, that no share has."""
    zh, en = ("最多写 100%", "100% is the most") if share > 1 else ("最少写 0%", "0% is the least")
    return Text(
        f"比例“{value}”应在 0% 到 100% 之间，{zh}",
        f'the share "{value}" must lie between 0% and 100%; {en}',
    )


def _share(value: object) -> Number:
    if not isinstance(value, str):
        return exact(value)
    text = unicodedata.normalize("NFKC", value).strip()
    if text.endswith("%"):
        return exact(Fraction(parse_number(text[:-1])) / 100)
    if ratio := _RATIO.fullmatch(text):
        over, under = int(ratio[1]), int(ratio[2])
        if under == 0:
            raise _not_a_number(value)
        return exact(Fraction(over, under))
    return parse_number(text)


def plain(number: Number) -> str:
    """The exact decimal text where one exists ("0.125"), else the reduced fraction ("2/3")."""
    over, under = number.numerator, number.denominator
    rest, digits = under, 0
    for factor in (2, 5):
        count = 0
        while rest % factor == 0:
            rest, count = rest // factor, count + 1
        digits = max(digits, count)
    if rest != 1:
        return f"{over}/{under}"
    if digits == 0:
        return str(over)
    shifted = str(abs(over) * 10**digits // under).rjust(digits + 1, "0")
    return f"{'-' if over < 0 else ''}{shifted[:-digits]}.{shifted[-digits:]}"
