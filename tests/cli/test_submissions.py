"""Actions and rounds through the real command: on which rosters, in which order, and what is written."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup
from tests.cli.conftest import Command

SHIPPED = "policies/331004-luqiao/cases"
SETUP = f"{SHIPPED}/lubei-2024-complies.yaml"
TIPPING = f"{SHIPPED}/lubei-2024-actions-faults.yaml"  # of three appointments the second tips the pool
ROUND = f"{SHIPPED}/lubei-2024-round-complies.yaml"
TWO_TOWNSHIPS = """\
文件类型: 人事事项
辖区代码: "331004"
基准日: 2024-03-04
征求意见单位: []
事项清单:
  - {事项: 培训, 编号: A01, 乡镇（街道）: "331004003", 人员: [R010], 学时: 24, 内容: 财务管理, 起: 2024-03-05}
  - {事项: 培训, 编号: A02, 乡镇（街道）: "331004107", 人员: [R010], 学时: 24, 内容: 财务管理, 起: 2024-03-05}
"""
CALENDAR = """\
kind: calendar
years:
  - year: 2035
    source: 国办发明电〔2034〕1号
    holidays: [2035-01-01, 2035-02-07, 2035-02-08, 2035-02-09, 2035-04-05, 2035-05-01, 2035-05-02,
      2035-06-10, 2035-10-01, 2035-10-02, 2035-10-03]
    working_days: []
