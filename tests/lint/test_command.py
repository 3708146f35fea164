"""policy-engine lint, and what it is told to leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from policy_engine_cli.main import main

from policy_engine.app import lint as of_app
from policy_engine.app.validate import validate
from policy_engine.diagnostics import UsageError
from tests.lint.folder import cases, county_file, ids, laid_out, linted, of_lint
from tests.lint.test_fixes import HEAD

HINT = HEAD + "posts: {cap_counts: entries, seats_max: 3}\n"
# Two of a person's rules: the one never applies, the other blocks by Q10's warning.
WARNING = (
    HEAD
    + """\
rules:
  - id: never
    title: {zh: 从不, en: never}
    for: {p: setup.posts}
    when: "p.seats > 3 && p.seats < 2"
    require: "p.task != null"
    message: {zh: 无, en: none}
    remedy: {zh: 无, en: none}
"""
)
BLOCKED = HEAD + "assessment: {excellent_share: 30%}\nduties: {per_post: {max: 9}}\n"
MISTAKEN = HEAD + "pots: {cap: 95}\n"


@pytest.mark.parametrize(
    ("content", "fail_on", "code"),
    [
        (HEAD, "hint", 0),
        (HINT, "error", 0), (HINT, "warning", 0), (HINT, "hint", 1),
        (WARNING, "error", 0), (WARNING, "warning", 1), (WARNING, "hint", 1),
        (BLOCKED, "error", 1), (MISTAKEN, "error", 3), (MISTAKEN, "hint", 3),
    ],
)  # fmt: skip
def test_the_exit_code_tells_the_gravest_level(content: str, fail_on: str, code: int, tmp_path: Path) -> None:
    path = county_file(tmp_path, content.encode())
    assert main(["lint", str(path), "--fail-on", fail_on]) == code


def test_what_validation_blocks_cannot_be_left_out(tmp_path: Path) -> None:
    path = county_file(tmp_path, BLOCKED.encode())
    every = {(p.code, p.id) for p in validate([path]).problems if p.level == "block"}
    assert every
    for options in ({"ignore": ["Q04"]}, {"select": ["N05"]}):
        found = linted(path, **options)
        assert ids(p for p in found.problems if p.level == "error") == every
        assert found.outcome == "invalid"
    assert main(["lint", str(path), "--ignore", "Q04"]) == 1


def test_rules_are_chosen_by_code_or_id(tmp_path: Path) -> None:
    path = county_file(tmp_path, (HINT + WARNING.removeprefix(HEAD)).encode())
    both = {("N02", "rule-can-apply"), ("N05", "value-not-restated")}
    assert ids(of_lint(linted(path))) == both
    assert ids(of_lint(linted(path, select=["N02"]))) == {("N02", "rule-can-apply")}
    assert ids(of_lint(linted(path, ignore=["rule-can-apply"]))) == {("N05", "value-not-restated")}
    with pytest.raises(UsageError) as caught:
        linted(path, select=["N99"])
    assert caught.value.diagnostic.code == "lint.unknown-code"


def test_everything_that_validation_finds_is_there_once(tmp_path: Path) -> None:
    path = county_file(tmp_path, (BLOCKED + "checks: {U12: {severity: block}}\n").encode())
    of_validation = ids(validate([path]).problems)
    found = linted(path)
    assert ids(found.problems) == of_validation | {("N06", "setting-decides")}
    assert len(found.problems) == len(validate([path]).problems) + 1


def test_what_has_not_changed_is_not_linted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = county_file(tmp_path / "policies", HINT.encode())
    first = linted(path, cache=tmp_path / "cache")
    assert of_lint(validate_with(path, tmp_path / "cache")) == []  # the two never mix

    def never(*_: object) -> None:
        raise AssertionError("linted again")

    with monkeypatch.context() as without:
        without.setattr(of_app, "lint_facts", never)
        assert linted(path, cache=tmp_path / "cache") == first
        path.write_text(HEAD, encoding="utf-8")
        with pytest.raises(AssertionError, match="linted again"):
            linted(path, cache=tmp_path / "cache")
    assert of_lint(linted(path, cache=tmp_path / "cache")) == []


def validate_with(path: Path, cache: Path) -> object:
    return validate([path], cache=cache)


def test_a_fix_is_shown_first_and_then_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county_file(tmp_path, HINT.encode())
    assert main(["lint", str(path), "--diff"]) == 0
    shown = capsys.readouterr().out
    assert "-posts: {cap_counts: entries, seats_max: 3}\n+posts: {seats_max: 3}\n" in shown
    assert path.read_text("utf-8") == HINT
    assert main(["lint", str(path), "--fix", "--fail-on", "hint"]) == 0
    assert path.read_text("utf-8") == HEAD + "posts: {seats_max: 3}\n"


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_what_is_left_is_shown_as_it_stands_in_the_changed_file(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = "  statement_parts: [basics, integrity_risks]   # 来源：甲"
    before = f"{HEAD}posts:\n  # 按个数\n  cap_counts: entries\n{left}\n  seats_max: 3\n"
    path = county_file(tmp_path, before.encode())
    assert main(["lint", str(path), option, "--lang", "zh"]) == 0
    said = capsys.readouterr().err
    assert "2024-01-01.yaml:11:3: 建议 [lint.not-fixed]" in said
    assert "（行号按改动后的文件计）" in said
    assert f"11 | {left}" in said
    after = f"{HEAD}posts:\n{left}\n  seats_max: 3\n"
    assert path.read_text("utf-8") == (after if option == "--fix" else before)


def test_the_formats_are_those_of_validation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = county_file(tmp_path, HINT.encode())
    assert main(["lint", str(path), "--format", "json"]) == 0
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["level"], problem["code"]) == ("hint", "N05")
    assert (problem["place"]["line"], problem["place"]["column"]) == (10, 9)
    for name, words in (("sarif", '"ruleId": "N05/value-not-restated"'), ("github", "::notice file="),
                        ("junit", "N05/value-not-restated"), ("text", "N05/value-not-restated")):  # fmt: skip
        assert main(["lint", str(path), "--format", name]) == 0
        assert words in capsys.readouterr().out


def test_no_shipped_policy_has_a_rule_that_does_nothing() -> None:
    shipped = of_app.lint([Path(__file__).parents[2] / "policies"])
    assert [problem for problem in of_lint(shipped) if problem.level != "hint"] == []


def test_the_summary_says_that_the_files_were_linted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = county_file(tmp_path, HINT.encode())
    main(["lint", str(path)])
    text = capsys.readouterr().out
    assert "检查 1 个文件" in text
    assert "校验" not in text
    for form, said in (
        ("junit", "政策文件写法检查"), ("github", "政策文件写法检查"), ("sarif", "policy-engine/lint/"),
    ):  # fmt: skip
        main(["lint", str(path), "--format", form])
        told = capsys.readouterr().out
        assert said in told, form
        assert "校验" not in told, form
    main(["validate", str(path)])
    assert "校验 1 个文件" in capsys.readouterr().out


def test_one_value_for_all_shows_no_figures_that_mean_nothing(tmp_path: Path) -> None:
    (avoid,) = (case["avoid"] for code, case in cases() if code == "N10")
    same = of_lint(linted(laid_out(tmp_path, avoid)))
    assert [(each.observed, each.limit, each.margin) for each in same] == [(None, None, None)]
