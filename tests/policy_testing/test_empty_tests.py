"""Tests that test nothing do not pass; cases in empty_tests.yaml."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from policy_engine_cli.presentation import Presentation
from policy_engine_cli.test import _exit_code as exit_code

from policy_engine.app.testing import Asked, Ran, run_tests
from tests.policy_testing.conftest import HEAD, POLICIES, Command

CASES = yaml.load((Path(__file__).parent / "empty_tests.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def as_list(*tests: dict[str, Any]) -> str:
    """Tests as they stand below the head."""
    listed = [{"name": f"第{n}条", "given": "吕山乡", **test} for n, test in enumerate(tests, 1)]
    text = yaml.safe_dump(listed, allow_unicode=True, sort_keys=False)
    return text.replace("POLICIES", POLICIES.as_posix())


@pytest.mark.parametrize(
    "case", [case for case in CASES if "error" in case], ids=lambda case: str(case["id"])
)
def test_what_says_nothing_is_an_error_where_it_is_written(run: Command, case: dict[str, Any]) -> None:
    made = run(as_list(case["test"]))
    assert made.code == 3
    assert f": 错误 [{case['error']}]" in made.error
    assert made.error.startswith("t.yaml:")
    assert "通过 0，未通过 0，无法运行 1" in made.out


@pytest.mark.parametrize("case", [case for case in CASES if "exit" in case], ids=lambda case: str(case["id"]))
def test_what_says_something_is_compared(run: Command, case: dict[str, Any]) -> None:
    made = run(as_list(case["test"]))
    assert made.code == case["exit"], made.error


def test_a_file_without_tests_is_an_error_of_its_own(run: Command) -> None:
    made = run("  []\n", "--min-coverage", "100%")
    assert made.code == 3
    assert "t.yaml:5:1: 错误 [tests.empty]" in made.error
    assert "-k" not in made.error


@pytest.mark.parametrize(
    ("jurisdiction", "code"), [("330522", 0), ("330500", 0), ("330000", 0), ("330105", 3), ("330502", 3)]
)
def test_a_set_up_is_of_the_jurisdiction_or_below_it(
    jurisdiction: str, code: int, run: Command, tmp_path: Path
) -> None:
    """Elsewhere nothing of the policy is tested, which must not count as all of it."""
    text = (HEAD + as_list({"expect": {"outcome": "approved"}})).replace('"330522"', f'"{jurisdiction}"')
    (tmp_path / "other.yaml").write_text(text, encoding="utf-8")
    passing = as_list({"expect": {"outcome": "approved"}})
    made = run(passing, str(tmp_path / "other.yaml"))
    assert made.code == code
    assert ("other.yaml:4:3: 错误 [tests.other-jurisdiction]" in made.error) == (code == 3)


@pytest.mark.parametrize(("folder", "code"), [("330522-changxing", 0), ("330105-gongshu", 3)])
def test_tests_lie_in_the_folder_of_what_they_test(
    folder: str, code: int, run: Command, tmp_path: Path
) -> None:
    passing = as_list({"expect": {"outcome": "approved"}})
    (tmp_path / folder / "tests").mkdir(parents=True)
    (tmp_path / folder / "tests" / "t.yaml").write_text(HEAD + passing, encoding="utf-8")
    made = run(passing, str(tmp_path / folder))
    assert made.code == code
    assert ("t.yaml:2:15: 错误 [tests.wrong-folder]" in made.error) == (code == 3)


def test_what_nobody_declares_covers_nothing(run: Command) -> None:
    missing = {"institutions.special.catalogue[没有的]": None}
    made = run(as_list({"expect": {"in_force": missing}}), "--coverage")
    assert made.code == 0
    assert "没有用到 机构设置.特色机构.参考目录" in made.out


def test_where_nothing_can_be_covered_or_changed_the_run_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(HEAD + as_list({"expect": {"outcome": "approved"}}), encoding="utf-8")
    ran = run_tests([file], POLICIES, Asked(coverage=True, mutate=True, changes=lambda *_: False))
    assert ran.run.mutation is not None
    assert exit_code(ran, None, False, Presentation()) == 1
    assert "没有一处改动可试" in capsys.readouterr().err
    bare = Ran(ran.run.model_copy(update={"coverage": (), "mutation": None}), ran.problems, ran.read)
    assert exit_code(bare, Fraction(0), False, Presentation()) == 1
    assert "330522 的政策一点也没有测到" in capsys.readouterr().err
    assert exit_code(bare, None, False, Presentation()) == 0
