"""Several processes at once, and one that is killed half way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from policy_engine.documents.load import load
from policy_engine.documents.round import Round
from policy_engine.procedures.log import verify
from policy_engine.source import locking
from policy_engine.source.locking import BusyError, alone_with
from tests.cli.conftest import Command
from tests.round_cli.evidence import appending, evidence_of
from tests.round_cli.logs import EMPTY

WRITERS = 8
# Kills the process at the n-th call of a function of the system.
KILLED = """\
import os, signal, sys
from policy_engine_cli.main import main
name = sys.argv.pop(1)
def killed(*_): os.kill(os.getpid(), signal.SIGKILL)
setattr(os, name, killed)
main(sys.argv[1:])
"""
# So many real processes at once, without each of them starting a Python of its own: they are forked from
# one that has everything loaded, and so begin at the same moment.
FORKED = """\
import io, os, sys
from policy_engine_cli.main import main
import policy_engine_cli.round, policy_engine.app.round_append
children = []
for number in range(int(sys.argv[1])):
    child = os.fork()
    if child == 0:
        evidence = sys.argv[2].replace("NUMBER", str(number)).encode()
        sys.stdin = io.TextIOWrapper(io.BytesIO(evidence), encoding="utf-8")
        code = main(sys.argv[3:])
        sys.stdout.flush()
        os._exit(code)
    children.append(child)
print(*(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))
"""
forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")


def codes_of_processes(count: int, evidence: str, *arguments: str, folder: Path) -> list[int]:
    """The exit codes of processes that all run the same command, each with its NUMBER in the evidence."""
    done = subprocess.run(
        [sys.executable, "-c", FORKED, str(count), evidence, *arguments],
        cwd=folder, check=True, timeout=60, capture_output=True, text=True,
    )  # fmt: skip
    return [int(code) for code in done.stdout.split("\n")[-2].split()]


@pytest.fixture
def log(folder: Path, command: Command) -> Path:
    path = folder / "log.yaml"
    path.write_text(EMPTY, encoding="utf-8")
    for step, date in (
        ("announce", "2024-09-02"), ("register", "2024-09-06"), ("match", "2024-09-12"),
        ("deliberate", "2024-09-26"), ("publicise", "2024-09-29"),
    ):  # fmt: skip
        assert command(*appending(step, date), given=evidence_of(step)).code == 0
    return path


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@forking
def test_eight_processes_appending_at_once_lose_nothing(log: Path) -> None:
    codes = codes_of_processes(
        WRITERS, "objection: {about: 第NUMBER件}\n", "round", "append", "log.yaml", "--step", "objection",
        "--date", "2024-09-30", "--evidence", "-", folder=log.parent,
    )  # fmt: skip
    assert codes == [0] * WRITERS
    document = load(Round, log.read_bytes(), "log.yaml").document
    raised = [event.objection.about for event in document.events if event.objection is not None]
    assert sorted(raised) == [f"第{number}件" for number in range(WRITERS)]
    assert verify(document).broken_at is None
    assert hidden(log.parent) == []


@forking
def test_of_several_processes_that_append_the_same_step_one_does(log: Path) -> None:
    evidence, arguments = evidence_of("effect").decode(), appending("effect", "2024-10-12")
    assert sorted(codes_of_processes(3, evidence, *arguments, folder=log.parent)) == [0, 1, 1]
    document = load(Round, log.read_bytes(), "log.yaml").document
    assert [event.step for event in document.events].count("effect") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the signal that nobody can catch is POSIX's")
@pytest.mark.parametrize("at", ["fsync", "chmod", "replace"])
def test_a_process_killed_half_way_leaves_the_old_log_and_no_lock(
    at: str, log: Path, command: Command
) -> None:
    before = log.read_bytes()
    command_line, given = appending("effect", "2024-10-12"), evidence_of("effect")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, at, *command_line],
        cwd=log.parent, check=False, timeout=60, input=given,
    )  # fmt: skip
    assert done.returncode == -9
    assert log.read_bytes() == before
    again = command(*command_line, given=given)
    assert again.code == 0, again.error
    assert load(Round, log.read_bytes(), "log.yaml").document.events[-1].step == "effect"


def test_whoever_waits_too_long_is_told_and_nothing_is_written(
    log: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = log.read_bytes()
    with alone_with(log):
        monkeypatch.setattr(locking, "PATIENCE", 0.05)
        run_ = command(*appending("effect", "2024-10-12"), given=evidence_of("effect"))
    assert run_.code == 2
    assert "[round.busy]" in run_.error
    assert log.read_bytes() == before


def test_a_lock_ends_with_its_holder_and_links_share_it(tmp_path: Path) -> None:
    target = tmp_path / "log.yaml"
    target.write_text("x", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(target)
    with alone_with(target), pytest.raises(BusyError), alone_with(tmp_path / "link.yaml", patience=0.05):
        pytest.fail("two held the lock at once")
    with alone_with(tmp_path / "link.yaml", patience=0.05):
        pass
    assert sorted(os.listdir(tmp_path)) == ["link.yaml", "log.yaml"]
