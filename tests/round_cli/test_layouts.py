"""An event is put into the text of a log, whatever its layout, and nothing else is touched."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from policy_engine.documents.load import load
from policy_engine.documents.round import Round
from policy_engine.procedures.log import verify
from tests.cli.conftest import Command
from tests.round_cli.evidence import evidence_of
from tests.round_cli.logs import BEGUN, LAYOUTS

DIGEST = re.compile(r"[0-9a-f]{64}")
WORD = re.compile(r"\w+|\S")


def written(folder: Path, text: str) -> Path:
    path = folder / ("log.json" if text.lstrip().startswith('{"') else "log.yaml")
    path.write_bytes(text.encode())
    return path


def append(command: Command, path: Path, step: str, date: str, *more: str) -> None:
    given = b"" if "--evidence" in more else evidence_of(step)
    named = more if "--evidence" in more else ("--evidence", "-", *more)
    run = command("round", "append", path.name, "--step", step, "--date", date, *named, given=given)
    assert run.code == 0, run.error


def sealed(path: Path) -> Round:
    document = load(Round, path.read_bytes(), path.name).document
    found = verify(document)
    assert (found.sealed, found.broken_at) == (True, None)
    return document


def kept(before: str, after: str) -> bool:
    """Whether every word and sign is there still, in its order: only an empty list or seal may go."""
    there = iter(WORD.findall(after))
    return all(word in there for word in WORD.findall(before) if word not in ("[", "]", "null"))


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_two_events_are_put_into_a_log_that_is_empty(text: str, folder: Path, command: Command) -> None:
    path = written(folder, text)
    append(command, path, "announce", "2024-09-02")
    append(command, path, "自主报名", "2024-09-06", "--until", "2024-09-11")
    document = sealed(path)
    assert [(event.step, str(event.date)) for event in document.events] == [
        ("announce", "2024-09-02"), ("自主报名", "2024-09-06"),
    ]  # fmt: skip
    after = path.read_bytes().decode()
    assert kept(text, after), after
    assert ("\r\n" in text) == ("\r\n" in after)
    assert "\n" not in after.replace("\r\n", "") if "\r\n" in text else True


@pytest.mark.parametrize("text", BEGUN.values(), ids=BEGUN)
def test_a_log_without_seals_is_refused_until_it_is_to_be_sealed(
    text: str, folder: Path, command: Command
) -> None:
    path = written(folder, text)
    refused = command("round", "append", path.name, "--step", "register", "--date", "2024-09-06")
    assert refused.code == 1
    assert "round.not-sealed" in refused.error
    assert "--seal" in refused.error
    assert path.read_bytes().decode() == text
    append(command, path, "register", "2024-09-06", "--seal")
    document = sealed(path)
    assert [event.step for event in document.events] == ["announce", "register"]
    assert kept(text, path.read_bytes().decode())
    append(command, path, "match", "2024-09-12")
    assert [event.step for event in sealed(path).events] == ["announce", "register", "match"]


def test_what_stood_before_stays_byte_for_byte_but_for_the_last_seal(folder: Path, command: Command) -> None:
    path = written(folder, LAYOUTS["Chinese keys"])
    append(command, path, "发布公告", "2024-09-02")
    before = path.read_text(encoding="utf-8")
    append(command, path, "自主报名", "2024-09-06")
    after = path.read_text(encoding="utf-8")
    first = DIGEST.search(before)
    assert first is not None
    again = f"{before[: first.start()]}{DIGEST.findall(after)[0]}{before[first.end() :]}"
    assert after.startswith(again)
    assert after[len(again) :].splitlines()[0] == "  - 步骤: 自主报名"


def test_evidence_is_written_in_the_language_of_the_log(folder: Path, command: Command) -> None:
    path = written(folder, LAYOUTS["Chinese keys"])
    (folder / "notice.json").write_text(
        json.dumps({"notice": {"number": "9号", "posts": ["P01"], "channels": ["internal"]}}),
        encoding="utf-8",
    )
    append(command, path, "announce", "2024-09-02", "--evidence", "notice.json")
    assert "    公告: {文号: 9号, 岗位: [P01], 公开渠道: [内部网]}" in path.read_text(encoding="utf-8")
    (event,) = sealed(path).events
    assert event.notice is not None
    assert event.notice.channels == ["internal"]


def test_a_layout_that_cannot_be_added_to_is_left_as_it_is(folder: Path, command: Command) -> None:
    text = LAYOUTS["an empty list"].replace("consulted: []\nevents: []", "? events\n: []")
    path = written(folder, text)
    run = command("round", "append", path.name, "--step", "announce", "--date", "2024-09-02",
                  "--evidence", "-", given=evidence_of("announce"))  # fmt: skip
    assert run.code == 3
    assert "round." in run.error
    assert path.read_text(encoding="utf-8") == text
