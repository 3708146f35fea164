"""What docs/comparing.md shows can be done as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from policy_engine.diagnostics import DocumentError
from policy_engine.diff.approved import ApprovedChanges
from policy_engine.documents.load import load
from tests.cli.running import ROOT
from tests.diff_cli.conftest import Diff

PAGE = (ROOT / "docs/comparing.md").read_text("utf-8")
COMMANDS = re.findall(r"^policy-engine diff (.*)$", PAGE, re.MULTILINE)
APPROVED = re.findall(r"```yml\n((?:kind: approved_changes|文件类型: 已批准变动)\n.*?)```", PAGE, re.DOTALL)
# Those that ask for a history that a checkout need not have.
HERE = [command for command in COMMANDS if "HEAD" not in command]


def test_the_page_has_commands() -> None:
    assert len(HERE) >= 4
    assert len(APPROVED) == 2


@pytest.mark.parametrize("command", HERE)
def test_a_command_of_the_page_works(
    command: str, tmp_path: Path, diff: Diff, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies").symlink_to(ROOT / "policies", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    run = diff(*command.split())
    assert run.code == 1
    assert run.out != "" or "--output" in command


def test_the_approvals_of_the_page_can_be_read_and_say_the_same() -> None:
    english, chinese = (load(ApprovedChanges, each.encode(), "批准.yaml").document for each in APPROVED)
    assert english == chinese
    assert len(english.entries) == 1


@pytest.mark.parametrize("part", ["理由: 与财政核定一致", "文号: 路编〔2024〕9号"])
def test_what_the_page_calls_required_is(part: str) -> None:
    without = APPROVED[1].replace(f", {part}", "")
    assert without != APPROVED[1]
    with pytest.raises(DocumentError) as raised:
        load(ApprovedChanges, without.encode(), "批准.yaml")
    assert [each.code for each in raised.value.diagnostics] == ["schema.missing-key"]
