"""Reports in files: the right format, all or nothing, and never over what is being read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from policy_engine_cli.output import write_file

from policy_engine.diagnostics import UsageError
from tests.cli.conftest import Command


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("report.json", b"{"),
        ("report.csv", b"\xef\xbb\xbf"),
        ("report.html", b"<!DOCTYPE html>"),
        ("report.xml", b"<?xml"),
        ("report.md", b"# "),
        ("report.sarif", b"{"),
        ("report.txt", b"===="),
        ("report", b"===="),
    ],
)
def test_the_extension_chooses_the_format(name: str, start: bytes, folder: Path, command: Command) -> None:
    run = command("check", "rejected.yaml", "--output", name)
    assert run.code == 1
    assert run.shown == b""
    assert name in run.error
    assert (folder / name).read_bytes().startswith(start)


def test_the_format_option_wins_over_the_extension(folder: Path, command: Command) -> None:
    command("check", "rejected.yaml", "--output", "report.txt", "--format", "json")
    assert json.loads((folder / "report.txt").read_bytes())["outcome"] == "rejected"


@pytest.mark.parametrize(
    "output",
    ["rejected.yaml", "./rejected.yaml", "link.yaml", "policies/331004-luqiao/2024-01-01.yaml",
     "policies/331004-luqiao/ledger/2024-01-01.yaml"],
)  # fmt: skip
def test_nothing_that_is_read_is_overwritten(output: str, folder: Path, command: Command) -> None:
    (folder / "link.yaml").symlink_to("rejected.yaml")
    before = (folder / output).read_bytes()
    run = command("check", "rejected.yaml", "--output", output, "--format", "text")
    assert run.code == 2
    assert "output.overwrites-input" in run.error
    assert (folder / output).read_bytes() == before


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("nowhere/report.txt", "[output.no-folder] 文件夹“nowhere”不存在。"),
        ("nowhere/below/report.xlsx", "[output.no-folder] 文件夹“nowhere/below”不存在。"),
        ("policies", "[output.impossible] “policies”是文件夹，报告须写入文件。"),
        (
            "report.xlsx",
            "[output.unknown-extension] 报告不能写成 .xlsx。\n  办法：表格请用 .csv；可用的扩展名：.csv、",
        ),
        (
            "报告.DOCX",
            "[output.unknown-extension] 报告不能写成 .docx。\n  办法：文书请用 .html；可用的扩展名：",
        ),
        (
            "report.htm",
            "[output.unknown-extension] 报告不能写成 .htm。\n  办法：是否想写 .html；可用的扩展名：",
        ),
        (
            "report.2024",
            "[output.unknown-extension] 报告不能写成 .2024。\n  办法：可用的扩展名：.csv、.html、.json、",
        ),
    ],
)
def test_an_impossible_output_is_refused_before_the_work(
    output: str, said: str, folder: Path, command: Command
) -> None:
    run = command("check", "rejected.yaml", "--output", output)
    assert (run.code, run.shown) == (2, b"")
    assert said in run.error
    assert not (folder / output).is_file()


def test_an_unknown_extension_is_refused_in_english_too(folder: Path, command: Command) -> None:
    run = command("check", "rejected.yaml", "--output", "report.xlsx", "--lang", "en")
    assert run.code == 2
    assert "cannot be written as .xlsx" in run.error
    assert "for a spreadsheet use .csv; the extensions are .csv, .html, " in run.error
    assert not (folder / "report.xlsx").exists()


def test_with_a_format_any_extension_will_do(folder: Path, command: Command) -> None:
    assert command("check", "rejected.yaml", "--output", "report.xlsx", "--format", "json").code == 1
    assert json.loads((folder / "report.xlsx").read_bytes())["outcome"] == "rejected"


def test_a_named_file_is_refused_as_output_before_it_is_read(folder: Path, command: Command) -> None:
    (folder / "bad.yaml").write_text("kind: [", encoding="utf-8")
    run = command("check", "bad.yaml", "--output", "bad.yaml")
    assert run.code == 2
    assert "output.overwrites-input" in run.error


def test_a_set_up_in_a_folder_is_not_overwritten_but_an_earlier_report_is(
    folder: Path, command: Command
) -> None:
    (folder / "镇街").mkdir()
    (folder / "rejected.yaml").rename(folder / "镇街" / "rejected.yaml")
    for _ in range(2):
        assert command("check", "镇街", "--output", "镇街/report.json").code == 1
    assert json.loads((folder / "镇街" / "report.json").read_bytes())["summary"]["rejected"] == 1
    refused = command("check", "镇街", "--output", "镇街/rejected.yaml", "--format", "text")
    assert refused.code == 2
    assert "output.overwrites-input" in refused.error


def test_nothing_is_written_when_nothing_could_be_judged(folder: Path, command: Command) -> None:
    (folder / "report.txt").write_text("old", encoding="utf-8")
    assert command("check", "missing.yaml", "--output", "report.txt").code == 2
    assert (folder / "report.txt").read_text(encoding="utf-8") == "old"


def test_a_failure_half_way_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.txt"
    target.write_bytes(b"old")

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(UsageError) as caught:
        write_file(target, b"new")
    assert caught.value.diagnostic.code == "output.unwritable"
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_the_mode_is_that_of_the_old_file_or_the_usual_one(tmp_path: Path) -> None:
    old, new, usual = tmp_path / "old", tmp_path / "new", tmp_path / "usual"
    old.write_bytes(b"")
    old.chmod(0o640)
    usual.touch()
    write_file(old, b"x")
    write_file(new, b"x")
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == usual.stat().st_mode


def test_a_link_is_followed_and_a_device_written_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    write_file(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"x"
    write_file(Path(os.devnull), b"x")
    assert not Path(os.devnull).is_file()


def test_schemas_are_written_under_their_names(folder: Path, command: Command) -> None:
    (folder / "schemas").mkdir()
    assert command("schema", "setup", "--output", "schemas").code == 0
    assert [path.name for path in (folder / "schemas").iterdir()] == ["setup.schema.json"]
    assert command("schema", "--output", "schemas").code == 0
    assert (folder / "schemas" / "report.schema.json").is_file()
    assert json.loads((folder / "schemas" / "setup.schema.json").read_bytes())["title"] == "机构设置方案"
