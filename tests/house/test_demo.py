"""The demonstration succeeds only if every step ends as it says it did."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from .checkout import ROOT


def demonstrate(tmp_path: Path, complying: int, faulty: int, folder: int) -> subprocess.CompletedProcess[str]:
    """Runs the demonstration with a command that only answers with the given exit codes."""
    engine = tmp_path / "policy-engine"
    answers = f"*-complies.yaml) exit {complying};; *-faults.yaml) exit {faulty};; *) exit {folder};;"
    engine.write_text(f'#!/bin/sh\ncase "$2" in {answers} esac\n', encoding="utf-8")
    engine.chmod(0o755)
    command = ["sh", "tools/demo.sh", str(engine)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_it_succeeds_when_one_complies_and_one_is_rejected(tmp_path: Path) -> None:
    run = demonstrate(tmp_path, complying=0, faulty=1, folder=1)
    assert run.returncode == 0, run.stderr
    assert "第二份不符合" in run.stdout


@pytest.mark.parametrize(
    ("complying", "faulty", "folder"),
    [(1, 1, 1), (0, 0, 1), (0, 1, 0), (2, 1, 1), (0, 3, 1), (0, 1, 139)],
)
def test_it_fails_when_a_step_ends_otherwise(
    tmp_path: Path, complying: int, faulty: int, folder: int
) -> None:
    run = demonstrate(tmp_path, complying, faulty, folder)
    assert run.returncode == 1
    assert "未按预期结束" in run.stderr
    assert "第二份不符合" not in run.stdout
