"""Subjects and figures as people read them, in either language."""

from __future__ import annotations

import pytest

from policy_engine.findings.report import Subject
from policy_engine.findings.report_model import Shown
from policy_engine.reports.words import in_words, subject_text


@pytest.mark.parametrize(("kind", "path", "zh", "en"), [
    ("event", "events[0]", "记录第 1 条", "entry 1"),
    ("placing", "events[3].minutes.decided[1]", "第 4 条记录 会议记录 决定名单第 2 项",
     "list events[3].minutes.decided[1]"),
    ("minutes", "events[3].minutes", "第 4 条记录 会议记录", "minutes events[3].minutes"),
    ("admissionstep", "actions[11].steps[1]", "准入步骤第 2 步",
     "step of the admission actions[11].steps[1]"),
    ("actions", "consulted", "人事事项 征求意见单位", "actions consulted"),
    ("assignment", "assignments[12]", "任岗第 13 项", "assignment 13"),
    ("punishment", "persons[3].file.punishments[0]", "人员第 4 项 档案 处分第 1 项",
     "punishment persons[3].file.punishments[0]"),
    ("assessedentry", "people[1]", "人员第 2 项", "person 2"),
    ("leavespell", "people[1].leave[0]", "人员第 2 项 请假第 1 项", "leave people[1].leave[0]"),
    ("votersturnout", "turnout[0]", "参评情况第 1 项", "turnout 1"),
    ("raiseclaim", "raised", "提高优秀比例", "claim of a higher share"),
    ("snailentry", "snail_posts[0]", "蜗牛岗第 1 项", "snail post 1"),
    ("policy", "no.such[0].place", "政策 no.such[0].place", "policy no.such[0].place"),
])  # fmt: skip
def test_a_subject_without_an_id_goes_by_its_place(kind: str, path: str, zh: str, en: str) -> None:
    subject = Subject(kind=kind, id=None, path=path, line=1, column=1)
    assert (subject_text(subject, "zh"), subject_text(subject, "en")) == (zh, en)


def test_a_subject_with_an_id_goes_by_it() -> None:
    subject = Subject(kind="post", id="P01", path="posts[3]", line=1, column=1)
    assert (subject_text(subject, "zh"), subject_text(subject, "en")) == ("岗位 P01", "post P01")


@pytest.mark.parametrize(("values", "zh"), [
    (("none", ["administrative", "worker"]), ("编外", ["行政", "工勤"])),
    (("worker", None), ("worker", None)),  # 工勤 or 工勤技能
    (("R001", ["enforcement"]), ("R001", ["enforcement"])),
    ((14, 13), (14, 13)),
    ((["township"], []), (["乡镇"], [])),
    (("township", None), ("township", None)),  # 乡 or 乡镇
    (("township", ["town"]), ("乡", ["镇"])),
    (({"chief": 7, "deputy": 6}, None), ({"正职": 7, "副职": 6}, None)),
])  # fmt: skip
def test_figures_go_by_the_words_of_one_vocabulary(values: tuple[Shown, ...], zh: tuple[Shown, ...]) -> None:
    assert in_words("zh", *values) == zh
    assert in_words("en", *values) == values
