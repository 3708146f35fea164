"""Policies of thousands of counties over three layers, made from the shipped ones. Figures are invented."""

from __future__ import annotations

import re
from pathlib import Path

from policy_engine.divisions import division, townships_of

_SHIPPED = Path(__file__).parent.parent / "policies"
_NATION = _SHIPPED / "000000-nation"
_PROVINCE = _SHIPPED / "330000-zhejiang"
_COUNTY = _SHIPPED / "331004-luqiao/2024-01-01.yaml"
_TOWNSHIPS = re.compile(r'(?: {4}"331004\d{3}": [^\n]*\n)+')
_FIRST, _SECOND = "2024-01-01", "2025-01-01"


def write_counties(root: Path, counties: int) -> int:
    """Write that many county files; the number of all files.

    There are some 2,850 counties with townships: beyond these, counties get a second version.
    """
    codes = [code for code in _county_codes() if townships_of(code)]
    _copy(_NATION, root / "000000-nation", {})
    for province in sorted({code[:2] for code in codes[:counties]}):
        _copy(_PROVINCE, root / f"{province}0000-province", {'"330000"': f'"{province}0000"'})
    text = _COUNTY.read_text("utf-8").replace(", until: 2024-12-31", "")
    for number, code in enumerate(codes[:counties]):
        _write(root / f"{code}-county" / f"{_FIRST}.yaml", _county(text, code, number))
    for number, code in enumerate(codes[: max(0, counties - len(codes))]):
        later = _county(text, code, number).replace(f"from: {_FIRST}", f"from: {_SECOND}")
        _write(root / f"{code}-county" / f"{_SECOND}.yaml", later + "transition: {until: null, text: null}\n")
    return sum(1 for _ in root.rglob("*.yaml"))


def _county_codes() -> list[str]:
    numbers = (f"{number:06}" for number in range(110000, 660000))
    return [code for code in numbers if not code.endswith("00") and division(code) is not None]


def _county(text: str, code: str, number: int) -> str:
    """No two alike: caps and seats differ."""
    listed = "".join(f'    "{each.code}": composite\n' for each in townships_of(code))
    text = _TOWNSHIPS.sub(lambda _: listed, text)
    text = text.replace('"331004"', f'"{code}"').replace('parent: "330000"', f'parent: "{code[:2]}0000"')
    return text.replace("composite: 85", f"composite: {60 + number % 25}")


def _copy(source: Path, target: Path, changes: dict[str, str]) -> None:
    for file in sorted(source.glob("*.yaml")):
        text = file.read_text("utf-8")
        for old, new in changes.items():
            text = text.replace(old, new)
        _write(target / file.name, text)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
