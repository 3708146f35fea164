"""The command: what it shows, and its exit codes."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from policy_engine_cli.main import main

from policy_engine.diagnostics import Diagnostic
from tests.issuing.offices import (
    COUNTY,
    HERE,
    MARK,
    contents,
    issued,
    lay_out,
    nothing_blocks,
    something_blocks,
)

RECORD = os.environ.get("RECORD_GOLDENS") == "1"
GOLDENS = HERE / "shown"
Blocking = Callable[[], Sequence[Diagnostic]]
MARKED = ["--number", MARK.number, "--by", MARK.by, "--date", "2024-01-01"]
FILE = f"policies/{COUNTY}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder; what validates is a stand-in, and finds nothing."""
    lay_out(tmp_path / "policies")
    monkeypatch.chdir(tmp_path)
    validated_by(nothing_blocks, monkeypatch)
    return tmp_path


def validated_by(blocking: Blocking, monkeypatch: pytest.MonkeyPatch) -> None:
    validate = types.ModuleType("policy_engine.app.validate")
    validate.blocking_problems = lambda _policies, _file: tuple(blocking())  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "policy_engine.app.validate", validate)


def golden(name: str, said: str) -> None:
    path = GOLDENS / f"{name}.txt"
    if RECORD:
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.usefixtures("folder")
def test_what_was_done_is_shown(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["issue", FILE, *MARKED, "--lang", language]) == 0
    captured = capsys.readouterr()
    golden(f"issued.{language}", captured.out)
    assert captured.err == ""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_line_added_afterwards_is_called_so(
    language: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issued(folder / "policies", COUNTY)
    (folder / "policies" / "issued.jsonl").unlink()
    assert main(["issue", FILE, *MARKED, "--lang", language]) == 0
    golden(f"resumed.{language}", capsys.readouterr().out)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_blocking_problems_are_exit_code_1(
    language: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    validated_by(something_blocks, monkeypatch)
    before = contents(folder)
    assert main(["issue", FILE, *MARKED, "--lang", language]) == 1
    captured = capsys.readouterr()
    golden(f"blocked.{language}", captured.err)
    assert captured.out == ""
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([FILE], 2, "--number"),
        ([FILE, *MARKED[:4]], 2, "--date"),
        ([FILE, *MARKED[:4], "--date", "2024-1-1"], 2, "2024-01-01"),
        ([FILE, *MARKED[:4], "--date", "2024-02-30"], 2, "2024-02-30"),
        ([FILE, *MARKED, "--number", " "], 2, "issue.empty"),
        ([FILE, *MARKED, "--policies", "nowhere"], 2, "policies.no-folder"),
        (["policies/nowhere.yaml", *MARKED], 2, "file.missing"),
        ([FILE, *MARKED, "--date", "2025-01-01"], 3, "issue.after-its-end"),
    ],
)
def test_what_is_refused(
    arguments: list[str], code: int, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(folder)
    assert main(["issue", *arguments]) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""
    assert contents(folder) == before
