"""Jurisdictions by the names that people know: 331004 路桥区."""

from __future__ import annotations

import re
from collections.abc import Iterable

from policy_engine.diagnostics import Text
from policy_engine.divisions import division

_NATION = ("000000", "全国")
# 路桥 for 路桥区: a name without what kind of division it is.
_LEAST_SHORT_NAME = 2
_TARGET = re.compile(r"([^@＠]*)(.*)", re.DOTALL)


def jurisdiction_name(code: str) -> str | None:
    """By the national division codes; None for a code that they do not have."""
    if code == _NATION[0]:
        return _NATION[1]
    found = division(code)
    return None if found is None else found.name


def with_name(code: str) -> str:
    """331004 路桥区; the code alone where it has no name."""
    name = jurisdiction_name(code)
    return code if name is None else f"{code} {name}"


def there_are(codes: Iterable[str]) -> Text:
    """Which jurisdictions have policies."""
    known = [with_name(code) for code in codes]
    return Text(f"现有辖区：{'、'.join(known)}。", f"There are: {', '.join(known)}.")


def code_for_name(written: str, codes: Iterable[str]) -> Text | None:
    """What to write for a jurisdiction that was named instead, be it with a date: 路桥区@2024-03-01.

    None where none of `codes` is named so, or several are.
    """
    target = _TARGET.fullmatch(written.strip())
    name, date = (target[1].strip(), target[2]) if target is not None else (written, "")
    named = [(code, jurisdiction_name(code)) for code in codes]
    found = [(code, whole) for code, whole in named if whole is not None and _is_called(whole, name)]
    if len(found) != 1:
        return None
    code, whole = found[0]
    return Text(f"{whole}是 {code}，请写 {code}{date}。", f"{whole} is {code}: write {code}{date}.")


def _is_called(whole: str, name: str) -> bool:
    return name == whole or (len(name) >= _LEAST_SHORT_NAME and name == whole[:-1])
