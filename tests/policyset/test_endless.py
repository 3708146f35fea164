"""The last day there is, which people write for what has no end, has no day after it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.app.validate import validate
from policy_engine.policyset.dates import day_after, turning_points
from policy_engine.policyset.in_force import Chains
from policy_engine.policyset.repository import Repository
from tests.validate_cli.chains import lay_out

CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "endless.yaml").read_text("utf-8"), yaml.CSafeLoader
)
LAST = datetime.date(9999, 12, 31)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_never_ends_is_judged_like_anything_else(case: dict[str, Any], tmp_path: Path) -> None:
    lay_out(tmp_path, case)
    assert [each.code for each in validate([tmp_path / "policies"]).problems] == case.get("finds", [])
    document = Chains(Repository(tmp_path / "policies")).in_force("331004", LAST).document
    assert LAST not in turning_points(document)


def test_there_is_no_day_after_the_last() -> None:
    assert day_after(LAST) is None
    assert day_after(datetime.date(9999, 12, 30)) == LAST
