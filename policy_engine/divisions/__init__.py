"""The national statistical division codes (统计用区划代码): facts, about 2022–2023.

From china-division 2.7.0 (MIT). Rows whose last three digits are 400 or above
are functional areas, not townships.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Division:
    """A division: `code` has 9 digits for a township, 6 for a county, city or province."""

    code: str
    name: str


@cache
def _read(file: str) -> Mapping[str, Division]:
    with files(__package__).joinpath(file).open(encoding="utf-8") as lines:
        return {row["code"]: Division(row["code"], row["name"]) for row in csv.DictReader(lines)}


def division(code: str) -> Division | None:
    """The division that bears the code, or None."""
    return _read("townships.csv" if len(code) == 9 else "jurisdictions.csv").get(code)


def townships_of(county: str) -> tuple[Division, ...]:
    """The townships of a county (6 digits), by code; functional areas are left out."""
    return tuple(
        found
        for code, found in sorted(_read("townships.csv").items())
        if code.startswith(county) and division_form(code) is not None
    )


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
