"""What is told of an assessment that is not scored: all of it at once, at its line, with the way out."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.app.counties import Counties
from policy_engine.app.scoring.checker import ScoreChecker
from policy_engine.diagnostics import DocumentError
from tests.scoring.conftest import ANNUAL, HERE, POLICIES, ROSTER, Score, replaced
from tests.source.golden import compare, rendered

CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "refused.yaml").read_text("utf-8"))
POLICY_CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "refused_policies.yaml").read_text("utf-8"))
COUNTY = "330782-yiwu/2024-01-01.yaml"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_assessment_that_cannot_be_so_is_refused(case: dict[str, Any], score: Score) -> None:
    roster = ROSTER if case.get("roster") else None
    with pytest.raises(DocumentError) as caught:
        score(replaced(ANNUAL, *case["change"]), roster=roster)
    compare(rendered(caught.value.diagnostics), HERE / "refused" / f"{case['id']}.txt")


@pytest.mark.parametrize("case", POLICY_CASES, ids=[case["name"] for case in POLICY_CASES])
def test_nothing_is_scored_by_a_policy_that_is_not_sound(case: dict[str, Any], tmp_path: Path) -> None:
    folder = shutil.copytree(POLICIES, tmp_path / "policies")
    for name, changes in ((case.get("file", COUNTY), case["change"]), (COUNTY, case.get("county", []))):
        file = folder / name
        file.write_text(replaced(file.read_text("utf-8"), *changes), "utf-8")
    table = tmp_path / "never-read.csv" if case.get("table") else None
    text = replaced(ANNUAL, *case.get("assessment", []))
    with pytest.raises(DocumentError) as caught:
        ScoreChecker(Counties(folder)).score(text.encode(), "annual.yaml", traces=table)
    compare(rendered(caught.value.diagnostics), HERE / "refused" / f"policy-{case['id']}.txt")


def test_a_set_up_without_persons_is_no_roster(score: Score) -> None:
    roster = ROSTER[: ROSTER.index("persons:")]
    with pytest.raises(DocumentError) as caught:
        score(roster=roster)
    assert "score.no-roster" in {problem.code for problem in caught.value.diagnostics}


def test_every_golden_belongs_to_a_case() -> None:
    wanted = {case["id"] for case in CASES} | {f"policy-{case['id']}" for case in POLICY_CASES}
    assert {path.stem for path in (HERE / "refused").glob("*.txt")} == wanted
