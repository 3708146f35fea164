"""What show, replay and timeline say of a round."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Command
from tests.round_cli.logs import EMPTY, HEAD

OUT_OF_ORDER = f"""{HEAD}events:
  - {{step: announce, date: 2024-09-02}}
  - {{step: register, date: 2024-09-04}}
  - {{step: register, date: 2024-09-06}}
  - {{step: publicise, date: 2024-09-12}}
  - {{step: 公示, date: 2024-09-13}}
  - {{step: announce, date: 2024-09-13}}
"""


@pytest.fixture
def log(folder: Path) -> Path:
    path = folder / "log.yaml"
    path.write_text(OUT_OF_ORDER, encoding="utf-8")
    return path


def test_replay_says_of_each_entry_why_it_does_not_count(log: Path, command: Command) -> None:
    run = command("round", "replay", "log.yaml")
    assert run.code == 1
    lines = [line.split(maxsplit=3) for line in run.out.splitlines() if line[:5].strip().isdigit()]
    assert [line[3] for line in lines] == [
        "有效",
        "不予认可（未到时间，最早 2024-09-06）",
        "有效",
        "不予认可（次序不对，应先完成双向选岗、集体研究）",
        "不予认可（不认识的步骤，是否想写 公示实施？）",
        "不予认可（已经做过）",
    ]
    english = command("round", "replay", "log.yaml", "--lang", "en").out
    assert "does not count (out of order, first due is 双向选岗, 集体研究)" in english
    assert log.is_file()


def test_show_stands_on_what_counts_and_does_not_mind_what_does_not(log: Path, command: Command) -> None:
    run = command("round", "show", "log.yaml")
    assert run.code == 0
    assert "5 步中已走 2 步，最近一步是 2024-09-06 的“自主报名”" in run.out
    assert "记录没有校验值" in run.out
    assert "match    最早 2024-09-12" in run.out
    data = json.loads(command("round", "show", "log.yaml", "--format", "json").shown)
    assert (data["state"], data["closed"], data["sealed"], data["broken_at"]) == (
        "register",
        False,
        False,
        None,
    )
    assert log.is_file()


def test_the_timeline_has_its_columns_one_below_the_other(log: Path, command: Command) -> None:
    text = "\n".join(
        ["kind: round", *HEAD.splitlines()[1:], "events:",
         "  - {step: announce, date: 2024-09-02, until: 2024-09-05}",
         "  - {step: register, date: 2024-09-06}", ""]
    )  # fmt: skip
    log.write_text(text, encoding="utf-8")
    for language in ("zh", "en"):
        lines = command("round", "timeline", "log.yaml", "--lang", language).out.splitlines()
        (first,) = (line for line in lines if line.rstrip().endswith("===="))
        (second,) = (line for line in lines if line.rstrip().endswith(" >"))
        (coming,) = (line for line in lines if "双向选岗" in line)
        begin = cell_len(first[: first.index("====")])
        assert cell_len(second[: second.rindex(">")]) - begin == 4, "the fifth day"
        assert cell_len(coming[: coming.rindex("o")]) - begin == 10, "2024-09-12 is the eleventh"
        assert "2024-09-02 ~ 2024-09-05" in first
        assert "3" in first
        assert "2024-09-12" in coming


def test_a_long_round_is_drawn_on_a_page_all_the_same(log: Path, command: Command) -> None:
    log.write_text(f"{HEAD}events:\n  - {{step: announce, date: 2024-09-02, until: 2025-12-31}}\n", "utf-8")
    out = command("round", "timeline", "log.yaml").out
    assert max(map(cell_len, out.splitlines())) <= 100
    assert "每格" in out
    assert "每格 1 天" not in out


def test_a_round_that_has_not_begun_may_begin_on_any_day(log: Path, command: Command) -> None:
    log.write_text(EMPTY, encoding="utf-8")
    for way in ("show", "replay", "timeline"):
        run = command("round", way, "log.yaml")
        assert run.code == 0
        assert "尚未开始" in run.out
        assert "日期不限" in run.out
        from_input = command("round", way, "-", given=EMPTY.encode())
        assert from_input.out == run.out


def test_a_policy_that_lays_down_no_selection_is_told_at_its_file(folder: Path, command: Command) -> None:
    shared = folder / "own"
    for code in ("000000-nation", "330000-zhejiang", "331004-luqiao"):
        (shared / code).mkdir(parents=True)
        for path in (folder / "policies" / code).glob("*.yaml"):
            text = path.read_text(encoding="utf-8")
            kept: list[str] = []
            inside = False
            for line in text.splitlines(keepends=True):
                inside = line.startswith("procedures:") or (inside and line[:1] in (" ", "#", "\n"))
                bound = "path:" in line and "procedures." in line
                kept += [] if inside or bound else [line]
            (shared / code / path.name).write_text("".join(kept), encoding="utf-8")
    (folder / "log.yaml").write_text(EMPTY, encoding="utf-8")
    run = command("round", "show", "log.yaml", "--policies", "own")
    assert run.code == 3
    assert "[procedure.no-selection]" in run.error
