"""A finding on an assessment stands at its line, masks whom it names, and counts as the policy says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policy_engine.findings.report import Finding
from tests.assessment_checks.documents import county, findings
from tests.fixtures.counties import read

HERE = Path(__file__).parent
WRITTEN = """\
文件类型: 考核
辖区代码: "331122"
乡镇(街道): "331122101"
建制: 镇
基准日: 2024-12-31
编号: 壶考〔2024〕1号
考核期: {周期: 年度, 起: 2024-01-01, 止: 2024-12-31}
工作痕迹:
  on: 2024-12-31
参评情况:
  - {group: 全体干部, due: 60, cast: 40}
  - group: 群众代表
    due: 10
    cast: 10
提高优秀比例:
  ground: 工作辛苦
  approval: 义组〔2024〕9号
领导班子: [R3]
人员:
  - person: R1
    name: 张三丰
    scores: {政治忠诚度: 22}
    ballots: [{group: 全体干部, votes: {好: 5}}]
    submitted:
      total: 92.5
      grade: 优秀
  - person: R2
    # 得分抄错
    submitted:
      total: 81.5
  - {person: R3}
  - {person: R4}
  - {person: R5}
岗位:
  - {post: P1, ratings: {工作量: 1.1}}
平时考核:
  - from: 2024-01-01
    until: 2024-06-30
    done_on: 2024-07-16
蜗牛岗:
  - person: R5
    trigger: 得分低于 60 分
    facts: [无]
    decided_on: 2025-01-10
公示:
  from: 2025-01-13
  until: 2025-01-16
