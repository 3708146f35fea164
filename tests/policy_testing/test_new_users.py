"""What somebody who has just begun to write tests comes upon."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
from policy_engine_cli.main import main

from policy_engine.app.testing import Asked, run_tests
from policy_engine.policyset.layer import LayerFile
from policy_engine.testing.model import Mismatch
from policy_engine.testing.mutants import Change
from tests.cli.running import Run
from tests.policy_testing.conftest import POLICIES, ROOT, Command
from tests.policy_testing.test_command import COMPLIES, GENERAL

UNTOUCHED = "330522-changxing/2026-01-01.yaml"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """长兴县 with a version more, and a test that does not touch it."""
    for name in ("000000-nation", "330000-zhejiang", "330500-huzhou", "330522-changxing"):
        shutil.copytree(POLICIES / name, tmp_path / "p" / name, ignore=shutil.ignore_patterns("tests"))
    folder = tmp_path / "p" / "330522-changxing"
    first = (folder / "2024-01-01.yaml").read_text(encoding="utf-8")
    assert "from: 2024-01-01" in first
    later = first.replace("from: 2024-01-01", "from: 2026-01-01")
    (folder / "2026-01-01.yaml").write_text(later, encoding="utf-8")
    (folder / "tests").mkdir()
    setup = "../cases/lushan-2024-complies.yaml"
    head = f'kind: tests\njurisdiction: "330522"\nfixtures: {{吕山乡: {{setup: {setup}}}}}\ntests:\n'
    # As a later version follows.
    test = COMPLIES.replace("findings: []", "findings_include: [{code: U33}]")
    test = test.replace("approved", "conditional")
    (folder / "tests" / "t.yaml").write_text(head + test, encoding="utf-8")
    return folder


def command(capture: pytest.CaptureFixture[bytes], *arguments: object) -> Run:
    """The command in this process."""
    code = main(["test", *map(str, arguments)])
    captured = capture.readouterr()
    return Run(code, cast("bytes", captured.out), cast("bytes", captured.err))


def test_a_version_that_no_test_touches_is_not_covered(
    county: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    made = command(capfdbinary, county, "--min-coverage", "1%")
    assert made.code == 1
    assert f"{UNTOUCHED}：覆盖 0%，没有任何测试用到" in made.out
    assert f"{UNTOUCHED} 只覆盖 0%，没有任何测试，要求 1%" in made.error
    assert "2024-01-01.yaml 只覆盖" not in made.error
    said = json.loads(command(capfdbinary, county, "--coverage", "--format", "json").out)["coverage"]
    assert [each["tested"] for each in said] == [True, False]
    assert said[1]["countable"] == said[0]["countable"] > 0


def test_a_version_that_no_test_touches_is_hinted_at(
    county: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for path in (county, county / "tests", county.parent):
        made = command(capfdbinary, path)
        assert made.code == 0, made.out
        hint = [line for line in made.error.splitlines() if "没有任何测试" in line]
        # Of the folder of policies all jurisdictions are asked for; the nation has nothing to judge.
        assert len(hint) == 1
        assert UNTOUCHED in hint[0]
        assert ("330000-zhejiang" in hint[0]) == (path == county.parent)
        assert "000000-nation" not in hint[0]
    for arguments in ((county / "tests" / "t.yaml",), (county, "-k", "符合")):
        assert "没有任何测试" not in command(capfdbinary, *arguments).error


def test_a_version_that_cannot_be_read_is_not_passed_over(
    county: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (county / "2026-01-01.yaml").write_text("kind: [", encoding="utf-8")
    made = command(capfdbinary, county, "--coverage")
    assert made.code == 3
    assert f"{UNTOUCHED}:2:1: 错误 [yaml.unclosed-bracket]" in made.error


def mismatches(made: Run) -> list[Mismatch]:
    """Of the only test."""
    (result,) = json.loads(made.out)["results"]
    return [Mismatch.model_validate(each) for each in result["mismatches"]]


def test_what_was_found_instead_is_shown_beside_what_is_missing(run: Command) -> None:
    found = GENERAL.replace("outcome: rejected\n", "")
    wanted = "      findings: [{code: U09, subject: P05}, {code: U14}]\n"
    made = run(found + wanted)
    assert made.code == 1
    assert "预期：U09，对象 P05" in made.out
    assert "最接近的：" in made.out
    assert "多出意见" not in made.out
    (one,) = mismatches(run(found + wanted, "--format", "json"))
    assert one.aspect == "missing"
    assert one.found is not None
    assert "U09 post-kind-in-template P04" in one.found.zh
    assert one.place == "posts[3]"
    assert one.remedy is not None


def test_the_nearest_is_the_one_that_answers_most_and_is_shown_once(run: Command) -> None:
    test = """  - name: 两个一般岗位
    given: 吕山乡
    change: [{set: "posts[P04].kind", to: general}, {set: "posts[P03].kind", to: general}]
    expect:
