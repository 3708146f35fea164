"""What a batch leaves behind is looked at by the checks of set-ups, and laid at one of its actions."""

from __future__ import annotations

import datetime
from typing import Any

from policy_engine.app.check_actions import ActionChecker
from policy_engine.findings.report import Report
from tests.action_checks.batches import BASE, start
from tests.fixtures.counties import Documents, as_json, changed, policies_of

_FILE = {
    "since": "2020-01-01", "recruited": "2015-01-01", "punishments": [], "certificates": [],
    "appraisals": [{"year": 2023, "grade": "competent"}], "relatives": [], "home": "330803",
}  # fmt: skip
GRADES = {
    "ledger": {
        "set": {
            "townships.331122101.grades": [
                {"series": "professional", "level": 10, "max": 3},
                {"series": "professional", "level": 12, "max": 2},
                {"series": "management", "level": 9, "max": 3},
            ]
        }
    }
}
PAIR = {"action": "mentorship", "mentor": "R3", "mentee": "R6", "until": "2025-06-30"}


def newcomer(**fields: Any) -> dict[str, Any]:
    return {
        "id": "N1", "name": "钱*", "establishment": "public_institution", "origin": "own",
        "status": "in_service", "file": _FILE, **fields,
    }  # fmt: skip


def hire(**fields: Any) -> dict[str, Any]:
    return {
        "action": "appointment",
        "promotes": False,
        "person": "N1",
        "post": "P6",
        "newcomer": newcomer(**fields),
    }


def report_on(actions: list[dict[str, Any]], documents: Documents | None = None) -> Report:
    given = changed(documents or start(), GRADES)
    numbered = [{"id": f"A{n}", "from": "2024-03-10", **action} for n, action in enumerate(actions, start=1)]
    batch = as_json({**BASE["batch"], "actions": numbered})
    checker = ActionChecker(policies_of(given))
    (report,) = checker.check(batch, "a.json", [(given.data, "s.json")]).reports.reports
    return report


def told(report: Report) -> list[tuple[str, str | None]]:
    """What stopped an action, and which."""
    return [(f.id, f.subject.id if f.subject else None) for f in report.findings if f.severity == "block"]


def test_an_action_that_leaves_the_set_up_with_a_new_fault_is_not_done_and_is_named() -> None:
    report = report_on([PAIR, hire(grade=None)])
    assert told(report) == [("grade-stated", "A2")]
    assert [result.done for result in report.actions] == [True, False]


def test_the_same_action_without_the_fault_is_done() -> None:
    report = report_on([PAIR, hire(grade={"series": "professional", "level": 12})])
    assert told(report) == []
    assert [result.done for result in report.actions] == [True, True]


def test_a_fault_that_the_set_up_had_before_is_no_action_s() -> None:
    documents = changed(start(), {"setup": {"set": {"persons[R4].grade": None}}})
    report = report_on([PAIR], documents)
    assert told(report) == []


def test_what_time_alone_brings_about_is_no_action_s() -> None:
    """The special task of the set-up ends before the action takes effect."""
    documents = changed(start(), {"setup": {"set": {"posts[T1].until": datetime.date(2024, 3, 9)}}})
    report = report_on([PAIR], documents)
    assert told(report) == []
    assert report.actions[0].done


def test_a_fault_that_becomes_worse_is_the_action_s() -> None:
    """Three at a grade of which one is approved, already; a fourth would come."""
    crowd = {f"persons[{id_}].grade": {"series": "professional", "level": 12} for id_ in ("R4", "R5", "R6")}
    room = {"ledger": {"set": {"townships.331122101.public_institution": 6}}, "setup": {"set": crowd}}
    documents = changed(start(), room)
    assert told(report_on([PAIR], documents)) == []
    worse = report_on([PAIR, hire(grade={"series": "professional", "level": 12})], documents)
    assert told(worse) == [("graded-posts", "A2")]


def test_a_fault_is_the_action_s_although_a_later_one_would_end_it() -> None:
    """Between the two days the roster would not be sound."""
    leaving = {"action": "release", "person": "N1", "reason": "transfer", "from": "2024-08-01"}
    report = report_on([hire(grade=None), leaving])
    assert ("grade-stated", "A1") in told(report)
    assert not report.actions[0].done


def test_a_special_task_that_ends_in_the_course_of_the_batch_is_no_later_action_s() -> None:
    task = {
        "action": "special_assignment", "post": "T9", "persons": ["R7"], "task": "防汛值守",
        "from": "2024-03-10", "until": "2024-03-20", "leaves": ["T1"],
        "new_post": {
            "id": "T9", "name": "防汛专班", "institution": "I1", "kind": "special_task", "seats": 1,
            "task": "防汛值守", "from": "2024-03-10", "until": "2024-03-20", "catalogue": "41",
            "statement": {
                "basics": "防汛", "citizen_requests": "值守", "integrity_risks": "物资",
                "performance_indicators": "到岗",
            },
        },
    }  # fmt: skip
    later = {**PAIR, "from": "2024-04-10"}
    report = report_on([task, later])
    assert [
        f.id for f in report.findings if f.subject and f.subject.id == "A2" and f.severity == "block"
    ] == []
    assert report.actions[1].done


def test_the_rejected_action_takes_no_place_from_the_next_one() -> None:
    """Both would take the one place that is left; the first one leaves a fault behind."""
    documents = changed(start(), {"ledger": {"set": {"townships.331122101.public_institution": 4}}})
    first = hire(grade=None)
    second = {**hire(id="N2", grade={"series": "professional", "level": 12}), "person": "N2"}
    report = report_on([first, second], documents)
    assert [result.done for result in report.actions] == [False, True]
