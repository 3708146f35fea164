"""What became of each action, and what a batch leaves."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from policy_engine.findings.report import Report
from policy_engine.reports.actions_content import pools_at_the_end
from policy_engine.reports.formats import FORMATS, render
from policy_engine.reports.words import Language
from tests.reports import action_makers as made
from tests.reports import makers

FOR_PEOPLE = ["text", "markdown", "html"]


def left(*actions: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [(pool.id, pool.used, pool.left) for pool in pools_at_the_end(made.results(*actions))]


def slots(before: int, used: int, left_: int, **changes: Any) -> dict[str, Any]:
    return made.action("A", made.pool("mid-level", before, used, 13, left_), **changes)


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        ([], []),
        ([slots(11, 12, 1), slots(12, 13, 0)], [("mid-level", 13, 0)]),
        ([slots(12, 13, 0), slots(13, 14, -1, done=False)], [("mid-level", 13, 0)]),
        ([slots(12, 14, -1, done=False), slots(12, 13, 0)], [("mid-level", 13, 0)]),
        ([slots(12, 13, 0), slots(13, 12, 1), slots(12, 14, -1, done=False)], [("mid-level", 12, 1)]),
        ([slots(12, 14, -1, done=False)], [("mid-level", 12, 1)]),
        # Rejected whole: the second was judged as if the first had been done, but it has not.
        ([slots(12, 13, 0, done=False), slots(13, 14, -1, done=False)], [("mid-level", 12, 1)]),
    ],
)
def test_only_what_was_done_is_drawn_from_a_pool(
    actions: list[dict[str, Any]], expected: list[tuple[str, Any, Any]]
) -> None:
    assert left(*actions) == expected


def test_what_a_rejected_action_leaves_of_a_share_is_exact() -> None:
    share = made.pool("featured-share", "1/7", "2/7", "2/7", 0)
    assert left(made.action("A", share, done=False)) == [("featured-share", "1/7", "1/7")]


def test_a_pool_without_limit_has_nothing_left_and_one_of_the_county_is_another() -> None:
    county = made.pool("mid-level", 100, 101, 110, 9, "county")
    unlimited = made.pool("mid-level", 3, 4, None, None)
    assert left(made.action("A", county, unlimited, done=False)) == [
        ("mid-level", 100, 10), ("mid-level", 3, None),
    ]  # fmt: skip


def test_what_is_not_known_of_a_pool_is_said_to_be_unknown() -> None:
    unknown = made.action("A01", made.pool("mid-level", None, 3, 13, None), done=False)
    text = render(made.passed(actions=(unknown,)), "text")
    assert "如予办理  中层职数：未知 → 3 / 13\n" in text
    assert left(unknown) == [("mid-level", None, None)]


ENTRIES = {
    "zh": [
        "A02 任职，2024-06-01 起：办理",
        "A03 任职，2024-06-01 起：不予办理",
        "中层职数：12 → 13 / 13，余 0（已用完）",
        "行政编制（全县）：812 → 813 / 820，余 7",
        "中层职数：13 → 14 / 13，超 1",
        "结对：0 → 1",
    ],
    "en": [
        "A02 appointment, from 2024-06-01: done",
        "A03 appointment, from 2024-06-01: not done",
        "mid-level slots: 12 → 13 / 13, 0 left (used up)",
        "administrative establishment (whole county): 812 → 813 / 820, 7 left",
        "mid-level slots: 13 → 14 / 13, over by 1",
        "mentorships: 0 → 1",
    ],
}


@pytest.mark.parametrize("format_", FOR_PEOPLE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_action_says_whether_it_is_done_and_what_it_draws_on(format_: str, language: Language) -> None:
    text = render(made.batch(), format_, language)
    for entry in ENTRIES[language]:
        assert entry in text


def test_a_pool_that_stays_as_it_was_is_told_only_at_the_end() -> None:
    text = render(made.batch(), "text")
    assert "12 → 12" not in text
    still = made.batch(actions=(made.action("A01", made.pool("mid-level", 12, 12, 13, 1)),), findings=(),
                       conditions=())  # fmt: skip
    assert "中层职数  12    13    1\n" in render(still, "text")


def test_a_pool_that_was_full_before_is_told_where_the_action_takes_more() -> None:
    full = made.action("A01", made.pool("mid-level", 14, 14, 13, -1), used_up=("mid-level",))
    text = render(made.passed(actions=(full,)), "text")
    assert "中层职数：14 → 14 / 13，超 1" in text
    assert "已用完" not in text


def test_findings_go_by_the_numbers_of_the_list_and_name_their_action() -> None:
    text = render(made.batch(), "text")
    assert "核查意见  第 3 条\n" in text  # the warning, first in the data
    assert "核查意见  第 1、2 条\n" in text
    assert "  1. U18 中层职数不超核定数\n     事项      A03\n" in text


def test_the_same_finding_twice_in_the_data_has_two_numbers() -> None:
    twice = made.slots_exceeded()
    data = makers.report(twice, twice)
    report = made.remade(data, kind="actions", actions=(
        made.action("A01", findings=(0,), done=False), made.action("A02", findings=(1,), done=False),
    ))  # fmt: skip
    shared = report.model_copy(update={"findings": (twice, twice)})
    text = render(shared, "text")
    assert "核查意见  第 1 条\n" in text
    assert "核查意见  第 2 条\n" in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "无（本项没有阻断意见，随整批不予办理）"),
        ("en", "none (nothing blocks it: rejected with the whole batch)"),
    ],
)
def test_an_action_rejected_with_its_batch_says_so(language: Language, said: str) -> None:
    first, second, third = made.batch().model_dump(by_alias=True)["actions"]
    whole = made.batch(actions=(first, second | {"done": False}, third))
    assert said in render(whole, "text", language)
    assert said not in render(made.batch(), "text", language)


@pytest.mark.parametrize("format_", FOR_PEOPLE)
@pytest.mark.parametrize(
    ("language", "title", "roster"),
    [("zh", "人事事项核查报告", "花名册（方案）"), ("en", "Report on personnel actions", "roster (set-up)")],
)
def test_the_report_names_what_it_is_on_and_the_roster(
    format_: str, language: Language, title: str, roster: str
) -> None:
    text = render(made.batch(), format_, language)
    assert title in text
    assert roster in text
    assert "机构设置方案核查" not in text
    assert roster not in render(makers.full(), format_, language)


@pytest.mark.parametrize(
    ("reports", "title"),
    [
        ((made.batch(), made.passed()), "人事事项核查汇总"),
        ((made.selection(), made.selection()), "选岗程序核查汇总"),
        ((made.selection(), makers.full()), "核查汇总"),
        ((makers.full(), makers.clean()), "机构设置方案核查汇总"),
        ((), "机构设置方案核查汇总"),
    ],
)
def test_a_summary_is_named_after_what_it_is_of(reports: tuple[Report, ...], title: str) -> None:
    several = makers.several().model_copy(update={"reports": reports})
    assert f"# {title}\n" in render(several, "markdown")
    assert f"\n{title}\n" in render(several, "text")
    assert f"<h1>{title}</h1>" in render(several, "html")


@pytest.mark.parametrize("format_", FOR_PEOPLE)
def test_in_a_summary_approved_actions_still_say_what_they_leave(format_: str) -> None:
    assert "中层职数：11 → 12 / 13，余 1" in render(makers.several(made.passed()), format_)


def test_csv_names_the_action_of_each_finding() -> None:
    rows = list(csv.DictReader(io.StringIO(render(made.batch(), "csv", "en"), newline="")))
    assert [(row["code"], row["action"], row["stands in"]) for row in rows] == [
        ("U18", "A03", made.ROSTER), ("P07", "A01", made.BATCH.path), ("U22", "A03", ""), ("", "A02", ""),
    ]  # fmt: skip
    of_setup = csv.DictReader(io.StringIO(render(makers.full(), "csv", "en"), newline=""))
    assert {row["action"] for row in of_setup} == {""}


def test_csv_tells_of_every_action_whether_it_is_done() -> None:
    rows = list(csv.DictReader(io.StringIO(render(made.batch(), "csv", "en"), newline="")))
    assert [(row["action"], row["done or not"], row["subject"]) for row in rows if row["code"] == ""] == [
        ("A02", "done", "A02 appointment")
    ]
    assert {row["action"]: row["done or not"] for row in rows} == {
        "A01": "done", "A02": "done", "A03": "not done"
    }  # fmt: skip
    fine = list(csv.DictReader(io.StringIO(render(made.passed(), "csv", "zh"), newline="")))
    assert [(row["事项"], row["办理结果"]) for row in fine] == [("A01", "办理"), ("A02", "办理")]


def test_csv_keeps_two_actions_of_one_id_apart() -> None:
    same = made.batch(actions=[
        made.action("A01", findings=(0,), done=False), made.action("A01"),
        made.action("A02", findings=(1, 2)),
    ])  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(render(same, "csv", "zh"), newline="")))
    assert [(row["编号"], row["事项"], row["办理结果"]) for row in rows] == [
        ("U18", "A01", "不予办理"), ("P07", "A02", "办理"), ("U22", "A02", "办理"), ("", "A01", "办理"),
    ]  # fmt: skip


def junit(report: Report) -> dict[str, ET.Element]:
    root = ET.fromstring(render(report, "junit"))  # noqa: S314 - our own output
    return {case.get("name", ""): case for case in root.iter("testcase")}


def test_junit_has_a_case_for_each_action() -> None:
    cases = junit(made.batch())
    failed = {name for name, case in cases.items() if case.find("failure") is not None}
    assert {"A01 选岗", "A02 任职", "A03 任职"} <= set(cases)
    assert failed == {"结论", "A03 任职"}
    assert "P07" in (cases["A01 选岗"].findtext("system-out") or "")
    assert not any(name.startswith(("U18", "P07")) for name in cases)


def test_junit_fails_an_action_that_is_not_done_also_without_a_finding_of_its_own() -> None:
    cases = junit(made.passed(actions=(made.action("A01", done=False),)))
    failure = cases["A01 任职"].find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("not-done", "不予办理")


def test_junit_keeps_a_case_for_findings_of_no_action() -> None:
    first, second, third = made.batch().model_dump(by_alias=True)["actions"]
    cases = junit(made.batch(actions=(first, second, third | {"findings": (2,)})))
    assert "U18/mid-level-total 中层职数不超核定数" in cases


def sarif(report: Report) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(render(report, "sarif"))["runs"][0]
    return run


def test_sarif_names_the_actions_and_tells_the_same_finding_at_two_actions_apart() -> None:
    results = sarif(made.batch())["results"]
    assert [result["properties"].get("actions") for result in results] == [["A03"], ["A01"], ["A03"]]
    found = (made.slots_exceeded(), made.slots_exceeded())
    actions = (made.action("A01", findings=(0,)), made.action("A02", findings=(1,)))
    twice = made.remade(makers.report(*found), kind="actions", actions=actions)
    prints = [result["partialFingerprints"]["finding/v1"] for result in sarif(twice)["results"]]
    assert len(set(prints)) == 2


def test_sarif_results_on_actions_never_replace_those_on_the_set_up() -> None:
    ids = {sarif(report)["automationDetails"]["id"]
           for report in (makers.full(), made.batch(), made.selection())}  # fmt: skip
    assert ids == {f"policy-engine/331004003/{kind}" for kind in ("", "actions/", "round/")}


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "json"])
def test_what_stands_in_the_roster_is_looked_for_there(format_: str) -> None:
    """SARIF writes paths as addresses, CSV and JUnit in a column or a line of their own."""
    text = render(made.batch(), format_)
    place = {"sarif": "%E6%96%B9%E6%A1%88/lubei.yaml", "csv": f"{made.ROSTER},40",
             "github": f"file={made.ROSTER},line=40,col=1"}  # fmt: skip
    assert place.get(format_, f"{made.ROSTER}:40:1") in text


def test_json_reads_back_as_the_same_report() -> None:
    for report in (made.batch(), made.passed(), made.selection()):
        assert Report.model_validate_json(render(report, "json")) == report


HOSTILE = "A\x1b[31m\u202e|<b>"


@pytest.mark.parametrize("format_", [*FOR_PEOPLE, "csv", "junit", "github"])
def test_ids_titles_and_steps_cannot_steer_a_terminal(format_: str) -> None:
    pool = made.pool("mid-level", 1, 2, 3, 1) | {"title": {"zh": HOSTILE, "en": HOSTILE}}
    turn = made.turn(1, HOSTILE, HOSTILE, "2024-09-02")
    progress = {"number": HOSTILE, "state": HOSTILE, "state_name": None, "closed": True, "turns": (turn,),
                "next": ({"step": HOSTILE, "name": HOSTILE, "earliest": None},)}  # fmt: skip
    both = made.remade(makers.report(makers.warning()), kind="actions", round=progress,
                       actions=(made.action(HOSTILE, pool, findings=(0,)),))  # fmt: skip
    text = render(both, format_)
    assert "\x1b" not in text
    assert "\u202e" not in text
    if format_ in ("html", "markdown"):
        assert "<b>" not in text.replace(r"\<b\>", "")
