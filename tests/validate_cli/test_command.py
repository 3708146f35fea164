"""The command itself: exit codes, outputs, what it refuses, colours, and a bar for many files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from policy_engine.app.validate import validate as validate_files
from policy_engine.reports.validation_text import validation_text
from tests.cli.test_terminals import on_a_terminal
from tests.validate_cli.chains import BASE, COUNTY, PROVINCE, lay_out
from tests.validate_cli.conftest import BY_ID, Validate

MARK = re.compile(r"^ +\| ( *)(\^+)$")


def test_a_warning_fails_only_where_it_is_asked_to(validate: Validate) -> None:
    assert validate("caps-swapped", "policies").code == 0
    run = validate("caps-swapped", "policies", "--fail-on", "warn")
    assert run.code == 1
    assert "--fail-on warn" in run.error
    assert validate("in-order", "policies", "--fail-on", "warn").code == 0


def test_what_cannot_be_read_wins_over_what_blocks(validate: Validate) -> None:
    case = {
        "append": {"$C": "procedures: {selection: {steps: [{id: publicise, min_days: 3}]}}\n"},
        "files": {"policies/330105-gongshu/2024-01-01.yaml": "kind: policy\n"},
    }
    run = validate(case, "policies")
    assert run.code == 3
    assert "阻断 1" in run.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-"], "[validate.standard-input] 校验不能从标准输入（-）读取"),
        (["-", "--lang", "en"], "[validate.standard-input] Validation does not read standard input"),
        ([], "policy-engine validate --help"),
        (["nowhere"], "[validate.no-file] 没有文件或文件夹“nowhere”。"),
        (["empty"], "[validate.nothing] “empty”中没有政策、编制核定表或机构设置方案。"),
        (["policies", "--format", "html"], "html"),
        (["policies", "--output", "nowhere/x.txt"], "[output.no-folder]"),
        (["policies", "--output", "policies"], "[output.impossible]"),
        (["policies", "--output", "x.html"], "[output.unknown-extension] 报告不能写成 .html。"),
        (["policies", "--policies", "nowhere"], "[policies.no-folder]"),
    ],
)
def test_wrong_usage_is_said(arguments: list[str], said: str, folder: Path, validate: Validate) -> None:
    (folder / "empty").mkdir()
    run = validate("in-order", *arguments)
    assert (run.code, run.shown) == (2, b"")
    assert said in run.error


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("x.json", b"{"),
        ("x.sarif", b"{"),
        ("x.xml", b"<?xml"),
        ("x.log", b"::error"),
        ("x.txt", COUNTY.encode()),
    ],
)
def test_the_extension_of_the_output_chooses_the_form(
    name: str, start: bytes, folder: Path, validate: Validate
) -> None:
    run = validate("three-days", "policies", "--output", name)
    assert (run.code, run.shown) == (1, b"")
    assert name in run.error
    assert (folder / name).read_bytes().startswith(start)


@pytest.mark.parametrize("output", [COUNTY, PROVINCE, "policies/issued.jsonl"])
def test_no_policy_and_no_register_is_overwritten(output: str, folder: Path, validate: Validate) -> None:
    case = {"files": {"policies/issued.jsonl": ""}}
    run = validate(case, COUNTY, "--output", output, "--format", "json")
    assert (run.code, run.shown) == (2, b"")
    assert "output.overwrites-input" in run.error
    assert (folder / output).read_text("utf-8") == BASE.get(output, "")


def test_a_version_that_is_json_is_not_overwritten_either(folder: Path, validate: Validate) -> None:
    version = "policies/331081-wenling/2024-01-01.json"
    before = json.dumps({"kind": "policy"})
    run = validate({"files": {version: before}}, "policies", "--output", version)
    assert run.code == 2
    assert "output.overwrites-input" in run.error
    assert (folder / version).read_text("utf-8") == before


def test_an_earlier_result_in_the_folder_is_replaced_and_left_out(folder: Path, validate: Validate) -> None:
    for _ in range(2):
        assert validate("three-days", "policies", "--output", "policies/result.json").code == 1
    data = json.loads((folder / "policies" / "result.json").read_text("utf-8"))
    assert data["left_out"] == ["policies/result.json"]
    assert data["summary"]["block"] == 1


@pytest.mark.parametrize(("case", "marked"), [("wide", "九十五"), ("chinese-keys-over", "large")])
def test_the_mark_stands_right_below_wide_characters(case: str, marked: str, validate: Validate) -> None:
    lines = validate(case, "policies").out.splitlines()
    number = next(number for number, line in enumerate(lines) if f"{marked}" in line and " | " in line)
    mark = MARK.match(lines[number + 1])
    assert mark is not None
    text = lines[number].partition(" | ")[2]
    assert len(mark[1]) == cell_len(text[: text.index(marked)])
    assert len(mark[2]) == cell_len(marked)


def test_names_of_people_are_masked_in_quoted_lines(validate: Validate) -> None:
    setup = "kind: setup\npersons:\n  - {id: R1, 姓名: 张三丰, establishment: administrativ, origin: own}\n"
    run = validate({"files": {"policies/331004-luqiao/cases/a.yaml": setup}}, "policies")
    assert run.code == 3
    assert "张＊＊" in run.out
    assert "张三丰" not in run.out


def test_a_county_names_the_folder_of_its_policies(validate: Validate) -> None:
    run = validate("three-days", COUNTY, "--policies", "policies")
    assert run.code == 1
    assert "校验 1 个文件" in run.out
    assert f"{PROVINCE}:33（省级）" in run.out


def test_every_file_that_is_quoted_is_read_once(folder: Path) -> None:
    lay_out(folder, BY_ID["many-counties"])
    for county in sorted((folder / "policies").glob("33*")):
        for version in county.glob("2024*.yaml"):
            version.write_text(version.read_text("utf-8").replace("large: 95", "large: 195"), "utf-8")
    read: list[str] = []

    def source(file: str) -> bytes:
        read.append(file)
        return Path(file).read_bytes()

    validation = validate_files([Path("policies")])
    text = validation_text(validation, "zh", source)
    assert validation.summary.block == 13
    assert text.count(f"上级约束：{PROVINCE}:30（省级）") == 12
    assert len(read) == len(set(read)) == 13


def test_eyes_get_colours_and_a_bar_for_many_files(tmp_path: Path) -> None:
    lay_out(tmp_path, BY_ID["three-days"])
    for code in range(339901, 339921):
        folder = tmp_path / "policies" / f"{code}-county"
        folder.mkdir()
        (folder / "2024-01-01.yaml").write_text(BASE[COUNTY].replace("331004", str(code)), "utf-8")
    code, shown = on_a_terminal(tmp_path, "validate", "policies")
    assert code == 1
    assert "/23" in shown.split("阻断")[0]
    assert "\x1b[31m" in shown
    _, plain = on_a_terminal(tmp_path, "validate", "policies", NO_COLOR="1")
    assert "\x1b[31m" not in plain


def test_programs_get_neither(validate: Validate) -> None:
    run = validate("three-days", "policies")
    assert "\x1b" not in run.out
    assert run.error == ""
