"""The cases of cases/*.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tests.fixtures.counties import read
from tests.policy_checks.chains import HERE

_KEYS = {
    "case", "chain", "issue", "issued_on", "hands", "run",  # what is validated
    "finds", "silent", "day", "of",  # what is expected
}  # fmt: skip


def _cases() -> Iterable[dict[str, Any]]:
    for file in sorted((HERE / "cases").glob("*.yaml")):
        for case in read(file):
            if unknown := set(case) - _KEYS:
                raise ValueError(f"{file.name}: {case.get('case')}: unknown keys {sorted(unknown)}")
            yield case


CASES = list(_cases())


def named(found: Iterable[dict[str, Any]]) -> list[Any]:
    """One test each, named by its sentence."""
    return [pytest.param(case, id=case["case"]) for case in found]