"""


@pytest.fixture
def two_townships(folder: Path) -> Path:
    (folder / "two.yaml").write_text(TWO_TOWNSHIPS, encoding="utf-8")
    return folder


def reports(shown: bytes) -> list[dict[str, Any]]:
    data = json.loads(shown)
    return data.get("reports", [data])


def done(report: dict[str, Any]) -> dict[str, bool]:
    return {action["id"]: action["done"] for action in report["actions"]}


def codes(report: dict[str, Any], action: str) -> list[str]:
    (found,) = (each for each in report["actions"] if each["id"] == action)
    return [report["findings"][place]["code"] for place in found["findings"]]


def test_the_second_of_three_tips_the_pool_and_the_third_is_judged_without_it(
    folder: Path, command: Command
) -> None:
    run = command("check", TIPPING, "--setup", SETUP, "--format", "json")
    (report,) = reports(run.shown)
    assert (run.code, report["kind"], report["outcome"]) == (1, "actions", "rejected")
    assert {id_: done(report)[id_] for id_ in ("A01", "A02", "A03")} == {
        "A01": True,
        "A02": False,
        "A03": True,
    }
    assert "P01" in codes(report, "A02")
    assert report["setup"]["path"] == SETUP
    assert folder.is_dir()


def test_all_or_nothing_does_nothing_and_writes_nothing(folder: Path, command: Command) -> None:
    run = command("check", TIPPING, "--setup", SETUP, "--all-or-nothing", "--write-setup", "new.yaml")
    assert run.code == 1
    assert "没有事项得到办理，没有写出方案" in run.error
    assert not (folder / "new.yaml").exists()
    as_data = command("check", TIPPING, "--setup", SETUP, "--all-or-nothing", "--format", "json")
    assert set(done(reports(as_data.shown)[0]).values()) == {False}


def test_the_written_set_up_has_what_was_done_and_nothing_else(folder: Path, command: Command) -> None:
    run = command("check", TIPPING, "--setup", SETUP, "--write-setup", "new.yaml", "--format", "json")
    assert run.code == 1
    assert "new.yaml" in run.error
    text = (folder / "new.yaml").read_text(encoding="utf-8")
    assert SETUP in text.splitlines()[1]
    assert "不予办理、未计入：A02" in text
    before = load(Setup, (folder / SETUP).read_bytes(), SETUP).document
    after = load(Setup, text.encode(), "new.yaml")
    report = reports(run.shown)[0]
    latest = max(action["from"] for action in report["actions"] if action["done"])
    assert after.warnings == ()
    assert after.document.as_of.isoformat() == latest
    # Actions end and begin assignments and change persons; no post or institution is touched.
    unchanged = {"institutions", "posts", "duties", "claimed", "indicators", "township", "status", "template"}
    assert after.document.model_dump(include=unchanged) == before.model_dump(include=unchanged)
    assert len(after.document.assignments or []) > len(before.assignments or [])


def test_the_next_batch_is_judged_on_the_set_up_that_was_written(folder: Path, command: Command) -> None:
    (report,) = reports(
        command("check", TIPPING, "--setup", SETUP, "--write-setup", "new.yaml", "--format", "json").shown
    )
    run = command("check", "new.yaml", "--format", "json")
    assert reports(run.shown)[0]["kind"] == "setup"
    again = reports(command("check", TIPPING, "--setup", "new.yaml", "--format", "json").shown)[0]
    # The first batch used the pool up, so that the second finds nothing left in it.
    first = next(action for action in report["actions"] if action["id"] == "A01")
    (used_up,) = first["used_up"]
    pools = [pool for action in again["actions"] for pool in action["pools"] if pool["id"] == used_up]
    assert pools
    assert all(pool["before"] == pool["limit"] for pool in pools)
    assert folder.is_dir()


@pytest.mark.parametrize(("keys", "head"), [("zh", "文件类型: 机构设置方案"), ("en", "kind: setup")])
def test_the_written_set_up_has_the_keys_of_its_file(
    keys: str, head: str, two_townships: Path, command: Command
) -> None:
    text = (two_townships / SETUP).read_text(encoding="utf-8")
    (two_townships / "one.yaml").write_text(text, encoding="utf-8")
    batch = "\n".join(TWO_TOWNSHIPS.splitlines()[:-1]) + "\n"
    (two_townships / "batch.yaml").write_text(batch, encoding="utf-8")
    command("check", "batch.yaml", "--setup", "one.yaml", "--write-setup", "en.yaml")
    if keys == "zh":
        chinese = in_chinese(two_townships / "en.yaml")
        (two_townships / "one.yaml").write_bytes(chinese)
        command("check", "batch.yaml", "--setup", "one.yaml", "--write-setup", "zh.yaml")
    written = (two_townships / f"{keys}.yaml").read_text(encoding="utf-8").splitlines()
    assert next(line for line in written if not line.startswith("#")) == head


def in_chinese(path: Path) -> bytes:
    from policy_engine.documents.dumping import tree_of
    from policy_engine.reports.block_yaml import block_lines
    from policy_engine.reports.policy_keys import in_keys

    document = load(Setup, path.read_bytes(), path.name).document
    return "\n".join(block_lines(in_keys(tree_of(document), "zh", Setup))).encode()


def test_a_batch_of_two_townships_gives_a_summary_and_one_set_up_each(
    two_townships: Path, command: Command
) -> None:
    (two_townships / "新").mkdir()
    run = command("check", "two.yaml", "--setup", SHIPPED, "--write-setup", "新", "--format", "json")
    data = json.loads(run.shown)
    assert [report["township"]["code"] for report in data["reports"]] == ["331004003", "331004107"]
    assert sum(data["summary"].values()) == 2
    written = sorted((two_townships / "新").iterdir())
    assert [path.name for path in written] == ["lubei-2024-complies.yaml", "pengjie-2024-faults.yaml"]
    for path in written:
        journal = load(Setup, path.read_bytes(), path.name).document.journal
        assert journal is not None
        assert len(journal.training) == 1
    # The folder can be given to the next check as it is.
    assert command("check", "two.yaml", "--setup", "新").code in (0, 1)


def test_the_folder_has_the_untouched_townships_too_byte_for_byte(
    two_townships: Path, command: Command
) -> None:
    (two_townships / "新").mkdir()
    batch = "\n".join(TWO_TOWNSHIPS.splitlines()[:-1]) + "\n"
    (two_townships / "two.yaml").write_text(batch, encoding="utf-8")
    assert command("check", "two.yaml", "--setup", SHIPPED, "--write-setup", "新").code == 0
    untouched = two_townships / "新" / "pengjie-2024-faults.yaml"
    assert untouched.read_bytes() == (two_townships / SHIPPED / untouched.name).read_bytes()


def test_two_set_ups_into_one_file_are_refused(two_townships: Path, command: Command) -> None:
    run = command("check", "two.yaml", "--setup", SHIPPED, "--write-setup", "new.yaml")
    assert run.code == 2
    assert "output.needs-folder" in run.error
    assert not (two_townships / "new.yaml").exists()


@pytest.mark.parametrize(
    "target",
    [SETUP, TIPPING, "policies/331004-luqiao/2024-01-01.yaml", "policies/331004-luqiao/2025-01-01.yaml",
     "policies/331004-luqiao/ledger/2024-01-01.yaml", ROUND],
)  # fmt: skip
def test_no_input_and_no_other_document_is_overwritten(target: str, folder: Path, command: Command) -> None:
    before = (folder / target).read_bytes()
    run = command("check", TIPPING, "--setup", SETUP, "--write-setup", target)
    assert run.code == 2
    assert "output.overwrites-input" in run.error or "output.other-kind" in run.error
    assert (folder / target).read_bytes() == before


def test_the_set_ups_own_folder_is_not_written_into(folder: Path, command: Command) -> None:
    (folder / "镇街").mkdir()
    shutil.copy(folder / SETUP, folder / "镇街" / "lubei.yaml")
    before = (folder / "镇街" / "lubei.yaml").read_bytes()
    run = command("check", TIPPING, "--setup", "镇街", "--write-setup", "镇街")
    assert run.code == 2
    assert "output.overwrites-input" in run.error
    assert (folder / "镇街" / "lubei.yaml").read_bytes() == before


def test_nothing_is_written_when_anything_could_not_be_read(folder: Path, command: Command) -> None:
    (folder / "bad.yaml").write_text("kind: actions\nactions: [\n", encoding="utf-8")
    run = command("check", TIPPING, "bad.yaml", "--setup", SETUP, "--write-setup", "new.yaml")
    assert run.code == 3
    assert "没有写出方案" in run.error
    assert not (folder / "new.yaml").exists()


@pytest.mark.parametrize(
    ("batch", "said"),
    [
        ("- {action: promote, id: A1, from: 2024-06-01}", "promote"),
        ("- {action: training, id: A1, from: 2024-02-30, persons: [R1], hours: 1, subject: x}", "2024-02-30"),
        ("- {action: training, id: A1, from: 2019.07, persons: [R1], hours: 1, subject: x}", "2019.07"),
        ("- {action: training, id: A1, from: 2024-06-01, persons: [], hours: 1, subject: x}", "persons"),
        ("- {action: training, id: A1, persons: [R1], hours: 1, subject: x}", "from"),
    ],
)
def test_a_batch_that_cannot_be_typed_is_a_message_at_its_line(
    batch: str, said: str, folder: Path, command: Command
) -> None:
    head = 'kind: actions\njurisdiction: "331004"\nas_of: 2024-06-03\nconsulted: []\nactions:\n'
    (folder / "事项.yaml").write_text(f"{head}  {batch}\n", encoding="utf-8")
    run = command("check", "事项.yaml", "--setup", SETUP, "--write-setup", "new.yaml")
    assert run.code == 3
    assert "事项.yaml:6:" in run.error
    assert said in run.error
    assert run.shown == b""
    assert not (folder / "new.yaml").exists()


def test_a_set_up_that_cannot_be_read_stops_what_is_judged_on_it_and_nothing_else(
    folder: Path, command: Command
) -> None:
    (folder / "broken.yaml").write_text("kind: setup\n", encoding="utf-8")
    run = command("check", "approved.yaml", TIPPING, "--setup", "broken.yaml", "--setup", SETUP)
    assert run.code == 3
    assert "broken.yaml" in run.error
    assert "共 1 份" in run.out
    assert TIPPING in run.out, "the summary names what is in no report"


def test_a_set_up_of_another_county_is_refused_unless_it_came_with_a_folder(
    folder: Path, command: Command
) -> None:
    named = command("check", TIPPING, "--setup", SETUP, "--setup", "approved.yaml")
    assert named.code == 3
    assert "roster.of-elsewhere" in named.error
    (folder / "镇街").mkdir()
    shutil.copy(folder / SETUP, folder / "镇街" / "lubei.yaml")
    shutil.copy(folder / "approved.yaml", folder / "镇街" / "xiangfu.yaml")
    (folder / "镇街" / "政策.yaml").write_text("文件类型: 政策\n", encoding="utf-8")
    run = command("check", TIPPING, "--setup", "镇街", "--format", "json")
    assert reports(run.shown)[0]["setup"]["path"] == "镇街/lubei.yaml"
    (folder / "镇街" / "lubei.yaml").unlink()
    none = command("check", TIPPING, "--setup", "镇街")
    assert none.code == 2
    assert "input.no-set-up-of-county" in none.error


def test_two_set_ups_of_one_township_are_refused(folder: Path, command: Command) -> None:
    shutil.copy(folder / SETUP, folder / "again.yaml")
    for submission in (TIPPING, ROUND):
        run = command("check", submission, "--setup", SETUP, "--setup", "again.yaml")
        assert run.code in (2, 3)
        assert run.shown == b""
        assert "again.yaml" in run.error


def test_a_round_finds_its_township_among_several(folder: Path, command: Command) -> None:
    run = command("check", ROUND, "--setup", SHIPPED, "--format", "json")
    (report,) = reports(run.shown)
    assert (report["kind"], report["township"]["code"]) == ("round", "331004003")
    assert report["setup"]["path"] == SETUP
    other = command("check", ROUND, "--setup", f"{SHIPPED}/pengjie-2024-faults.yaml")
    assert other.code == 3
    assert "round.other-township" in other.error
    assert folder.is_dir()


def test_kinds_are_judged_side_by_side_each_by_its_own(folder: Path, command: Command) -> None:
    run = command("check", "approved.yaml", TIPPING, ROUND, "--setup", SETUP, "--format", "json")
    assert [report["kind"] for report in reports(run.shown)] == ["setup", "actions", "round"]
    assert folder.is_dir()


def test_a_folder_of_cases_goes_on_working_without_a_set_up_and_says_what_it_left_out(
    folder: Path, command: Command
) -> None:
    run = command("check", SHIPPED, "--format", "json")
    assert {report["kind"] for report in reports(run.shown)} == {"setup"}
    assert "lubei-2024-round-complies.yaml（选岗）" in run.error
    assert "请用 --setup 指明机构设置方案" in run.error
    assert folder.is_dir()


def test_a_calendar_that_cannot_be_right_stops_the_check(folder: Path, command: Command) -> None:
    (folder / "good.yaml").write_text(CALENDAR, encoding="utf-8")
    (folder / "bad.yaml").write_text(CALENDAR.replace("2035-10-03", "2036-10-03"), encoding="utf-8")
    assert command("check", "approved.yaml", "--calendar", "good.yaml").code == 0
    run = command("check", "approved.yaml", "--calendar", "bad.yaml")
    assert run.code == 3
    assert "calendar.other-year" in run.error
    overwritten = command("check", "approved.yaml", "--calendar", "good.yaml", "--output", "good.yaml",
                          "--format", "json")  # fmt: skip
    assert overwritten.code == 2
    assert "output.overwrites-input" in overwritten.error


def test_the_own_calendar_is_named_in_every_kind_of_report_and_in_the_set_up_that_is_written(
    folder: Path, command: Command
) -> None:
    (folder / "days.yaml").write_text(CALENDAR, encoding="utf-8")
    digest = hashlib.sha256(CALENDAR.encode()).hexdigest()
    given = ("check", "approved.yaml", TIPPING, ROUND, "--setup", SETUP, "--calendar", "days.yaml")
    made = reports(command(*given, "--format", "json").shown)
    assert [report["kind"] for report in made] == ["setup", "actions", "round"]
    assert [report["calendar"] for report in made] == [{"path": "days.yaml", "sha256": digest}] * 3
    for format_ in ("text", "markdown", "html"):
        for language in ("zh", "en"):
            shown = command("check", "approved.yaml", "--calendar", "days.yaml", "--format", format_,
                            "--lang", language).out  # fmt: skip
            assert "days.yaml" in shown
            assert digest in shown
    without = command("check", "approved.yaml", "--format", "json")
    assert reports(without.shown)[0]["calendar"] is None
    assert "工作日历" not in command("check", "approved.yaml").out
    command("check", TIPPING, "--setup", SETUP, "--calendar", "days.yaml", "--write-setup", "new.yaml")
    head = (folder / "new.yaml").read_text(encoding="utf-8").split("kind:")[0]
    assert f"# 工作日历（自备）：days.yaml (sha256 {digest[:12]})" in head


def test_a_year_that_is_known_officially_is_not_set_otherwise(folder: Path, command: Command) -> None:
    (folder / "days.yaml").write_text(CALENDAR.replace("2035", "2025"), encoding="utf-8")
    run = command("check", "approved.yaml", "--calendar", "days.yaml")
    assert run.code == 3
    assert "days.yaml:3:11" in run.error
    assert "2025 年的官方安排已知，不得另定" in run.error
    assert run.shown == b""
