"""Several set-ups at once: nothing is left out in silence."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from policy_engine.app.check import Checker
from tests.cli.conftest import Command
from tests.cli.running import CASES, ROOT, run


@pytest.fixture
def township_files(folder: Path) -> Path:
    """A folder with the three set-ups, one of them in a folder below."""
    below = folder / "镇街" / "北片"
    below.mkdir(parents=True)
    for name in CASES:
        (folder / name).rename((below if name == "rejected.yaml" else below.parent) / name)
    return below.parent


def test_a_folder_gives_a_summary_of_everything_below_it(township_files: Path, command: Command) -> None:
    run = command("check", "镇街", "--format", "json")
    data = json.loads(run.shown)
    assert data["summary"] == {"approved": 1, "conditional": 1, "rejected": 1}
    assert [report["input"]["path"] for report in data["reports"]] == [
        "镇街/approved.yaml", "镇街/conditional.yaml", "镇街/北片/rejected.yaml",
    ]  # fmt: skip
    assert run.code == 1
    assert run.said == b""
    assert township_files.is_dir()


def test_documents_of_other_kinds_are_left_out_and_named(township_files: Path, command: Command) -> None:
    (township_files / "政策.yaml").write_text('文件类型: policy\njurisdiction: "331004"\n', encoding="utf-8")
    earlier = command("check", "镇街/approved.yaml", "--format", "json")
    (township_files / "earlier.json").write_bytes(earlier.shown)
    (township_files / "earlier-all.json").write_bytes(command("check", "镇街", "--format", "json").shown)
    run = command("check", "镇街")
    assert run.code == 1
    assert "共 3 份" in run.out
    assert (
        "（3 份）：镇街/earlier-all.json（核查报告）、镇街/earlier.json（核查报告）、镇街/政策.yaml（政策）。"
    ) in run.error
    in_english = command("check", "镇街", "--lang", "en").error
    assert "earlier-all.json (report), " in in_english
    assert "政策.yaml (policy)." in in_english


def test_of_many_left_out_the_first_are_named_and_the_rest_counted(folder: Path, command: Command) -> None:
    (folder / "杂项").mkdir()
    for number in range(12):
        (folder / "杂项" / f"{number:02}.yaml").write_text("kind: policy\n", encoding="utf-8")
    assert "09.yaml（政策）等，另有 2 份。" in command("check", "approved.yaml", "杂项").error
    assert "09.yaml (policy) and 2 more." in command("check", "approved.yaml", "杂项", "--lang", "en").error


def test_a_pipe_in_a_folder_is_left_out_and_named_instead_of_waited_for(township_files: Path) -> None:
    os.mkfifo(township_files / "pipe.yaml")
    (township_files / "device.yaml").symlink_to(os.devnull)
    done = run("check", "镇街", folder=township_files.parent)  # with a time limit
    assert done.code == 1
    assert "共 3 份" in done.out
    assert (
        "device.yaml（管道或设备，不是普通文件）、镇街/pipe.yaml（管道或设备，不是普通文件）。" in done.error
    )


def test_a_link_in_a_folder_is_followed_and_a_broken_one_is_a_failure(
    township_files: Path, command: Command
) -> None:
    (township_files / "link.yaml").symlink_to("nowhere.yaml")
    (township_files / "good.yaml").symlink_to(ROOT / "policies" / CASES["approved.yaml"])
    run = command("check", "镇街")
    assert run.code == 2
    assert "共 4 份" in run.out
    assert "file.missing" in run.error


def test_a_pipe_named_by_itself_is_read(folder: Path, command: Command) -> None:
    os.mkfifo(folder / "pipe.yaml")
    content = (folder / "approved.yaml").read_bytes()
    writer = threading.Thread(target=(folder / "pipe.yaml").write_bytes, args=(content,), daemon=True)
    writer.start()
    run = command("check", "pipe.yaml")
    writer.join(timeout=10)
    assert run.code == 0
    assert "建议同意" in run.out


@pytest.mark.parametrize("content", ["kind: setpu\n", "township: {}\n", "kind: [policy\n", "", "[]"])
def test_what_may_be_a_set_up_is_never_left_out(content: str, township_files: Path, command: Command) -> None:
    (township_files / "slip.yaml").write_text(content, encoding="utf-8")
    run = command("check", "镇街")
    assert run.code == 3
    assert "slip.yaml" in run.error
    assert "共 3 份" in run.out


def test_hidden_files_are_not_looked_at(township_files: Path, command: Command) -> None:
    (township_files / ".trash").mkdir()
    (township_files / ".trash" / "old.yaml").write_text("kind: [", encoding="utf-8")
    (township_files / ".draft.yaml").write_text("kind: [", encoding="utf-8")
    assert command("check", "镇街").code == 1


def test_a_file_named_by_itself_must_be_a_set_up_although_its_folder_is_named_too(
    township_files: Path, command: Command
) -> None:
    (township_files / "政策.yaml").write_text("kind: policy\n", encoding="utf-8")
    assert command("check", "镇街", "镇街/政策.yaml").code == 3


def test_a_mistake_of_the_policy_is_said_once_for_all(folder: Path, command: Command) -> None:
    run = command("check", "conditional.yaml", "rejected.yaml", "--on", "1999-01-01")
    assert run.code == 3
    assert run.error.count("policy.none-in-force") == 1
    assert "未能核查 2 份材料：conditional.yaml、rejected.yaml" in run.error
    assert run.shown == b""
    assert folder.is_dir()


def test_an_internal_error_is_no_outcome_and_does_not_stop_the_rest(
    township_files: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    examine = Checker.examine

    def failing(self: Checker, data: bytes, name: str, on: object = None) -> object:
        if "conditional" in name:
            raise ZeroDivisionError("a mistake of ours")
        return examine(self, data, name, on)  # type: ignore[arg-type]

    monkeypatch.setattr(Checker, "examine", failing)
    run = command("check", "镇街")
    assert run.code == 3
    assert "程序内部错误，没有得出结论（ZeroDivisionError: a mistake of ours）" in run.error
    assert "Traceback" not in run.error
    assert "共 2 份" in run.out
    monkeypatch.setenv("POLICY_ENGINE_DEBUG", "1")
    assert "Traceback" in command("check", "镇街").error
    assert township_files.is_dir()


def test_warnings_about_a_document_are_said_although_it_could_be_read(folder: Path, command: Command) -> None:
    text = (folder / "approved.yaml").read_text(encoding="utf-8")
    assert "position: " in text
    (folder / "doubtful.yaml").write_text(text.replace("position: ", "position: no  #", 1), encoding="utf-8")
    run = command("check", "doubtful.yaml")
    assert "警告 [yaml.boolean-word]" in run.error


def test_standard_input_may_be_json(folder: Path, command: Command) -> None:
    set_up = {"kind": "setup", "jurisdiction": "331004", "as_of": "2024-03-01",
              "township": {"code": "331004003", "name": "路北街道", "form": "subdistrict"}}  # fmt: skip
    run = command("check", "-", "--format", "json", given=json.dumps(set_up).encode())
    report = json.loads(run.shown)
    assert report["input"]["path"] == "-"
    assert report["outcome"] == "rejected"
    assert report["summary"]["incomplete"] > 0
    assert run.code == 1
    assert folder.is_dir()


@pytest.mark.parametrize("format_", ["text", "markdown", "html", "json"])
def test_a_report_names_the_set_ups_that_could_not_be_read(
    township_files: Path, command: Command, format_: str
) -> None:
    """Whoever is handed the report must not take it for complete."""
    (township_files / "broken.yaml").write_text("kind: setup\n", "utf-8")
    run = command("check", "镇街", "--format", format_)
    assert run.code == 3
    assert "broken.yaml" in run.out
