"""Where --write-setup writes, and over what it does not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup
from tests.cli.conftest import Command
from tests.cli.test_submissions import ROUND, SETUP, TIPPING, in_chinese

WRITING = ("check", TIPPING, "--setup", SETUP, "--write-setup")


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("新", "output.no-set-up-name"),
        ("new.xlsx", "output.no-set-up-name"),
        ("没有/new.yaml", "output.no-folder"),
        ("mine", "output.among-policies"),
        ("mine/new.yaml", "output.among-policies"),
        ("mine/331004-luqiao", "output.among-policies"),
        ("mine/331004-luqiao/2030-01-01.yaml", "output.among-policies"),
        ("mine/331004-luqiao/ledger", "output.among-policies"),
        ("mine/331004-luqiao/ledger/new.yaml", "output.among-policies"),
        ("other.yaml", "output.other-township"),
        ("broken.yaml", "output.no-set-up-there"),
        ("notes.yaml", "output.no-set-up-there"),
        ("round.yaml", "output.other-kind"),
    ],
)
def test_a_set_up_is_written_over_nothing_else_and_among_no_policies_which_is_said_before_the_report(
    target: str, said: str, folder: Path, command: Command
) -> None:
    shutil.copytree(folder / "policies", folder / "mine", ignore=shutil.ignore_patterns("cases"))
    shutil.copy(folder / "conditional.yaml", folder / "other.yaml")
    replace_in(folder / "other.yaml", "331004003", "331004107")
    (folder / "broken.yaml").write_text("kind: setup\n", encoding="utf-8")
    (folder / "notes.yaml").write_text("这不是方案：[\n", encoding="utf-8")
    shutil.copy(folder / ROUND, folder / "round.yaml")
    before = files_in(folder)
    # Policies are what they are, be they those that the check goes by or not.
    for policies in ("mine", "policies") if said == "output.among-policies" else ("mine",):
        run = command(*WRITING, target, "--policies", policies)
        assert (run.code, run.shown) == (2, b"")
        assert said in run.error
    assert files_in(folder) == before


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_townships_set_up_is_replaced_and_cases_beside_policies_may_be_written(
    folder: Path, command: Command
) -> None:
    shutil.copytree(folder / "policies", folder / "mine", ignore=shutil.ignore_patterns("cases"))
    (folder / "mine/331004-luqiao/cases").mkdir()
    (folder / "empty.yaml").touch()
    shutil.copy(folder / SETUP, folder / "again.yaml")
    for target in ("again.yaml", "empty.yaml", "mine/331004-luqiao/cases/new.yaml"):
        assert command(*WRITING, target, "--policies", "mine").code == 1
        written = load(Setup, (folder / target).read_bytes(), target).document
        assert (written.township.code, written.journal is None) == ("331004003", False)


@pytest.mark.parametrize("keys", ["en", "zh"])
def test_a_name_that_ends_in_json_gets_the_same_set_up_as_json(
    keys: str, folder: Path, command: Command
) -> None:
    data = (folder / SETUP).read_bytes() if keys == "en" else in_chinese(folder / SETUP)
    (folder / "one.yaml").write_bytes(data)
    for target in ("new.yaml", "new.json"):
        command("check", TIPPING, "--setup", "one.yaml", "--write-setup", target)
    written = json.loads((folder / "new.json").read_bytes())
    assert next(iter(written.items())) == (
        ("kind", "setup") if keys == "en" else ("文件类型", "机构设置方案")
    )
    as_json, as_yaml = (load(Setup, (folder / name).read_bytes(), name) for name in ("new.json", "new.yaml"))
    assert as_json.document == as_yaml.document
    assert as_json.warnings == ()
    assert command("check", TIPPING, "--setup", "new.json").code in (0, 1)
