"""Every check of policies, and every form of bound, by good and bad chains; the cases are data."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.validate import validate
from tests.policy_checks.chains import COUNTY, laid_out
from tests.policy_checks.data import CASES, named
from tests.policy_checks.judged import judged
from tests.policy_checks.told import assert_tells

# The same in every case, so that messages and places are too.
FOLDER = Path("policies")


@pytest.mark.parametrize("case", named(CASES))
def test_the_findings_are_exactly_those(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = laid_out(FOLDER, case)
    files = {name: Path(path) for path, name in names.items()}
    run = [files[name] for name in case["run"]] if "run" in case else [FOLDER]
    assert_tells(validate(run, FOLDER), case.get("finds", []), names)
    if "silent" in case:
        found = judged(FOLDER, case.get("of", COUNTY), case.get("day", datetime.date(2024, 1, 1)))
        assert found.silent(case["silent"]) == case["silent"]