"""
    for key in ("findings", "findings_include"):
        limits = ", ".join(f"{{code: U09, subject: P04, limit: {limit}}}" for limit in (1, 2))
        wanted = f"      {key}: [{limits}]\n"
        found = [each.found for each in mismatches(run(test + wanted, "--format", "json"))
                 if each.aspect == "missing"]  # fmt: skip
        said = [each.zh.split("：")[0] for each in found if each is not None]
        assert [subject in text for subject, text in zip(("P04", "P03"), said, strict=True)] == [True, True]
    nothing = "      findings_include: [{subject: P76}, {code: U05, severity: block}, {severity: info}]\n"
    assert [each.found for each in mismatches(run(test + nothing, "--format", "json"))] == [None] * 3


@pytest.mark.parametrize(
    ("expected", "column", "help_"),
    [
        ("findings: [{code: U99}]", 22, "是否想写 U"),
        ("findings_include: [{rule: posts-over-capp}]", 30, "是否想写 posts-over-cap？"),
        ("not_judged: [U98]", 17, "是否想写 U"),
        ("findings: [{rule: zzzz}]", 22, "自定规则写它在政策文件中的编号"),
    ],
)
def test_a_check_that_does_not_exist_is_an_error_where_it_is_expected(
    expected: str, column: int, help_: str, run: Command
) -> None:
    made = run(f"  - name: 一条\n    given: 吕山乡\n    expect:\n      {expected}\n")
    assert made.code == 3
    assert f"t.yaml:9:{column + 3}: 错误 [tests.unknown-check]" in made.error
    assert help_ in made.error


def test_a_check_that_is_not_compared_must_exist(run: Command, tmp_path: Path) -> None:
    assert run(COMPLIES).code == 0
    text = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    (tmp_path / "other.yaml").write_text(f"not_compared: [U99]\n{text}", encoding="utf-8")
    made = run(COMPLIES, str(tmp_path / "other.yaml"))
    assert made.code == 3
    assert "other.yaml:1:16: 错误 [tests.unknown-check]" in made.error


def test_a_rule_of_the_policys_own_and_a_bound_exist(county: Path) -> None:
    rule = "\n  - id: few-seats\n    for: {p: setup.posts}\n    require: 'p.seats <= 6'\n    severity: warn\n"
    message = "    message: {zh: 人多, en: many}\n"
    later = county / "2026-01-01.yaml"
    text = later.read_text(encoding="utf-8")
    own = f"{rule}{message}"
    later.write_text(text + (own if "\nrules:" in text else f"\nrules:{own}"), encoding="utf-8")
    file = county / "tests" / "t.yaml"
    for rule_id in ("few-seats", "bound-posts-cap-at-most", "batch-not-done", "decision-not-taken"):
        expected = f"findings_include: [{{rule: {rule_id}}}]"
        before = file.read_text(encoding="utf-8")
        file.write_text(before.replace("findings_include: [{code: U33}]", expected), encoding="utf-8")
        ran = run_tests([file], None, Asked())
        assert [result.status for result in ran.run.results] == ["failed"], ran.problems
        file.write_text(before, encoding="utf-8")


def test_files_that_cannot_be_read_are_counted(run: Command, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("kind: [", encoding="utf-8")
    bad = str(tmp_path / "bad.yaml")
    made = run(COMPLIES, bad, "--mutate")
    assert made.code == 3
    assert "共 1 条测试：通过 1，未通过 0，无法运行 0；1 份测试文件无法读取" in made.out
    assert "1 份测试文件无法读取，没有逐处改动政策" in made.error
    assert "有测试未通过" not in made.error
    root = ET.fromstring(run(COMPLIES, bad, "--format", "junit").out)  # noqa: S314 - made here
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("2", "0", "1")
    assert root.find("testsuite/testcase/error") is not None


def test_a_link_to_nowhere_among_the_tests_does_not_keep_the_others_from_running(
    county: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (county / "tests" / "other.yaml").symlink_to("nowhere.yaml")
    made = command(capfdbinary, county)
    assert made.code == 3
    assert "other.yaml" in made.error
    assert "通过 1，未通过 0，无法运行 0；1 份测试文件无法读取" in made.out


@pytest.fixture
def few_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the changes only those of one number, so that they are quickly tried."""

    def asked(**fields: Any) -> Asked:
        def wanted(_: LayerFile, change: Change) -> bool:
            return change.path[:2] == ("posts", "cap")

        return Asked(**fields, changes=wanted)

    monkeypatch.setattr("policy_engine.app.testing.Asked", asked)


@pytest.mark.usefixtures("few_changes")
def test_changes_that_go_unnoticed_fail_the_run_only_where_asked(run: Command) -> None:
    made = run(COMPLIES, "--mutate")
    assert made.code == 0
    assert "没有测试的镇街属于" in made.out
    assert run(COMPLIES, "--mutate", "--fail-on-survivors").code == 1
    alone = run(COMPLIES, "--fail-on-survivors")
    assert alone.code == 2
    assert "[tests.survivors-without-mutate]" in alone.error


@pytest.mark.usefixtures("few_changes")
def test_progress_is_shown_to_who_looks(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "逐处改动" not in run(COMPLIES, "--mutate").error
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    made = run(COMPLIES, "--mutate")
    assert "逐处改动" in made.error
    assert "/" in made.error


def test_the_exit_code_of_mutation_is_said(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert "--fail-on-survivors" in command(capfdbinary, "--help").out
    assert "--fail-on-survivors" in (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
