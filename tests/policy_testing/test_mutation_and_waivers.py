"""A change with which a waiver no longer fits counts as any other, whatever is tried first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policy_engine.app.testing import Asked, run_tests
from policy_engine.policyset.layer import LayerFile
from policy_engine.testing.model import MutationRun
from policy_engine.testing.mutants import Change
from tests.policy_testing.conftest import POLICIES

RULE = """
  - id: few-seats
    for: {p: setup.posts}
    when: "p.id == 'P07'"
    require: "p.seats <= 6"
    severity: warn
    waivable: by_id
    message: {zh: 人多, en: many}
"""
WAIVER = """kind: waiver
jurisdiction: "330803"
number: 衢江编〔2024〕99号
by: 衢江区委编委
date: 2024-07-15
status: illustrative
entries:
  - {code: few-seats, township: "330803202", subject: P07, granted: 7, from: 2024-07-15, until: 2024-12-31,
     reason: 演示}
"""
HEAD = """kind: tests
jurisdiction: "330803"
fixtures: {太真乡: {setup: ../cases/taizhen-2024-waived.yaml}}
tests:
"""
WAIVED = """  - name: 豁免期内
    given: 太真乡
    expect: {findings_include: [{rule: few-seats, status: waived}]}
"""
AFTERWARDS = """  - name: 豁免期后
    given: 太真乡
    on: 2025-01-02
    expect: {findings_include: [{rule: few-seats, status: fail}]}
"""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """衢江区 with a rule of its own, and a waiver of it."""
    for name in ("000000-nation", "330000-zhejiang", "330803-qujiang"):
        shutil.copytree(POLICIES / name, tmp_path / name, ignore=shutil.ignore_patterns("tests"))
    folder = tmp_path / "330803-qujiang"
    with (folder / "2024-01-01.yaml").open("a", encoding="utf-8") as policy:
        policy.write(RULE)
    (folder / "waivers" / "2024-99.yaml").write_text(WAIVER, encoding="utf-8")
    (folder / "tests").mkdir()
    return folder


def without_the_rule(folder: Path, tests: str) -> MutationRun:
    """What comes of taking the rule out, which leaves the waiver with nothing to waive."""

    def wanted(_: LayerFile, change: Change) -> bool:
        return change.kind == "rule" and "few-seats" in change.old

    (folder / "tests" / "t.yaml").write_text(HEAD + tests, encoding="utf-8")
    ran = run_tests([folder], None, Asked(mutate=True, changes=wanted))
    assert not ran.problems
    assert ran.run.mutation is not None, [result.mismatches for result in ran.run.results]
    return ran.run.mutation


def test_a_test_that_cannot_be_run_any_more_has_noticed_nothing(county: Path) -> None:
    made = without_the_rule(county, WAIVED)
    assert (made.killed, made.survived, made.invalid) == (0, 1, 0)
    (survivor,) = made.survivors
    assert survivor.hint is not None
    assert "无法运行不算发现" in survivor.hint.zh


@pytest.mark.parametrize("tests", [WAIVED + AFTERWARDS, AFTERWARDS + WAIVED])
def test_a_test_that_notices_does_so_in_whatever_order(county: Path, tests: str) -> None:
    made = without_the_rule(county, tests)
    assert (made.killed, made.survived, made.invalid) == (1, 0, 0)


def test_a_change_that_leaves_no_policy_is_invalid(county: Path) -> None:
    def wanted(_: LayerFile, change: Change) -> bool:
        return change.path[:2] == ("classification", "classes") and change.kind == "entry"

    (county / "tests" / "t.yaml").write_text(HEAD + WAIVED, encoding="utf-8")
    made = run_tests([county], None, Asked(mutate=True, changes=wanted)).run.mutation
    assert made is not None
    assert made.invalid == made.killed + made.survived + made.invalid > 0
