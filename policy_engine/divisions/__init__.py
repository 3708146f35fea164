"""The national statistical division codes (统计用区划代码): facts, about 2022–2023.

From china-division 2.7.0 (MIT). Rows whose last three digits are 400 or above
are functional areas, not townships.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Division:
    """A division: `code` has 9 digits for a township, 6 for a county, city or province."""

    code: str
    name: str


class _Rows:
    """The rows of a file, sorted by their codes, all of one length; they are taken apart when needed."""

    def __init__(self, file: str, digits: int) -> None:
        text = files(__package__).joinpath(file).read_text(encoding="utf-8")
        self._rows = text.splitlines()[1:]
        self._digits = digits

    def beginning(self, digits: str) -> Iterator[Division]:
        """Those whose codes begin so, by code."""
        place = bisect_left(self._rows, digits)
        while place < len(self._rows) and self._rows[place].startswith(digits):
            # The files quote nothing.
            code, name = self._rows[place].split(",")[:2]
            yield Division(code, name)
            place += 1

    def named(self, code: str) -> Division | None:
        return next(self.beginning(code), None) if len(code) == self._digits else None


_townships = cache(lambda: _Rows("townships.csv", 9))
_jurisdictions = cache(lambda: _Rows("jurisdictions.csv", 6))


def division(code: str) -> Division | None:
    """The division that bears the code, or None."""
    return (_townships() if len(code) == 9 else _jurisdictions()).named(code)


@lru_cache(maxsize=4096)
def townships_of(county: str) -> tuple[Division, ...]:
    """The townships of a county (6 digits), by code; functional areas are left out."""
    if len(county) != 6:
        return ()
    return tuple(each for each in _townships().beginning(county) if division_form(each.code) is not None)


def division_form(code: str) -> str | None:
    """What the code's last three digits say: subdistrict, town or township; None for anything else."""
    if len(code) != 9 or not code.isascii() or not code.isdigit():
        return None
    band = int(code[6:])
    if 1 <= band <= 99:
        return "subdistrict"
    if 100 <= band <= 199:
        return "town"
    return "township" if 200 <= band <= 399 else None