"""
LINES = WRITTEN.splitlines()


def found(facts: dict[str, Any], written: str = WRITTEN, **changes: Any) -> list[Finding]:
    return findings(written, county(**changes), {"set": facts})[0]


@pytest.mark.parametrize("case", read(HERE / "places.yaml"), ids=lambda case: case["rule"])
def test_a_finding_stands_at_the_line_of_what_was_written(case: dict[str, Any]) -> None:
    (finding,) = [each for each in found(case["facts"]) if each.id == case["rule"]]
    assert finding.subject is not None
    assert LINES[finding.subject.line - 1] == case["line"]


def test_the_subject_goes_by_the_persons_id() -> None:
    (finding,) = [each for each in found({"people[R5].submitted_grade": "competent"}) if each.code == "A09"]
    assert finding.subject is not None
    assert (finding.subject.kind, finding.subject.id) == ("assessedentry", "R5")


def test_a_turnout_goes_by_the_group_that_voted() -> None:
    (finding,) = [each for each in found({"turnout[1].cast": 3}) if each.id == "turnout-enough"]
    assert finding.subject is not None
    assert (finding.subject.kind, finding.subject.id) == ("votersturnout", "群众代表")


def test_of_whom_is_left_out_the_whole_assessment_is_told_with_the_id_masked() -> None:
    absent = [
        {"person": "33112219900101123X", "dispatched": True, "due": True},
        {"person": "R8", "dispatched": True, "due": True},
    ]
    told = [each for each in found({"left_out": absent}) if each.code == "A07"]
    assert ["19900101" in each.model_dump_json() for each in told] == [False, False]
    assert "331122***********X" in told[0].message.zh
    assert [(each.subject.kind, each.subject.id) for each in told if each.subject is not None] == [
        ("assessment", "壶考〔2024〕1号")
    ] * 2


@pytest.mark.parametrize("case", read(HERE / "clauses.yaml"), ids=lambda case: case["rule"])
def test_the_clause_is_the_line_of_policy_that_sets_the_limit(case: dict[str, Any]) -> None:
    (finding,) = [each for each in found(case["facts"]) if each.id == case["rule"]]
    assert finding.clause is not None
    assert (finding.clause.path, finding.clause.layer) == (case["path"], "county")


def test_the_clause_of_the_pot_is_its_line_of_the_ledger() -> None:
    pots = [{"from": "2024-01-01", "until": "2024-12-31", "amount": 18000, "approval": "财〔2024〕9号"}]
    ledger = {"set": {"townships[331122101].bonus_pots": pots}}
    (finding,) = [each for each in found({"bonus.submitted": 18001}, ledger=ledger) if each.code == "A11"]
    assert finding.clause is not None
    assert finding.clause.path == "townships.331122101.bonus_pots"
    assert (finding.observed, finding.limit) == (18001, 18000)


def test_whoever_goes_by_a_name_or_an_identity_number_is_masked() -> None:
    written = WRITTEN.replace("person: R1\n", "person: 33112219900101123X\n").replace(
        "person: R2", "person: 欧阳晓明"
    )
    facts = {
        "people[R2].submitted_total": 80, "people[R2].person": "欧阳晓明",
        "people[R1].submitted_total": 80, "people[R1].person": "33112219900101123X",
    }  # fmt: skip
    told = [each.model_dump_json() for each in found(facts, written) if each.id == "submitted-total"]
    assert len(told) == 2
    assert "欧***" in "".join(told)
    assert "331122***********X" in "".join(told)
    assert not any(secret in text for text in told for secret in ("晓明", "19900101", "张三丰"))


def own(id_: str, require: str, zh: str) -> dict[str, Any]:
    people = {"p": "assessment.people.filter(x, x.submitted_grade == 'excellent' && !x.leader)"}
    message = {"zh": zh, "en": "no"}
    return {"id": id_, "judges": "assessment", "for": people, "require": require, "message": message}


OWN = {"set": {"rules": [
    own("public-only", "p.pool == 'public'", "“{p.person}”属于 {p.pool}"),
    own("high-total", "p.total >= 95", "人员 {p.person} 得分 {observed}"),
]}}  # fmt: skip


def test_pools_go_by_the_name_that_the_policy_gives_them() -> None:
    (finding,) = [each for each in found({}, policy=OWN) if each.id == "public-only"]
    assert finding.message.zh == "“R1”属于 公务员（civil）"


def test_a_rule_of_the_countys_own_judges_assessments() -> None:
    judged, _, outcome = findings(WRITTEN, county(policy=OWN), {})
    (finding,) = [each for each in judged if each.id == "high-total"]
    assert finding.subject is not None
    assert (finding.message.zh, finding.subject.id, finding.code) == ("人员 R1 得分 92.5", "R1", "high-total")
    assert outcome == "rejected"


def test_an_own_rule_that_lacks_a_figure_is_incomplete() -> None:
    judged, _, _ = findings(WRITTEN, county(policy=OWN), {"remove": ["people[R1].total"]})
    assert [each.status for each in judged if each.id == "high-total"] == ["incomplete"]


SEVERE = {"A08": {"severity": "block"}, "frozen-with-digest": {"severity": "block"}}
SOUND = WRITTEN.replace(
    "facts: [无]", "facts: [三季度 5 件交办事项逾期]\n    hearing: {日期: 2025-01-09, 记录: 申辩笔录1号}"
)


@pytest.mark.parametrize(
    ("checks", "facts", "severity", "outcome"),
    [
        ({}, {}, None, "approved"),
        ({}, {"posts[2].factor": 2}, "warn", "conditional"),
        (SEVERE, {"posts[2].factor": 2}, "block", "rejected"),
        (SEVERE, {"traces.same_file": None}, "block", "rejected"),
        ({}, {"traces.same_file": None}, "warn", "conditional"),
        ({}, {"people[R2].submitted_total": 80}, "block", "rejected"),
    ],
)
def test_a_check_counts_as_severely_as_the_policy_says(
    checks: dict[str, Any], facts: dict[str, Any], severity: str | None, outcome: str
) -> None:
    judged, _, came_out = findings(SOUND, county(policy={"set": {"checks": checks}}), {"set": facts})
    assert [each.severity for each in judged] == ([] if severity is None else [severity])
    assert came_out == outcome


def test_a_figure_that_is_missing_rejects_even_where_the_check_only_warns() -> None:
    judged, _, outcome = findings(SOUND, county(), {"set": {"posts[1].factor": None}})
    assert [(each.id, each.severity, each.status) for each in judged] == [
        ("factor-not-above", "warn", "incomplete")
    ]
    assert outcome == "rejected"


NOBODY_EXCELLENT = {"set": {"people[R1].submitted_grade": "competent"}}


def test_a_check_that_no_layer_gives_its_parameter_is_listed_with_the_reason() -> None:
    judged, not_judged, outcome = findings(
        SOUND, county(policy={"remove": ["assessment.excellent_share"]}), NOBODY_EXCELLENT
    )
    assert not_judged == {
        "excellent-within-quota": "各级政策均未声明 考核评价.优秀比例（assessment.excellent_share）"
    }
    assert (judged, outcome) == ([], "approved")


def test_a_check_that_the_policy_requires_is_not_left_out_for_want_of_a_parameter() -> None:
    changes = {"remove": ["assessment.excellent_share"], "set": {"checks": {"A06": {"required": True}}}}
    judged, not_judged, outcome = findings(SOUND, county(policy=changes), NOBODY_EXCELLENT)
    assert [(each.id, each.status) for each in judged] == [("excellent-within-quota", "incomplete")]
    assert (not_judged, outcome) == ({}, "rejected")


def test_a_share_that_the_county_sets_itself_blocks_whatever_its_source() -> None:
    sources = {"set": {"legal_sources": [
        {"id": "L5", "title": "公务员考核规定", "from": "2020-12-28", "verified": False},
    ]}}  # fmt: skip
    (finding,) = [
        each
        for each in found({"pools[civil].excellent": 9}, policy=sources)
        if each.id == "excellent-within-quota"
    ]
    assert (finding.severity, [basis.verified for basis in finding.basis]) == ("block", [False, False])
