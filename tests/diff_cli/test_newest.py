"""A code without a date: the day from which its newest version and the newest ones above it hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_engine.app.diff_sides import sides_of
from policy_engine.app.diff_targets import Targets

_FILE = """
kind: policy
jurisdiction: "{code}"
name: 某地
{parent}
version: "1"
status: draft
effective: {{from: {first}{until}}}
posts: {{seats_max: 3}}
"""


def _write(root: Path, code: str, parent: str | None, first: str, until: str = "") -> None:
    folder = root / f"{code}-x"
    folder.mkdir(parents=True, exist_ok=True)
    parent_line = "" if parent is None else f'parent: "{parent}"'
    ends = f", until: {until}" if until else ""
    text = _FILE.format(code=code, parent=parent_line, first=first, until=ends)
    (folder / f"{first}.yaml").write_text(text, "utf-8")


def _newest(root: Path, code: str = "331004") -> str:
    with Targets(root) as targets:
        target = targets.find(code)
        target.policy()  # there is one on that day
        return str(target.on)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    _write(tmp_path, "000000", None, "2019-01-01")
    _write(tmp_path, "330000", "000000", "2023-01-01")
    _write(tmp_path, "331004", "330000", "2024-01-01")
    return tmp_path


def test_a_later_version_above_counts(root: Path) -> None:
    assert _newest(root) == "2024-01-01"
    _write(root, "330000", "000000", "2024-08-06")
    assert _newest(root) == "2024-08-06"
    _write(root, "000000", None, "2025-02-01")
    assert _newest(root) == "2025-02-01"
    assert _newest(root, "330000") == "2025-02-01"


def test_one_that_begins_after_the_county_has_ended_does_not(root: Path) -> None:
    _write(root, "331004", "330000", "2024-03-01", until="2024-07-31")
    _write(root, "330000", "000000", "2024-06-01")
    _write(root, "330000", "000000", "2024-08-06")
    assert _newest(root) == "2024-06-01"


def _days(root: Path, *wanted: str) -> list[str]:
    with Targets(root) as targets:
        sides, failed = sides_of(targets, wanted)
    assert failed == ()
    return [str(side.head.on) for side in sides]


def test_codes_without_a_date_are_taken_on_one_day(root: Path) -> None:
    _write(root, "330105", "330000", "2024-05-01")
    assert _days(root, "331004", "330105") == ["2024-05-01", "2024-05-01"]
    assert _days(root, "331004@2024-02-01", "330105") == ["2024-02-01", "2024-05-01"]
    assert _days(root, "331004@2024-06-01", "330105", "330000") == ["2024-06-01", "2024-05-01", "2024-05-01"]


def test_one_that_is_no_longer_in_force_keeps_its_own_day(root: Path) -> None:
    _write(root, "330105", "330000", "2024-02-01", until="2024-03-31")
    _write(root, "331004", "330000", "2024-05-01")
    assert _days(root, "331004", "330105") == ["2024-05-01", "2024-02-01"]
