"""Cases out of YAML files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.counties import read

_KEYS = {
    "case", "base", "setup", "policy", "ledger", "later_version", "on",  # what is judged
    "finds", "rules", "codes", "silent", "outcome", "error",  # what is expected
}  # fmt: skip


def cases(file: Path) -> list[dict[str, Any]]:
    """The cases of a file, in its order. A key that no runner reads is refused."""
    found: list[dict[str, Any]] = read(file)
    for case in found:
        if unknown := set(case) - _KEYS:
            raise ValueError(f"{file.name}: {case.get('case')}: unknown keys {sorted(unknown)}")
    return found


def named(found: Iterable[dict[str, Any]]) -> list[Any]:
    """One test each, named by its sentence."""
    return [pytest.param(case, id=case["case"]) for case in found]
