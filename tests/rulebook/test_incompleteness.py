"""What cannot be judged says so, names the root cause, and blocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from policy_engine.app.check import Checker
from policy_engine.findings.report import Finding, Report
from policy_engine.program.functions import FUNCTIONS
from tests.fixtures.counties import base, changed, policies_of, read, report_on

ABSENCES = read(Path(__file__).parent / "incomplete.yaml")


def incomplete(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.status == "incomplete"]


def report_with(name: str = "full", **changes: Any) -> Report:
    return report_on(changed(base(name), changes))


@pytest.mark.parametrize("how", ["left out", "null"])
@pytest.mark.parametrize("absence", ABSENCES, ids=lambda absence: absence["absent"])
def test_every_check_that_reads_what_is_absent_is_incomplete_once(absence: dict[str, Any], how: str) -> None:
    path = absence["absent"]
    report = report_with(setup={"remove": [path]} if how == "left out" else {"set": {path: None}})
    findings = incomplete(report)
    assert Counter(finding.id for finding in findings) == Counter(absence["rules"])
    assert [finding for finding in report.findings if finding not in findings] == []
    assert [finding.message.zh for finding in findings if absence["says"] not in finding.message.zh] == []
    assert report.outcome == "rejected"


def test_without_ledger_and_claim_there_is_nothing_to_judge_establishment_by() -> None:
    report = report_with(ledger="none", setup={"remove": ["claimed"]})
    assert [(finding.id, finding.status) for finding in report.findings] == [
        ("administrative-owned", "incomplete"),
        ("public-institution-owned", "incomplete"),
        ("institutions-administrative-total", "incomplete"),
        ("institutions-public-total", "incomplete"),
        ("mid-level-pooled", "incomplete"),
        ("ledger-present", "fail"),
        ("leadership-slots", "incomplete"),
    ]
    assert report.outcome == "rejected"


OWN_RULES = {
    "division-by-zero": ("size(p.name) / (p.seats - p.seats) >= 1", "除数为 0"),
    "no-such-key": ("p.statement != null && p.statement['其他'] != ''", "没有“其他”的取值"),
    "no-such-item": ("setup.institutions[99].id != p.id", "setup.institutions 没有第 99 项"),
    "nobody-by-that-id": ("by_id(setup.persons, 'R99').status == 'in_service'", "R99"),
}


@pytest.mark.parametrize("name", OWN_RULES)
def test_a_rule_that_fails_while_running_is_incomplete_and_blocks(name: str) -> None:
    require, cause = OWN_RULES[name]
    report = report_with(policy=own_rule(require, severity="warn"))
    (finding,) = report.findings
    assert (finding.id, finding.status) == ("own-rule", "incomplete")
    assert cause in finding.message.zh
    assert report.outcome == "rejected", "although the rule itself would only warn"


def own_rule(require: str, severity: str = "block") -> dict[str, Any]:
    """Changes to a policy: one rule of the county's own, over all posts."""
    message = {"zh": "本县规则", "en": "the county's own rule"}
    rule = {"id": "own-rule", "for": {"p": "setup.posts"}, "require": require}
    return {"set": {"rules": [{**rule, "severity": severity, "message": message}]}}


def test_a_rule_that_fails_in_a_way_that_nobody_foresaw_is_incomplete_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: Any) -> NoReturn:
        raise RuntimeError("unforeseen")

    monkeypatch.setitem(FUNCTIONS, "blank", replace(FUNCTIONS["blank"], implementation=broken))
    documents = base("full")
    # A checker of its own: one that has judged before keeps the functions it was made with.
    report = Checker(policies_of(documents)).check(documents.data, "setup.json")
    assert [(finding.id, finding.status) for finding in report.findings] == [
        ("other-origin-has-unit", "incomplete"),
        ("statement-part", "incomplete"),
        ("special-task-task", "incomplete"),
        ("institution-approval", "incomplete"),
        ("institution-approval-in-ledger", "incomplete"),
    ]
    assert [f.id for f in report.findings if "RuntimeError" not in f.message.zh] == []
    assert report.outcome == "rejected"


def test_one_rule_that_fails_while_running_leaves_the_others_judged() -> None:
    sound = {finding.id for finding in report_with(setup={"set": {"township.class": "small"}}).findings}
    report = report_with(
        policy=own_rule("1 / (p.seats - p.seats) == 1"), setup={"set": {"township.class": "small"}}
    )
    assert {finding.id for finding in report.findings} == sound | {"own-rule"}


def test_a_check_without_its_parameter_is_listed_and_does_not_block() -> None:
    report = report_with(policy={"remove": ["posts.seats_max"]})
    assert report.outcome == "approved"
    (listed,) = [check for check in report.not_judged if check.id == "seats-in-one-post"]
    assert listed.reason.zh == "各级政策均未声明 岗位设置.单岗人数上限（posts.seats_max）"


@pytest.mark.parametrize("name", ["U12", "seats-in-one-post"])
def test_a_check_that_the_policy_requires_blocks_without_its_parameter(name: str) -> None:
    required = {"remove": ["posts.seats_max"], "set": {"checks": {name: {"required": True}}}}
    report = report_with(policy=required)
    assert [(f.id, f.status) for f in report.findings] == [
        ("required-can-be-judged", "fail"),
        ("seats-in-one-post", "incomplete"),
    ]
    assert report.outcome == "rejected"
    assert "seats-in-one-post" not in [check.id for check in report.not_judged]


def test_a_section_that_the_ledger_leaves_out_is_listed() -> None:
    report = report_with(ledger={"remove": ["townships[331122101].grades"]})
    assert report.outcome == "approved"
    listed = {check.id for check in report.not_judged}
    assert {"graded-posts", "grade-approved", "grade-stated"} <= listed
