"""The same assessment with values of the policy set, or under another version of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.app.diff_targets import Targets
from policy_engine.app.scoring.checker import ScoreChecker
from policy_engine.app.scoring.trying import Trial
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.findings.scores import WhatIf
from policy_engine.reports.score_what_if import what_if_rows
from tests.scoring.conftest import ANNUAL, HERE, POLICIES, Score, replaced
from tests.scoring.traces_table import table

CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "set.yaml").read_text("utf-8"))
REFUSED: list[dict[str, Any]] = yaml.safe_load((HERE / "set_refused.yaml").read_text("utf-8"))
PEOPLE = ["R001", "R002", "330782***********4", "R004"]
BEFORE = [88.4, 89.6, 92.4, 76.7]


@pytest.fixture(scope="module")
def targets() -> Iterator[Targets]:
    with Targets(POLICIES) as found:
        yield found


def tried(score: Score, targets: Targets, sets: list[str], policy: str | None = None) -> WhatIf:
    target = None if policy is None else targets.find(policy)
    what_if = score(trial=Trial(tuple(sets), target)).report.what_if
    assert what_if is not None
    return what_if


def totals_after(what_if: WhatIf) -> list[object]:
    changed = {each.person: each.total_after for each in what_if.changed}
    return [changed.get(person, before) for person, before in zip(PEOPLE, BEFORE, strict=True)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_trial_says_what_differs(case: dict[str, Any], score: Score, targets: Targets) -> None:
    what_if = tried(score, targets, case.get("set", []), case.get("policy"))
    set_ = {
        each.path: [each.before, each.after] for each in what_if.sets if each.path not in case.get("same", [])
    }
    assert set_ == case["sets"]
    assert [each.path for each in what_if.sets if each.follows] == case["follow"]
    assert totals_after(what_if) == case["totals"]
    assert what_if.same + len(what_if.changed) == len(PEOPLE)
    assert [problem.zh.partition(" ")[0] for problem in what_if.problems] == case.get("problems", [])


@pytest.mark.parametrize("case", REFUSED, ids=[" ".join(case["set"]) for case in REFUSED])
def test_what_cannot_be_set_is_refused(case: dict[str, Any], score: Score) -> None:
    with pytest.raises(UsageError) as caught:
        score(trial=Trial(tuple(case["set"])))
    said = caught.value.diagnostic
    assert (said.code, case["said"] in said.message.zh) == (case["code"], True), said.message.zh
    assert case.get("way_out", "") in (said.help.zh if said.help is not None else "")
    assert said.help is not None


def test_who_changes_grade_and_bonus_is_told_with_by_how_much(score: Score, targets: Targets) -> None:
    # 93.6 goes before 89.4 then, and there is one place: 40% of three. Before, 60000 ÷ (1.2 + 1 + 1.14 + 1)
    # = 13824.88…: 王五 has 1.2 × that = 16589, R002 13824; then the other way round.
    what_if = tried(score, targets, ["assessment.mix.trace=60%", "assessment.mix.dimension=20%"])
    told = {each.person: each for each in what_if.changed}
    assert (told["R002"].grade_before, told["R002"].grade_after) == ("competent", "excellent")
    assert (told["R002"].bonus_before, told["R002"].bonus_after, told["R002"].bonus_by) == (
        13824,
        16589,
        2765,
    )
    assert (told["330782***********4"].grade_after, told["330782***********4"].bonus_by) == (
        "competent",
        -2765,
    )
    assert (told["R001"].total_by, told["R001"].bonus_by) == (-0.8, 0)
    assert (what_if.grades_changed, what_if.bonus_changed, what_if.same) == (2, 2, 0)
    assert what_if.before == "330782@2024-12-31"
    assert what_if.after == "330782@2024-12-31 + assessment.mix.trace=60% + assessment.mix.dimension=20%"


SUBMITTED = replaced(
    ANNUAL,
    ["    ballots: [{votes: {好: 20, 较好: 30}}]\n",
     "    ballots: [{votes: {好: 20, 较好: 30}}]\n    submitted: {grade: competent}\n"],
    ["    ballots: [{votes: {好: 40, 一般: 10}}]\n",
     "    ballots: [{votes: {好: 40, 一般: 10}}]\n    submitted: {grade: excellent}\n"],
)  # fmt: skip


def test_submitted_grades_do_not_hide_what_the_other_policy_makes_of_bonuses(score: Score) -> None:
    sets = ("assessment.mix.trace=60%", "assessment.mix.dimension=20%")
    alone, submitted = (score(text, trial=Trial(sets)).report.what_if for text in (ANNUAL, SUBMITTED))
    assert submitted is not None
    assert submitted == alone
    assert submitted.bonus_changed == 2


def test_where_a_proposed_grade_is_open_bonuses_are_open_and_why(score: Score) -> None:
    # Two with the same figures, and one place.
    tie = replaced(
        SUBMITTED, ["{loyalty: 20, diligence: 20, competence: 20, initiative: 20, integrity: 20}",
                    "{loyalty: 16, diligence: 16, competence: 16, initiative: 16, integrity: 16}"],
        ["{assigned: 10, done: 10, progress: 100}", "{assigned: 20, done: 20, progress: 100}"],
        ["{好: 40, 一般: 10}", "{好: 20, 较好: 30}"],
    )  # fmt: skip
    report = score(tie, trial=Trial(("assessment.mix.trace=0.45",))).report
    what_if = report.what_if
    assert report.scores is not None
    assert all(each.bonus is not None for each in report.scores.people)
    assert what_if is not None
    assert {(each.bonus_before, each.bonus_after) for each in what_if.changed} == {(None, None)}
    before, after = what_if.bonus_open
    assert before.zh.startswith("现行政策：奖金不能分配：有 2 人等次或者等次的奖金系数未定（330782***")
    assert after.en.startswith("after: the bonus cannot be shared out: the grade, or its coefficient: open")


def test_a_table_that_the_policy_tried_does_not_weigh_is_left_aside(score: Score, tmp_path: Path) -> None:
    file = tmp_path / "traces.csv"
    file.write_text(table(), "utf-8")
    what_if = score(traces=file, trial=Trial(("assessment.mix.trace=0",))).report.what_if
    assert what_if is not None
    # 2/3 × 90 + 1/3 × 89.2 = 89.73; 53.33 + 29.33 = 82.67; 66.67 + 30.67 = 97.33; 50 + 26.67 = 76.67
    assert totals_after(what_if) == [89.7, 82.7, 97.3, 76.7]


PLACES_HANG_ON_OTHERS = "另有 2 人的得分或者能否评优还不能确定，是否在优秀名额以内未定"


def test_why_somebody_has_no_total_under_the_policy_tried_is_told(score: Score) -> None:
    unrated = replaced(ANNUAL, ["  - {post: P02, ratings: {工作量: 1, 难易程度: 1}}\n", ""])
    what_if = score(unrated, trial=Trial(("assessment.post_factor.applies_to=total",))).report.what_if
    assert what_if is not None
    told = {each.person: each for each in what_if.changed}
    # R001: 88.36 × 1.14 = 100.73
    assert (told["R001"].total_after, told["R001"].grade_after) == (100.7, None)
    assert [each.zh for each in told["R001"].open_after] == [PLACES_HANG_ON_OTHERS]
    (reason,) = told["R002"].open_after
    assert (told["R002"].total_after, told["R002"].open_before) == (None, ())
    assert reason.zh == "岗位 P02 没有赋分，请在“岗位”中补写。"
    rows = {row.label: row.values for row in what_if_rows(what_if, "zh")}
    assert rows["得分或等次未定"] == (
        f"假设的政策：R001：{PLACES_HANG_ON_OTHERS}",
        f"假设的政策：R002、330782***********4：{reason.zh}",
    )


def test_why_a_grade_is_open_under_the_policy_tried_alone_is_told(score: Score) -> None:
    # One place among three, and two with the same total where ballots alone count.
    alike = replaced(ANNUAL, ["{好: 20, 较好: 30}", "{好: 40, 一般: 10}"])
    sets = ("assessment.mix.ballot=100%", "assessment.mix.dimension=0", "assessment.mix.trace=0")
    what_if = score(alike, trial=Trial(sets)).report.what_if
    assert what_if is not None
    told = {each.person: each for each in what_if.changed}
    assert (told["R002"].grade_before, told["R002"].grade_after) == ("competent", None)
    (reason,) = told["R002"].open_after
    assert reason.zh == "得分相同的有 2 人，优秀名额只剩 1 名，须由单位决定"


def test_a_trial_leaves_the_result_itself_as_it_is(score: Score) -> None:
    without, with_ = (score(trial=trial).report for trial in (None, Trial(("assessment.mix.trace=0.6",))))
    assert with_.model_copy(update={"what_if": None}) == without


def test_a_policy_of_another_jurisdiction_is_refused(score: Score, targets: Targets) -> None:
    with pytest.raises(UsageError) as caught:
        tried(score, targets, [], "330000")
    assert caught.value.diagnostic.code == "score.policy-of-elsewhere"


def test_an_assessment_that_does_not_fit_the_other_version_gives_no_result(tmp_path: Path) -> None:
    folder = shutil.copytree(POLICIES, tmp_path / "policies")
    later = folder / "330782-yiwu" / "2025-01-01.yaml"
    later.write_text(
        replaced(later.read_text("utf-8"), ["id: loyalty, name: 政治忠诚度", "id: zeal, name: 热心"])
    )
    checker = ScoreChecker(folder)
    with Targets(folder) as found:
        trial = Trial(target=found.find("330782@2025-01-01"))
        with pytest.raises(DocumentError) as caught:
            checker.score(ANNUAL.encode(), "annual.yaml", trial=trial)
    codes = [each.code for each in caught.value.diagnostics]
    assert codes == ["score.not-in-policy"] * 4 + ["score.not-under-other"]
    assert "330782@2025-01-01" in caught.value.diagnostics[-1].message.zh
