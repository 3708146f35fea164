"""Tests that have an assessment scored; cases in assessments.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.app.testing import Asked, Ran, run_tests
from policy_engine.policyset.layer import LayerFile
from policy_engine.reports.tests_text import run_text
from policy_engine.testing.mutants import Change
from policy_engine.traces import read as traces_read
from tests.policy_testing.conftest import POLICIES

CASES = yaml.load((Path(__file__).parent / "assessments.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
DONGDU, SUXI = "331122-jinyun/cases/dongdu-2024", "330782-yiwu/cases/suxi-2024"
Runner = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """Runs tests on an assessment of one township, given without name, `given` and `submit`."""

    def runner(*tests: dict[str, Any], case: str = DONGDU, asked: Asked | None = None) -> Ran:
        whole = {
            "kind": "tests",
            "jurisdiction": case[:6],
            "fixtures": {"方案": {"setup": f"POLICIES/{case}-complies.yaml"}},
            "tests": [{
                "name": f"第{number}条", "given": "方案",
                "submit": f"POLICIES/{case}-assessment-complies.yaml", **test,
            } for number, test in enumerate(tests, 1)],
        }  # fmt: skip
        text = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
        file = tmp_path / "t.yaml"
        file.write_text(text.replace("POLICIES", POLICIES.as_posix()), encoding="utf-8")
        return run_tests([file], POLICIES, asked or Asked())

    return runner


def test_each_case_comes_out_as_it_says(run: Runner) -> None:
    """All in one run: the policies are read once."""
    ran = run(*(case["test"] for case in CASES))
    problems = {problem.code for problem in ran.problems}
    for case, result in zip(CASES, ran.run.results, strict=True):
        told = run_text(ran.run.model_copy(update={"results": (result,)}), "zh")
        due = "unreadable" if "error" in case else "failed" if "said" in case else "passed"
        assert result.status == due, (case["id"], told)
        assert all(words in told for words in case.get("said", ())), (case["id"], told)
    assert problems == {case["error"] for case in CASES if "error" in case}


def test_what_a_result_depends_on_is_covered_and_nothing_else(run: Runner) -> None:
    ran = run({"expect": {"outcome": "approved"}}, asked=Asked(coverage=True))
    (county,) = [each for each in ran.run.coverage or () if each.jurisdiction == "331122" and each.tested]
    covered = {entry.path: entry.covered for entry in county.entries if entry.path.startswith("assessment.")}
    read = {"mix.dimension", "mix.ballot", "grades", "dimensions", "snail_post.triggers", "rounding"}
    assert {path for path in read if not covered[f"assessment.{path}"]} == set()
    # Nobody's bonus was worked out: the ledger has no pot for the quarter.
    assert not covered["assessment.bonus.decimals"]


def test_without_an_assessment_its_parameters_are_not_covered(run: Runner) -> None:
    ran = run({"submit": None, "expect": {"outcome": "approved"}}, asked=Asked(coverage=True))
    (county,) = [each for each in ran.run.coverage or () if each.jurisdiction == "331122" and each.tested]
    assert not {entry.covered for entry in county.entries if entry.path.startswith("assessment.mix")} - {
        False
    }


def test_changes_of_what_is_scored_by_are_noticed_and_the_table_is_read_once(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    reading = traces_read.read_traces

    def counted(*arguments: Any) -> Any:
        read.append(arguments)
        return reading(*arguments)

    def lines(_: LayerFile, change: Change) -> bool:
        return change.path[:2] == ("assessment", "rounding")

    monkeypatch.setattr(traces_read, "read_traces", counted)
    expect = {"results": {"R029": {"total": 88.4}}}
    made = run(
        {"traces": f"POLICIES/{SUXI}-traces.csv", "expect": expect},
        case=SUXI,
        asked=Asked(mutate=True, changes=lines),
    ).run.mutation
    assert made is not None
    # 88.36, of parts with one decimal, is 88.4 however it is rounded to the nearest.
    assert [each.new for each in made.survivors] == ["half_even", "each_part"]
    assert made.killed == 2
    assert len(read) == 1


def test_whoever_is_named_is_masked(run: Runner) -> None:
    number = "330726198001012317"
    people = [
        {"set": "persons[R019].id", "to": number},
        {"set": "assignments[person=R019].person", "to": number},
    ]
    renamed = [{"set": "people[person=R019].person", "to": number}]
    tests = [
        {"change": people, "change_submitted": renamed, "expect": {"results": {number: {"total": 1}}}},
        {"expect": {"results": {"张三丰": {"total": 1}}}},
        {"expect": {"results": {"330726198001012318": {"total": 1}}}},
    ]
    ran = run(*tests)
    told = run_text(ran.run, "zh")
    assert [result.status for result in ran.run.results] == ["failed", "unreadable", "unreadable"]
    assert "实际：88.9" in told
    assert "张三丰" not in told
    assert "33072619800101231" not in told
