"""What docs/comparing.md shows can be done as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policy_engine.diff.approved import ApprovedChanges
from policy_engine.documents.load import load
from tests.cli.running import ROOT
from tests.diff_cli.conftest import Diff

PAGE = (ROOT / "docs/comparing.md").read_text("utf-8")
COMMANDS = re.findall(r"^policy-engine diff (.*)$", PAGE, re.MULTILINE)
APPROVED = re.findall(r"```yml\n(kind: approved_changes\n.*?)```", PAGE, re.DOTALL)
# Those that ask for a history that a checkout need not have.
HERE = [command for command in COMMANDS if "HEAD" not in command]


def test_the_page_has_commands() -> None:
    assert len(HERE) >= 4
    assert len(APPROVED) == 1


@pytest.mark.parametrize("command", HERE)
def test_a_command_of_the_page_works(
    command: str, tmp_path: Path, diff: Diff, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies").symlink_to(ROOT / "policies", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    run = diff(*command.split())
    assert run.code == 1
    assert run.out != "" or "--output" in command


def test_the_approvals_of_the_page_can_be_read() -> None:
    loaded = load(ApprovedChanges, APPROVED[0].encode(), "批准.yaml")
    assert len(loaded.document.entries) == 1
