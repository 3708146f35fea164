"""How far a round has come."""

from __future__ import annotations

from typing import Any

import pytest

from policy_engine.documents.terms import CHINESE
from policy_engine.findings.report import RoundProgress
from policy_engine.reports.formats import render
from policy_engine.reports.round_content import state_text
from policy_engine.reports.words import REFUSAL, Language
from tests.reports import action_makers as made

FOR_PEOPLE = ["text", "markdown", "html"]
LOG = {
    "zh": ["程序记录", "发布公告", "2024-09-09", "不予认可（次序不对）", "不予认可（不认识的步骤）",
           "最近有效的一步：自主报名", "双向选岗，最早 2024-09-14", "终止，最早日期无法推算",
           "选岗程序核查报告"],
    "en": ["the log of the round", "does not count (out of order)", "does not count (no such step)",
           "last step that counts: 自主报名", "双向选岗, 2024-09-14 at the earliest",
           "终止, its earliest day cannot be worked out", "Report on the selection round"],
}  # fmt: skip


@pytest.mark.parametrize("format_", FOR_PEOPLE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_log_is_told_entry_by_entry_with_what_may_come_next(format_: str, language: Language) -> None:
    text = render(made.selection(), format_, language)
    for said in LOG[language]:
        assert said in text


def progress(**changes: Any) -> RoundProgress:
    begun = {"number": "1", "state": None, "state_name": None, "closed": False, "turns": (), "next": ()}
    return RoundProgress.model_validate(begun | changes)


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({}, "尚未开始", "not begun"),
        ({"state": "publish"}, "最近有效的一步：publish", "last step that counts: publish"),
        ({"state": "effect", "state_name": "生效", "closed": True}, "最近有效的一步：生效，程序已结束",
         "last step that counts: 生效; the round is over"),
        ({"closed": True}, "尚未开始，程序已结束", "not begun; the round is over"),
    ],
)  # fmt: skip
def test_the_state_is_the_last_step_that_counts(changes: dict[str, Any], zh: str, en: str) -> None:
    assert state_text(progress(**changes), "zh") == zh
    assert state_text(progress(**changes), "en") == en


@pytest.mark.parametrize("format_", FOR_PEOPLE)
def test_a_round_without_entries_says_where_it_stands(format_: str) -> None:
    text = render(made.selection(round=progress().model_dump()), format_)
    assert "尚未开始" in text
    assert "效力" not in text
    assert "下一步" not in text


@pytest.mark.parametrize("refused", CHINESE["refusal"])
def test_every_reason_for_not_counting_has_words(refused: str) -> None:
    turns = (made.turn(1, "match", "双向选岗", "2024-09-14", refused),)
    zh, en = CHINESE["refusal"][refused], REFUSAL[refused].en
    assert f"不予认可（{zh}）" in render(made.selection(round=progress(turns=turns).model_dump()), "text")
    assert f"does not count ({en})" in render(
        made.selection(round=progress(turns=turns).model_dump()), "text", "en"
    )


def test_junit_gives_the_state_beside_the_findings() -> None:
    text = render(made.selection(), "junit")
    assert 'name="state" value="最近有效的一步：自主报名"' in text
    assert "R01/steps-in-order" in text
