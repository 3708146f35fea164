"""How far a round has come: what the report says of states that the engine gives."""

from __future__ import annotations

import pytest

from policy_engine.documents.round import Event
from policy_engine.documents.terms import CHINESE
from policy_engine.procedures.log import seal
from policy_engine.reports.formats import render
from policy_engine.reports.round_words import state_text
from policy_engine.reports.words import REFUSAL, Language
from tests.procedures.makers import IN_ORDER, event, round_
from tests.reports import action_makers as made

FOR_PEOPLE = ["text", "markdown", "html"]
LOG = {
    "zh": ["程序记录", "发布公告", "2024-09-06", "不予认可（次序不对，应先完成双向选岗）",
           "不予认可（不认识的步骤）", "5 步中已走 2 步，最近一步是 2024-09-06 的“自主报名”",
           "双向选岗，最早 2024-09-12",
           "终止，最早 2024-09-06", "记录没有校验值", "选岗程序核查报告"],
    "en": ["the log of the round", "does not count (out of order, first due is 双向选岗)",
           "does not count (no such step)", "2 of 5 steps taken, the last on 2024-09-06: 自主报名",
           "双向选岗, 2024-09-12 at the earliest", "the log has no seal", "Report on the selection round"],
}  # fmt: skip


def joined(text: str) -> str:
    """Without the breaks and indents of its lines."""
    return "".join(line.strip() for line in text.splitlines())


@pytest.mark.parametrize("format_", FOR_PEOPLE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_log_is_told_entry_by_entry_with_what_may_come_next(format_: str, language: Language) -> None:
    text = joined(render(made.selection(), format_, language))
    for said in LOG[language]:
        assert said in text


STATES: list[tuple[tuple[Event, ...], str, str]] = [
    ((), "尚未开始", "not begun"),
    (IN_ORDER[:1], "5 步中已走 1 步，最近一步是 2024-09-02 的“发布公告”",
     "1 of 5 steps taken, the last on 2024-09-02: 发布公告"),
    ((*IN_ORDER[:5], event("objection", "2024-09-30")), "5 步中已走 5 步，最近一步是 2024-09-30 的“异议”",
     "5 of 5 steps taken, the last on 2024-09-30: objection"),
    (IN_ORDER, "已结束（2024-10-12 生效），5 步中已走 5 步",
     "over (effect on 2024-10-12), 5 of 5 steps taken"),
    ((IN_ORDER[0], event("abandon", "2024-09-04")), "已终止（2024-09-04），不产生结果，5 步中已走 1 步",
     "abandoned on 2024-09-04, without a result, 1 of 5 steps taken"),
]  # fmt: skip


@pytest.mark.parametrize(("log", "zh", "en"), STATES)
def test_the_state_says_how_far_it_is_and_how_it_ended(log: tuple[Event, ...], zh: str, en: str) -> None:
    said = state_text(made.progress(*log))
    assert (said.zh, said.en) == (zh, en)


@pytest.mark.parametrize("format_", FOR_PEOPLE)
def test_a_round_without_entries_may_begin_on_any_day(format_: str) -> None:
    text = render(made.selection(round=made.progress().model_dump()), format_)
    assert "尚未开始" in text
    assert "效力" not in text
    assert "发布公告，日期不限" in text
    assert "无法" not in text.partition("程序记录")[2].partition("下一步")[2].partition("终止")[0]


@pytest.mark.parametrize("format_", FOR_PEOPLE)
def test_a_log_that_was_altered_says_so_and_offers_no_next_step(format_: str) -> None:
    digests = seal(round_(IN_ORDER[:2]))
    sealed = [
        each.model_copy(update={"previous": digest})
        for each, digest in zip(IN_ORDER[:2], digests.previous, strict=True)
    ]
    whole = made.progress(*sealed, last=digests.last)
    assert (whole.sealed, whole.broken_at) == (True, None)
    assert whole.next
    altered = [sealed[0].model_copy(update={"date": IN_ORDER[1].date}), sealed[1]]
    text = joined(render(made.selection(round=made.progress(*altered, last=digests.last)), format_))
    assert "校验值不符：第 2 条或前一条（第 1 条）被改动" in text
    assert "下一步" not in text


@pytest.mark.parametrize("format_", FOR_PEOPLE)
def test_a_day_that_nobody_can_tell_is_told_with_its_reason(format_: str) -> None:
    text = joined(render(made.selection(round=made.progress(event("announce", "2099-09-01"))), format_))
    assert "自主报名，无法判断最早日期：没有 2099 年的节假日安排" in text


REFUSED: dict[str, tuple[Event, ...]] = {
    "order": (event("match", "2024-09-14"),),
    "early": (IN_ORDER[0], event("register", "2024-09-03")),
    "again": (IN_ORDER[0], event("announce", "2024-09-03")),
    "closed": (event("abandon", "2024-09-02"), IN_ORDER[0]),
    "unknown": (event("lottery", "2024-09-14"),),
}


@pytest.mark.parametrize("refused", CHINESE["refusal"])
def test_every_reason_for_not_counting_has_words(refused: str) -> None:
    report = made.selection(round=made.progress(*REFUSED[refused]))
    assert f"不予认可（{CHINESE['refusal'][refused]}" in render(report, "text")
    assert f"does not count ({REFUSAL[refused].en}" in render(report, "text", "en")


def test_junit_gives_the_state_beside_the_findings() -> None:
    text = render(made.selection(), "junit")
    assert 'name="state" value="5 步中已走 2 步，最近一步是 2024-09-06 的“自主报名”"' in text
    assert "R01/steps-in-order" in text
