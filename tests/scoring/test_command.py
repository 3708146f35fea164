"""`policy-engine score`, in this process: what it takes, what it shows, its exit codes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from policy_engine_cli.main import main

from tests.cli.running import Run
from tests.scoring.conftest import ANNUAL, POLICIES, ROSTER, replaced
from tests.scoring.traces_table import table

Command = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").symlink_to(POLICIES, target_is_directory=True)
    (tmp_path / "annual.yaml").write_text(ANNUAL, "utf-8")
    (tmp_path / "setup.yaml").write_text(ROSTER, "utf-8")
    (tmp_path / "traces.csv").write_text(table(), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def command(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Command:
    assert folder.is_dir()

    def run(*arguments: str, given: bytes = b"") -> Run:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main(arguments)
        captured = capfdbinary.readouterr()
        return Run(code, cast("bytes", captured.out), cast("bytes", captured.err))

    return run


def test_everything_at_once(command: Command, folder: Path) -> None:
    (folder / "annual.yaml").write_text(replaced(ANNUAL, ["leaders: []\n", ""]), "utf-8")
    run = command("score", "annual.yaml", "--traces", "traces.csv", "--setup", "setup.yaml",
                  "--person", "R001", "--set", "assessment.mix.trace=0.3", "--format", "json")  # fmt: skip
    assert run.code == 0, run.error
    report = json.loads(run.out)
    totals = {each["person"]: each["total"] for each in report["scores"]["people"]}
    assert totals["R001"] == 88.4
    assert report["what_if"]["sets"][0]["after"] == "30%"
    assert report["setup"]["path"] == "setup.yaml"
    assert report["scores"]["traces"]["counted"] == 46


def test_what_differs_is_exit_code_1_and_standard_input_is_taken(command: Command) -> None:
    run = command("score", "-", given=replaced(ANNUAL, ["total: 88.4", "total: 87.9"]).encode())
    assert (run.code, "A01" in run.out, "87.9" in run.out) == (1, True, True)


def test_what_cannot_be_used_is_exit_code_3_and_shows_no_result(command: Command, folder: Path) -> None:
    (folder / "annual.yaml").write_text(replaced(ANNUAL, ["due: 60, cast: 50", "due: 60, cast: 10"]), "utf-8")
    run = command("score", "annual.yaml")
    assert (run.code, run.out) == (3, "")
    assert "annual.yaml:22:16: 错误 [score.more-votes-than-ballots]" in run.error
    (folder / "traces.csv").write_text(table().replace("办结数", "办结量"), "utf-8")
    (folder / "annual.yaml").write_text(ANNUAL, "utf-8")
    run = command("score", "annual.yaml", "--traces", "traces.csv")
    assert (run.code, run.out) == (3, "")
    assert "traces.csv:1" in run.error


def test_wrong_usage_is_exit_code_2(command: Command) -> None:
    for arguments in (
        ["--person", "R009"],
        ["--set", "mix=1"],
        ["--policy", "330000"],
        ["--on", "2024/12/31"],
    ):
        run = command("score", "annual.yaml", *arguments)
        assert (run.code, run.out) == (2, ""), arguments


def test_results_go_to_files_of_every_kind_and_never_over_what_is_read(
    command: Command, folder: Path
) -> None:
    for name, begins in (("得分.xlsx", b"PK"), ("得分.csv", b"\xef\xbb\xbf"), ("得分.html", b"<!")):
        run = command("score", "annual.yaml", "--output", name)
        assert run.code == 0, run.error
        assert (folder / name).read_bytes().startswith(begins)
    with zipfile.ZipFile(folder / "得分.xlsx") as book:
        assert "88.4" in book.read("xl/worksheets/sheet1.xml").decode()
    for name in ("traces.csv", "annual.yaml", "setup.yaml"):
        before = (folder / name).read_bytes()
        arguments = ["--traces", "traces.csv", "--setup", "setup.yaml", "--output", name]
        assert command("score", "annual.yaml", *arguments, "--format", "csv").code == 2
        assert (folder / name).read_bytes() == before


def test_check_sends_an_assessment_to_score(command: Command) -> None:
    run = command("check", "annual.yaml")
    assert run.code == 2
    assert "policy-engine score annual.yaml" in run.error


def test_an_assessment_is_validated_formatted_and_has_a_schema(command: Command, folder: Path) -> None:
    assert command("validate", "annual.yaml", "--policies", "policies", "--no-cache").code == 0
    (folder / "annual.yaml").write_text(
        replaced(ANNUAL, ["unit_failed: false", "unit_fails: false"]), "utf-8"
    )
    run = command("validate", "annual.yaml", "--policies", "policies", "--no-cache")
    assert (run.code, "annual.yaml:11:1" in run.out) == (3, True), run.out
    (folder / "annual.yaml").write_text(ANNUAL, "utf-8")
    assert command("fmt", "annual.yaml", "--keys", "zh").code == 0
    assert "文件类型: 考核" in (folder / "annual.yaml").read_text("utf-8")
    assert command("score", "annual.yaml").code == 0
    assert '"assessment"' in command("schema", "assessment").out
