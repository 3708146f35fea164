"""What may be appended to a round's log, what may not, and what is said then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.documents.load import load
from policy_engine.documents.round import Round
from tests.cli.conftest import Command
from tests.cli.running import Run
from tests.round_cli.evidence import appending, evidence_of
from tests.round_cli.logs import EMPTY, HEAD

CASES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("appending.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
CALENDAR = """\
文件类型: 工作日历
各年度:
  - 年度: 2035
    来源文件: 国办发明电〔2034〕1号
    放假日期: [2035-01-01, 2035-02-07, 2035-02-08, 2035-02-09, 2035-04-05, 2035-05-01, 2035-05-02,
           2035-06-10, 2035-10-01, 2035-10-02, 2035-10-03]
    调休上班日期: []
"""


@pytest.fixture
def log(folder: Path) -> Path:
    path = folder / "log.yaml"
    path.write_text(EMPTY, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_sequence_of_events(case: dict[str, Any], log: Path, command: Command) -> None:
    for step in case["log"]:
        before = log.read_bytes()
        more = ["--until", str(step["until"])] if "until" in step else []
        run = command(*appending(step["e"], str(step["at"]), *more), given=evidence_of(step["e"]))
        if "refused" not in step:
            assert run.code == 0, run.error
            continue
        assert run.code == 1
        assert log.read_bytes() == before
        assert f"[{step['refused']}]" in run.error
        for words in step.get("said", []):
            assert words in run.error
    accepted = [step["e"] for step in case["log"] if "refused" not in step]
    assert [event.step for event in load(Round, log.read_bytes(), "log.yaml").document.events] == accepted
    replayed = json.loads(command("round", "replay", "log.yaml", "--format", "json").shown)
    assert all(turn["accepted"] for turn in replayed["turns"])
    assert (replayed["state"], replayed["closed"]) == (case["state"], case.get("closed", False))


def test_a_refusal_says_what_may_come_and_from_when_in_both_languages(log: Path, command: Command) -> None:
    command(*appending("announce", "2024-09-02"), given=evidence_of("announce"))
    early = ("round", "append", "log.yaml", "--step", "register", "--date", "2024-09-03")
    chinese, english = command(*early), command(*early, "--lang", "en")
    assert "log.yaml:10:5: 错误 [round.too-early]" in chinese.error
    assert "自主报名（register），最早 2024-09-06" in chinese.error
    assert "register  最早 2024-09-06" in chinese.out
    assert "too early, 2024-09-06 at the earliest" in english.error
    as_data = json.loads(command(*early, "--format", "json").shown)
    assert as_data["appended"] is False
    assert [reason["code"] for reason in as_data["reasons"]] == ["round.too-early"]
    assert as_data["next"][0] == {
        "step": "register", "name": "自主报名", "earliest": "2024-09-06", "not_judged": None,
    }  # fmt: skip
    assert log.is_file()


@pytest.mark.parametrize(
    ("evidence", "code", "said"),
    [
        ("notice: {posts: [P01]}\n", 3, "number"),
        ("minutes: {due: 9, attended: 七, consent: 6, decided: []}\n", 3, "attended"),
        ("applications: [{person: R001}]\n", 3, "choices"),
        ("notis: {number: 9号, posts: []}\n", 3, "notice"),
        ("notice: [\n", 3, "evidence.yaml:"),
        ("date: 2024-09-02\n", 3, "round.no-evidence"),
        ("步骤: 发布公告\n", 3, "round.no-evidence"),
        ("previous: null\n", 3, "round.no-evidence"),
        ("", 3, "text.empty"),
        (None, 2, "file.missing"),
    ],
)
def test_evidence_that_cannot_be_read_is_told_at_its_line_and_nothing_is_written(
    evidence: str | None, code: int, said: str, log: Path, command: Command
) -> None:
    if evidence is not None:
        (log.parent / "evidence.yaml").write_text(evidence, encoding="utf-8")
    run = command("round", "append", "log.yaml", "--step", "announce", "--date", "2024-09-02",
                  "--evidence", "evidence.yaml")  # fmt: skip
    assert run.code == code
    assert said in run.error
    assert log.read_text(encoding="utf-8") == EMPTY


def test_an_event_that_ends_before_it_begins_is_refused(log: Path, command: Command) -> None:
    run = command("round", "append", "log.yaml", "--step", "announce", "--date", "2024-09-02",
                  "--until", "2024-09-01")  # fmt: skip
    assert run.code == 1
    assert "[round.ends-before-it-begins]" in run.error
    assert log.read_text(encoding="utf-8") == EMPTY


def test_evidence_comes_from_standard_input_too(log: Path, command: Command) -> None:
    run = command(*appending("announce", "2024-09-02"), given="公告: {文号: 9号, 岗位: [P01]}\n".encode())
    assert run.code == 0, run.error
    (event,) = load(Round, log.read_bytes(), "log.yaml").document.events
    assert event.notice is not None
    assert event.notice.posts == ["P01"]


@pytest.mark.parametrize(
    ("found", "instead", "entry"),
    [
        (
            "date: 2024-09-02",
            "date: 2024-09-01",
            2,
        ),  # what the first entry says; the seal of it is the second's
        ("路北选〔2024〕9号", "路北选〔2024〕8号", 1),
        ("- step: register\n    date: 2024-09-06\n", "- step: register\n    date: 2024-09-09\n", 2),
    ],
)
def test_a_log_that_was_edited_takes_nothing_more(
    found: str, instead: str, entry: int, log: Path, command: Command
) -> None:
    for step, date in (("announce", "2024-09-02"), ("register", "2024-09-06")):
        command(*appending(step, date), given=evidence_of(step))
    text = log.read_text(encoding="utf-8")
    assert found in text
    edited = text.replace(found, instead, 1)
    log.write_text(edited, encoding="utf-8")
    run = command("round", "append", "log.yaml", "--step", "match", "--date", "2024-09-12", "--seal")
    assert run.code == 1
    assert "[round.log-broken]" in run.error
    assert f"第 {entry} 条" in run.error
    assert log.read_text(encoding="utf-8") == edited
    for way in ("show", "replay", "timeline"):
        shown = command("round", way, "log.yaml")
        assert shown.code == 1
        assert f"校验值不符：第 {entry} 条" in shown.out
        assert "从备份恢复" in shown.out
        assert "终止" in shown.out
        assert "下一步" not in shown.out
        assert "最早 2" not in shown.out


def refused_of_2035(run: Run, log: Path, before: bytes) -> None:
    """For want of a calendar of the year; nothing was written."""
    assert run.code == 1
    assert "[round.cannot-be-judged]" in run.error
    assert "2035" in run.error
    assert "--calendar" in run.error
    assert log.read_bytes() == before


def test_a_year_that_the_calendar_does_not_know_cannot_be_judged_without_ones_own(
    log: Path, command: Command
) -> None:
    log.write_text(HEAD.replace("2024-09-02", "2035-09-03") + "events: []\n", encoding="utf-8")
    (log.parent / "calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    own = ("--calendar", "calendar.yaml")
    first, notice = appending("announce", "2035-09-03"), evidence_of("announce")
    second, applied = appending("register", "2035-09-07"), evidence_of("register")
    refused_of_2035(command(*first, given=notice), log, log.read_bytes())
    assert command(*first, *own, given=notice).code == 0
    refused_of_2035(command(*second, given=applied), log, log.read_bytes())
    for way in ("show", "timeline"):
        shown = command("round", way, "log.yaml")
        assert shown.code == 1
        assert "无法判断" in shown.out
        assert "--calendar" in shown.out
        assert command("round", way, "log.yaml", *own).code == 0
    assert command(*appending("register", "2035-09-06"), *own, given=applied).code == 1
    assert command(*second, *own, given=applied).code == 0
    assert command("round", "replay", "log.yaml").code == 1
    assert command("round", "replay", "log.yaml", *own).code == 0


def test_a_folder_where_nothing_can_be_written_is_told_of(log: Path, command: Command) -> None:
    run = command("round", "append", "nowhere/log.yaml", "--step", "announce", "--date", "2024-09-02")
    assert run.code == 2
    assert run.error
    assert log.read_text(encoding="utf-8") == EMPTY
