"""What the province's bounds mean to keep cannot be had by another path."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.validate import validate
from tests.fixtures.counties import as_yaml, read
from tests.fixtures.patching import patched
from tests.policies.shipped import ACTIONS, CASES, POLICIES, ROUNDS, report_on

COUNTY = "331122-jinyun"
CHAIN = ("000000-nation", "330000-zhejiang", COUNTY)
EVASIONS: list[dict[str, Any]] = read(Path(__file__).parent / "evasions.yaml")
REQUIRED = {"U01", "U05", "U06", "U07", "U12", "U14", "U16", "U29"}
REQUIRED_OF_ACTIONS = {"P02", "P05", "P06", "P12", "R11", "R12", "R13", "R14"}
REQUIRED_OF_ROUNDS = {"R02", "R05", "R06", "R17"}


@pytest.mark.parametrize("case", EVASIONS, ids=lambda case: case["case"])
def test_an_evasion_is_refused_with_its_code(case: dict[str, Any], tmp_path: Path) -> None:
    for folder in CHAIN:
        shutil.copytree(POLICIES / folder, tmp_path / folder, ignore=shutil.ignore_patterns("cases"))
    county = tmp_path / COUNTY / "2024-01-01.yaml"
    county.write_bytes(as_yaml(patched(read(POLICIES / COUNTY / county.name), {"set": case["set"]})))
    problems = validate([county], tmp_path).problems
    refusals = [problem for problem in problems if problem.level in ("error", "incomplete", "block")]
    assert {problem.id: problem.code for problem in refusals} == case["refused"]
    # Refused on every day, unless the case says that only the later version of the province does.
    assert {(problem.since, problem.until) for problem in refusals} <= {(case.get("since"), None)}
    places = [problem.place.file for problem in refusals if problem.place is not None]
    assert places == [county.as_posix()] * len(refusals)


def test_every_version_of_the_province_has_the_bounds_of_the_one_before() -> None:
    bounds: list[dict[str, Any]] = []
    required: dict[str, Any] = {}
    for version in sorted((POLICIES / "330000-zhejiang").glob("*.yaml")):
        document = read(version)
        assert [bound for bound in bounds if bound not in document["envelope"]] == []
        assert {**document["checks"], **required} == document["checks"]
        bounds, required = document["envelope"], document["checks"]
    assert set(required) == {*REQUIRED, *REQUIRED_OF_ACTIONS, *REQUIRED_OF_ROUNDS}


@pytest.mark.parametrize(
    ("case", "required"),
    [
        *((case, REQUIRED) for case in CASES),
        *((case, REQUIRED_OF_ACTIONS) for case in ACTIONS),
        *((case, REQUIRED_OF_ROUNDS) for case in ROUNDS),
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_what_the_province_requires_is_judged_in_every_case(case: Path, required: set[str]) -> None:
    report = report_on(case)
    assert required & {unjudged.code for unjudged in report.not_judged} == set()
    assert [finding.id for finding in report.findings if finding.status == "incomplete"] == []
