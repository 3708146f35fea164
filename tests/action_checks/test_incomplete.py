"""What is not on file about a person is named as hers, once for each check that lacks it, and blocks."""

from __future__ import annotations

import pytest

from policy_engine.app.check_actions import ActionChecker
from policy_engine.findings.report import Report
from tests.action_checks.batches import batch_of, start
from tests.fixtures.counties import changed, policies_of

PROMOTION = {
    "action": "appointment", "promotes": True, "person": "R6", "post": "P2", "leaves": ["P5"],
    "slot": {"rank": "deputy"},
}  # fmt: skip


def report_without(field: str) -> Report:
    documents = changed(start(), {"setup": {"remove": [f"persons[R6].{field}"]}})
    examined = ActionChecker(policies_of(documents)).check(
        batch_of({"actions": [PROMOTION]}), "batch.json", [(documents.data, "setup.json")]
    )
    return examined.reports.reports[0]


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("file.punishments", "“R6”的档案要点没有填写处分（punishments）"),
        ("file.appraisals", "“R6”的档案要点没有填写年度考核（appraisals）"),
        ("file.since", "“R6”的档案要点没有填写任现职时间（since）"),
    ],
)
def test_a_promotion_cannot_be_judged_without_what_its_checks_read(field: str, says: str) -> None:
    report = report_without(field)
    lacking = [finding.message.zh for finding in report.findings if finding.status == "incomplete"]
    assert lacking != []
    assert [message for message in lacking if says not in message] == []
    assert not report.actions[0].done


def test_without_any_file_the_person_is_named() -> None:
    report = report_without("file")
    lacking = [finding for finding in report.findings if finding.status == "incomplete"]
    assert {finding.subject.id for finding in lacking if finding.subject} == {"A1"}
    assert all("“R6(" in finding.message.zh and "档案" in finding.message.zh for finding in lacking)
