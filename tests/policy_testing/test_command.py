"""What `policy-engine test` says and with which exit code it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator
from policy_engine_cli.main import main

from policy_engine.app.schemas import SCHEMAS
from tests.policy_testing.conftest import POLICIES, Command

COMPLIES = (
    "  - {name: 吕山乡的方案符合, given: 吕山乡, expect: {outcome: approved, class: small, findings: []}}\n"
)
GENERAL = """  - name: 设了一般岗位，不符合
    given: 吕山乡
    change: [{set: "posts[P04].kind", to: general}]
    expect:
      outcome: rejected
"""
CUT = """  - name: 没有公共服务综合岗
    given: 吕山乡
    change: [{drop: "posts[P99]"}]
    expect: {outcome: approved}
"""


def test_what_comes_out_as_expected_passes(run: Command) -> None:
    made = run(COMPLIES)
    assert made.code == 0
    assert "通过  吕山乡的方案符合" in made.out
    assert "共 1 条测试：通过 1，未通过 0" in made.out


def test_findings_are_compared_exactly(run: Command) -> None:
    missing = "        - {code: U12, limit: 40}\n        - {code: U09, subject: P04}\n        - {code: U14}\n"
    made = run(COMPLIES + GENERAL + "      findings:\n" + missing)
    assert made.code == 1
    assert "缺少意见" in made.out
    assert "预期：U12，限值 40" in made.out
    assert made.out.count("缺少意见") == 1
    assert run(GENERAL + "      findings: [{code: U09, subject: P04}, {code: U14}]\n").code == 0


def test_a_finding_that_was_not_expected_is_shown_with_its_place_and_way_out(run: Command) -> None:
    made = run(GENERAL + "      findings: [{code: U14}]\n")
    assert made.code == 1
    assert "多出意见" in made.out
    assert "posts[3]" in made.out
    assert "办法：" in made.out


def test_a_loose_expectation_does_not_take_what_a_strict_one_needs(run: Command) -> None:
    assert run(GENERAL + "      findings: [{code: U09}, {}]\n").code == 0
    assert run(GENERAL + "      findings: [{times: 2}]\n").code == 0
    assert run(GENERAL + "      findings: [{times: 3}]\n").code == 1


def test_a_wrong_outcome_class_or_value_in_force_is_told(run: Command) -> None:
    wrong = (
        "  - name: 都不对\n    given: 吕山乡\n    change: [{set: 'posts[P04].kind', to: general}]\n"
        "    expect:\n"
        "      {outcome: approved, class: large, not_judged: [],\n"
        "       in_force: {posts.seats_max: 7, 岗位设置.兼岗上限: 2}}\n"
    )
    made = run(wrong, "--format", "json")
    result = json.loads(made.out)["results"][0]
    aspects = [each["aspect"] for each in result["mismatches"]]
    assert aspects[:2] == ["outcome", "class"]
    assert aspects.count("in_force") == 1
    assert "not_judged" in aspects
    Draft202012Validator(dict(SCHEMAS["tests-run"]())).validate(json.loads(made.out))


def test_junit_counts_failures_and_errors(run: Command) -> None:
    made = run(COMPLIES + GENERAL + "      findings: []\n" + CUT, "--format", "junit")
    assert made.code == 3
    root = ET.fromstring(made.out)  # noqa: S314 - made here
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("3", "1", "1")


def test_a_change_that_fits_nowhere_is_an_error_with_its_place_and_the_rest_runs(run: Command) -> None:
    made = run(CUT + COMPLIES)
    assert made.code == 3
    assert "t.yaml:8:21: 错误 [patch.no-match]" in made.error
    assert "通过  吕山乡的方案符合" in made.out


@pytest.mark.parametrize(
    ("tests", "code"),
    [
        (COMPLIES + COMPLIES, "tests.same-name"),
        (COMPLIES.replace("given: 吕山乡", "given: 呂山乡"), "tests.unknown-fixture"),
        (COMPLIES.replace("findings: []", "in_force: {posts.capp: 1}"), "tests.unknown-path"),
        (COMPLIES.replace("given: 吕山乡", "given: 吕山乡, submit: 没有.yaml"), "file.missing"),
        (COMPLIES.replace("given: 吕山乡", "given: 吕山乡, change_submitted: [{drop: events}]"),
         "tests.nothing-submitted"),
        (COMPLIES.replace("given: 吕山乡", "given: 吕山乡, on: 2001-01-01"), "policy.none-in-force"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_an_error(run: Command, tests: str, code: str) -> None:
    made = run(tests)
    assert made.code == 3
    assert f"[{code}]" in made.error


def test_fixtures_in_a_circle_or_without_a_beginning_are_errors(run: Command, tmp_path: Path) -> None:
    for fixtures, code in (
        ("{甲: {from: 乙}, 乙: {from: 甲}}", "tests.fixture-circle"),
        ("{甲: {}}", "tests.fixture-form"),
    ):
        test = "{name: 一条, given: 甲, expect: {findings: []}}"
        text = f'kind: tests\njurisdiction: "330522"\nfixtures: {fixtures}\ntests: [{test}]\n'
        (tmp_path / "circle.yaml").write_text(text, encoding="utf-8")
        made = run(COMPLIES, str(tmp_path / "circle.yaml"))
        assert made.code == 3
        assert f"[{code}]" in made.error


def test_words_choose_tests_and_fail_fast_stops(run: Command) -> None:
    both = GENERAL + "      findings: []\n" + COMPLIES
    assert run(both, "-k", "符合", "-k", "方案").code == 0
    assert "共 1 条测试" in run(both, "--fail-fast").out
    assert "没有名称中有“没有的字”的测试" in run(both, "-k", "没有的字").error
    assert run(both, "-k", "没有的字").code == 2


def test_no_tests_and_no_such_path_are_wrong_usage(run: Command, tmp_path: Path, capfdbinary: Any) -> None:
    (tmp_path / "policies").mkdir()
    for path, code in (("policies", "tests.none"), ("nowhere", "tests.no-such-path")):
        assert main(["test", str(tmp_path / path)]) == 2
        assert f"[{code}]".encode() in capfdbinary.readouterr().err
    assert run(COMPLIES, "--layer", "province").code == 2
    assert run(COMPLIES, "--min-coverage", "gar").code == 2


def test_coverage_below_what_is_asked_for_fails(run: Command) -> None:
    made = run(COMPLIES, "--min-coverage", "90")
    assert made.code == 1
    assert "只覆盖" in made.error
    assert "没有测试的类别 large（大型）" in made.out
    assert run(COMPLIES, "--min-coverage", "5%").code == 0


def test_coverage_tells_what_was_judged_broken_and_read(run: Command) -> None:
    made = json.loads(run(GENERAL + "      findings: []\n" + COMPLIES, "--coverage", "--format", "json").out)
    (coverage,) = made["coverage"]
    rules = {rule["id"]: rule for rule in coverage["rules"]}
    assert rules["post-kind-in-template"]["failed"]
    assert not rules["handover-signed"]["judged"]
    entries = {entry["path"]: entry["covered"] for entry in coverage["entries"]}
    assert entries["posts.cap.values.small"]
    assert not entries["posts.cap.values.large"]
    assert not entries["personnel.training.coverage"]


def test_every_run_gives_the_same_bytes(run: Command) -> None:
    tests = COMPLIES + GENERAL + "      findings: []\n"
    assert (
        run(tests, "--coverage", "--format", "json").out == run(tests, "--coverage", "--format", "json").out
    )


def test_a_file_may_not_be_replaced_by_the_result(run: Command, tmp_path: Path) -> None:
    assert run(COMPLIES, "--output", "t.yaml", "--format", "text").code == 2
    assert run(COMPLIES, "--output", "结果.xml").code == 0
    assert (tmp_path / "结果.xml").read_bytes().startswith(b"<?xml")


def test_watching_runs_again_when_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
) -> None:
    folder = tmp_path / "policies" / "330522-changxing"
    (folder / "tests").mkdir(parents=True)
    for name in ("000000-nation", "330000-zhejiang", "330500-huzhou"):
        shutil.copytree(POLICIES / name, tmp_path / "policies" / name, ignore=shutil.ignore_patterns("tests"))
    for part in ("2024-01-01.yaml", "ledger/2024-01-01.yaml", "cases/lushan-2024-complies.yaml"):
        (folder / part).parent.mkdir(exist_ok=True)
        shutil.copy(POLICIES / "330522-changxing" / part, folder / part)
    setup = "../cases/lushan-2024-complies.yaml"
    head = f'kind: tests\njurisdiction: "330522"\nfixtures: {{吕山乡: {{setup: {setup}}}}}\ntests:\n'
    file = folder / "tests" / "t.yaml"
    file.write_text(head + COMPLIES, encoding="utf-8")

    def changes(*paths: Path, **_: object) -> Any:
        assert tmp_path / "policies" in [Path(path).resolve() for path in paths]
        file.write_text(head + COMPLIES.replace("small", "large"), encoding="utf-8")
        yield {(2, str(file))}
        file.write_text("kind: [", encoding="utf-8")
        yield {(2, str(file))}

    monkeypatch.setattr("watchfiles.watch", changes)
    assert main(["test", str(folder), "--watch"]) == 0
    out, err = capfdbinary.readouterr()
    assert "通过 1，未通过 0".encode() in out
    assert "通过 0，未通过 1".encode() in out
    assert b"t.yaml" in err
