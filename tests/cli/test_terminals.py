"""On every terminal: other encodings, closed pipes, interruption, eyes and programs."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic_core import SchemaError

from policy_engine.app.check import Checker
from tests.cli.conftest import Command
from tests.cli.forked import begin
from tests.cli.running import lay_out, run, run_anew

COMMAND = [sys.executable, "-m", "policy_engine_cli"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("terminal"))


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_text_fits_the_terminal(encoding: str, place: Path) -> None:
    done = run("check", "rejected.yaml", folder=place, environment={"PYTHONIOENCODING": encoding})
    assert done.code == 1
    assert done.said == b""
    text = done.shown.decode(encoding)
    assert ("?" * 4 if encoding == "ascii" else "不予同意") in text


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_messages_fit_the_terminal_too(encoding: str, place: Path) -> None:
    done = run_anew("check", "没有.yaml", folder=place, environment={"PYTHONIOENCODING": encoding})
    assert done.code == 2
    assert "file.missing" in done.said.decode(encoding)
    assert b"Traceback" not in done.said


def test_what_a_gbk_terminal_cannot_show_is_replaced(place: Path) -> None:
    text = (place / "rejected.yaml").read_text(encoding="utf-8").replace("蓬街镇", "𠮷街镇")
    (place / "rare.yaml").write_text(text, encoding="utf-8")
    done = run("check", "rare.yaml", folder=place, environment={"PYTHONIOENCODING": "gbk"})
    assert "?街镇" in done.shown.decode("gbk")


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_formats_for_programs_are_utf8_whatever_the_terminal(format_: str, place: Path) -> None:
    done = run(
        "check", "rejected.yaml", "--format", format_, folder=place, environment={"PYTHONIOENCODING": "gbk"}
    )
    assert "蓬街镇" in done.shown.decode("utf-8")
    assert done.shown.startswith(b"\xef\xbb\xbf") == (format_ == "csv")


def test_help_fits_a_gbk_terminal(place: Path) -> None:
    done = run_anew("check", "--help", folder=place, environment={"PYTHONIOENCODING": "gbk"})
    assert done.code == 0
    assert "退出码" in done.shown.decode("gbk")


def test_a_reader_that_leaves_early_changes_nothing(place: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [*COMMAND, "check", "rejected.yaml"]
    done = subprocess.run(command, cwd=place, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.returncode == 1
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_said_in_a_sentence(place: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*COMMAND, "check", "rejected.yaml"]
        done = subprocess.run(command, cwd=place, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert "无法输出报告" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


def test_a_pipe_named_as_a_file_is_read_once_and_shown(place: Path) -> None:
    os.mkfifo(place / "pipe.yaml")
    command = [*COMMAND, "check", "pipe.yaml"]
    process = subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    (place / "pipe.yaml").write_text("kind: setup\nseats: 1\n", encoding="utf-8")
    _, said = process.communicate(timeout=20)
    assert process.returncode == 3
    assert "     2 | seats: 1" in said.decode()


@pytest.mark.parametrize("raised", [
    KeyboardInterrupt(),
    SchemaError('Error building `model` serializer:\n  SchemaError: Field `duties`:\n  KeyboardInterrupt: '),
], ids=["in our code", "while pydantic prepares a model"])  # fmt: skip
def test_interruption_is_said_in_a_sentence(
    raised: BaseException, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise raised

    monkeypatch.setattr(Checker, "examine", interrupted)
    run = command("check", "approved.yaml", "rejected.yaml")
    assert (run.code, run.shown) == (130, b"")
    assert "已中断，没有得出结论" in run.error


def on_a_terminal(place: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Exit code and everything that a terminal shows."""
    leader, follower = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | variables
    environment |= {"PYTHONIOENCODING": "utf-8", "TERM": "xterm"}
    process = begin(arguments, place, [follower] * 3, environment)
    os.close(follower)
    shown = b""
    try:
        while chunk := os.read(leader, 65536):
            shown += chunk
    except OSError:
        pass  # how Linux says that the other end was closed
    os.close(leader)
    return process.wait(timeout=20), shown.decode()


def test_eyes_get_colours_and_a_progress_bar(place: Path) -> None:
    code, shown = on_a_terminal(place, "check", "approved.yaml", "rejected.yaml")
    assert code == 1
    assert "\x1b[31m\x1b[1m蓬街镇" in shown
    assert "核查" in shown.split("机构设置方案核查汇总")[0]  # the bar's label comes first
    assert "2/2" in shown


def test_colours_can_be_refused(place: Path) -> None:
    _, shown = on_a_terminal(place, "check", "rejected.yaml", NO_COLOR="1")
    assert "\x1b" not in shown


def test_programs_get_neither_colours_nor_a_bar(place: Path) -> None:
    done = run("check", "approved.yaml", "rejected.yaml", folder=place)
    assert b"\x1b" not in done.shown + done.said
    assert done.said == b""


def test_a_csv_on_a_terminal_shows_no_byte_order_mark(place: Path) -> None:
    _, shown = on_a_terminal(place, "check", "rejected.yaml", "--format", "csv")
    assert not shown.startswith("\ufeff")


def test_the_version_is_there_at_once(place: Path) -> None:
    heavy = "{'pydantic', 'lark', 'jsonschema', 'yaml', 'rich', 'durable', 'importlib.metadata'}"
    program = (
        "import sys\n"
        "from policy_engine_cli.main import main\n"
        "assert main(['--version']) == 0\n"
        f"print(sorted({heavy} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1:] == ["[]"]


def test_completion_knows_commands_and_values(place: Path) -> None:
    def complete(*words: str) -> list[str]:
        variables = {
            "_POLICY_ENGINE_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["policy-engine", *words]),
            "COMP_CWORD": str(len(words)),
        }
        done = run(folder=place, environment=variables)
        return [line.partition(",")[2] for line in done.out.splitlines()]

    assert complete("ch") == ["check"]
    assert complete("check", "--format", "s") == ["sarif"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_completion_script(shell: str, command: Command) -> None:
    run = command("completion", shell)
    assert f"_POLICY_ENGINE_COMPLETE={shell}_complete" in run.out
    if shell == "bash":
        checked = subprocess.run(["bash", "-n"], input=run.shown, capture_output=True, check=False)
        assert (checked.returncode, checked.stderr) == (0, b"")
