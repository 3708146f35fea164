"""A finding stands at the line of its event, and a rule that lacks its parameter is listed."""

from __future__ import annotations

from typing import Any

import pytest

from policy_engine.app.check_round import RoundChecker
from policy_engine.findings.report import Report
from tests.fixtures.counties import Documents, as_yaml, base, changed, policies_of
from tests.fixtures.patching import patched
from tests.round_checks.rounds import BASE, report_on

WRITTEN = """\
文件类型: 选岗
辖区代码: "331122"
乡镇(街道): "331122101"
基准日: 2024-09-02
编号: 壶选〔2024〕1号
提拔: false
征求意见单位: [组织部, 人社局]
记录:
  - 步骤: 发布公告
    日期: 2024-09-02
    止: 2024-09-05
    公告: {文号: 壶选〔2024〕1号, 岗位: [P3]}
  # 公示在集体研究之前
  - 步骤: 公示实施
    日期: 2024-09-18
    名单:
      - {人员: R3, 岗位: P3}
"""


def county(**changes: Any) -> Documents:
    return changed(changed(base("full"), BASE), changes)


def test_a_finding_stands_at_the_line_of_the_event_in_a_file_with_chinese_keys() -> None:
    documents = county()
    checker = RoundChecker(policies_of(documents))
    report = checker.check(WRITTEN.encode(), "选岗.yaml", documents.data, "花名册.json").report
    (found,) = [finding for finding in report.findings if finding.id == "steps-in-order"]
    assert found.subject is not None
    assert found.subject.line == WRITTEN.splitlines().index("  - 步骤: 公示实施") + 1
    assert "自主报名、双向选岗、集体研究" in found.message.zh


def test_the_event_of_every_finding_is_found_in_yaml_as_in_json() -> None:
    documents = county()
    round_ = patched(BASE["round"], {"set": {"events[4].until": "2024-09-20"}})
    report = (
        RoundChecker(policies_of(documents))
        .check(as_yaml(round_), "round.yaml", documents.data, "setup.json")
        .report
    )
    (found,) = [finding for finding in report.findings if finding.id == "publicity-long-enough"]
    lines = as_yaml(round_).decode().splitlines()
    assert found.subject is not None
    assert lines[found.subject.line - 1] == "- step: publicise"


@pytest.mark.parametrize(
    ("parameter", "rules"),
    [
        ("procedures.selection.max_choices", {"choices-within-limit"}),
        ("procedures.selection.eligible", {"applicant-eligible"}),
        ("personnel.appeal_days", {"appeal-window"}),
        ("personnel.consulted_offices", {"round-consulted"}),
        ("posts.leader_titles", {"leading-title-not-opened"}),
        ("personnel.admission", {"placed-identity-admitted"}),
        ("personnel.promotion.min_years", {"placed-tenure"}),
        ("personnel.punishments", {"placed-laterally-while-punished"}),
    ],
)
def test_a_rule_whose_parameter_nobody_declares_is_listed(parameter: str, rules: set[str]) -> None:
    report = report_on({"policy": {"remove": [parameter]}})
    assert {check.id for check in report.not_judged} == rules
    assert report.outcome == "approved"


@pytest.mark.parametrize("absent", ["posts", "persons", "institutions"])
def test_without_a_part_of_the_roster_a_round_cannot_be_judged(absent: str) -> None:
    report: Report = report_on({"setup": {"set": {absent: None}}})
    unclear = {finding.id for finding in report.findings if finding.status == "incomplete"}
    expected = {
        "posts": {"round-post-exists", "leading-post-not-opened", "opened-institution-approved"},
        "persons": {"round-person-exists", "applicant-eligible", "members-recused"},
        "institutions": {"opened-institution-approved"},
    }
    assert expected[absent] <= unclear
    assert report.outcome == "rejected"
