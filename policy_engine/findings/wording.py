"""Values and messages as people read them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.documents.fields import Document
from policy_engine.documents.terms import CHINESE
from policy_engine.expr.numbers import plain
from policy_engine.expr.types import EnumType, ListType, Type, strip_null
from policy_engine.findings.judgement import PutIn, Wording
from policy_engine.findings.report_model import Shown

_LONGEST_DECIMAL = 6
_LARGEST_DENOMINATOR = 12
_FEWEST_DIGITS = 4
# Words that a file may have in Chinese too; ids that policies define stand in it as they are.
_WORDS = frozenset((id_, name) for names in CHINESE.values() for id_, name in names.items())


def number_text(number: int | Fraction, apart_from: Iterable[int | Fraction] = ()) -> str:
    """Exact where that is readable (0.125, a share of 2/3), else rounded.

    Rounding keeps enough digits to stay apart from the numbers it is read
    beside: 69.99999987 beside 70 is never written 70.
    """
    exact = plain(number)
    if "/" not in exact and len(exact.partition(".")[2]) <= _LONGEST_DECIMAL:
        return exact
    if -1 < number < 1 and number.denominator <= _LARGEST_DENOMINATOR:
        return exact
    # Nothing but zero reads as zero.
    others = [other for other in (0, *apart_from) if other != number]
    digits = _FEWEST_DIGITS
    while any(_rounded(number, digits) == _rounded(other, digits) for other in others):
        digits += 1
    return plain(_rounded(number, digits))


def _rounded(number: int | Fraction, digits: int) -> Fraction:
    return Fraction(round(number * 10**digits), 10**digits)


def shown(value: Any, apart_from: Iterable[int | Fraction] = ()) -> Shown:
    """A value for the report's data: a number where it reads as one, else its text ("2/3")."""
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            text = number_text(value, apart_from)
            if "/" in text:
                return text
            return float(text) if "." in text else int(text)
        case datetime.date():
            return value.isoformat()
        case Document():
            return {name: shown(item) for name, item in value.model_dump(exclude_unset=True).items()}
        case Mapping():
            return {str(key): shown(item) for key, item in value.items()}
        case Iterable():
            return [shown(item) for item in value]
        case _:
            return str(value)


class Words:
    """Puts messages together. `names` gives the Chinese name of words, and of ids that policies define.

    In Chinese a word goes by its name alone; of an id the reader is told both, to find it in the file.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def text(self, wording: Wording) -> Text:
        """The message in both languages."""
        return Text(self._sentence(wording.zh, chinese=True), self._sentence(wording.en, chinese=False))

    def _sentence(self, parts: tuple[str | PutIn, ...], *, chinese: bool) -> str:
        numbers = [p.value for p in parts if isinstance(p, PutIn) and _is_number(p.value)]
        read = _Reading(self._names if chinese else {}, numbers, chinese=chinese)
        return "".join(p if isinstance(p, str) else read(p.value, p.type) for p in parts)


class _Reading:
    """Values in one language, beside the other numbers of their sentence."""

    def __init__(self, names: Mapping[str, str], beside: list[int | Fraction], *, chinese: bool) -> None:
        self._names = names
        self._beside = beside
        self._chinese = chinese

    def __call__(self, value: Any, type_: Type) -> str:
        plain_type = strip_null(type_)
        match value:
            case None:
                return "未填" if self._chinese else "none"
            case bool():
                return ("是" if value else "否") if self._chinese else ("yes" if value else "no")
            case int() | Fraction():
                return number_text(value, self._beside)
            case datetime.date():
                return value.isoformat()
            case str():
                return self._term(value, plain_type)
            case Iterable():
                item = plain_type.item if isinstance(plain_type, ListType) else plain_type
                mark, nothing = ("、", "无") if self._chinese else (", ", "none")
                return mark.join(self(v, item) for v in value) or nothing
            case _:
                return str(value)

    def _term(self, value: str, type_: Type) -> str:
        if self._chinese and isinstance(type_, EnumType):
            return dict(type_.values).get(value, value)
        name = self._names.get(value)
        if name is None or name == value:
            return value
        return name if (value, name) in _WORDS else f"{name}（{value}）"


def _is_number(value: object) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def figures(observed: PutIn | None, limit: PutIn | None) -> tuple[Shown, Shown]:
    """What was observed and what is allowed, kept apart from each other when rounded."""
    both = [None if side is None else side.value for side in (observed, limit)]
    numbers: list[int | Fraction] = [value for value in both if value is not None and _is_number(value)]
    return shown(both[0], numbers), shown(both[1], numbers)
