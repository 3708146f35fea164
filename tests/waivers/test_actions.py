"""Waivers of actions: on the action's own first day, on days to come, and beside what is there already."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import pytest

from policy_engine.app.check import Checker
from policy_engine.app.check_actions import ActionChecker
from policy_engine.findings.report import Report
from tests.action_checks.batches import BASE
from tests.fixtures.counties import Documents, as_json, changed
from tests.waivers.county import (
    TOWNSHIP,
    about_waivers,
    checked,
    entry,
    folder_of,
    new_task,
    of,
    over_cap,
    waiver,
)

# R3 holds one concurrent post; the county allows one.
SECOND_POST = {"action": "concurrent_post", "person": "R3", "post": "P6", "from": "2024-03-05"}
HANDOVER = {
    "action": "handover", "post": "P3", "from_person": "R3", "to_person": "R4",
    "from": "2024-03-12", "signed": "2024-03-12",
}  # fmt: skip


def batch_of(
    documents: Documents, action: Mapping[str, Any], as_of: str, *waivers: Mapping[str, Any]
) -> Report:
    judged = as_json({**BASE["batch"], "as_of": as_of, "actions": [{"id": "A1", **action}]})
    checker = ActionChecker(folder_of(documents, *waivers))
    examined = checker.check(judged, "actions.json", [(documents.data, "setup.json")])
    return examined.reports.reports[0]


def of_posts(**changes: Any) -> dict[str, Any]:
    """A waiver of the concurrent posts of one person."""
    asked = entry(**{"code": "U17", "granted": 2, "uses": 1, **changes})
    return waiver(asked, number="缙编〔2024〕4号")


def done(report: Report) -> bool:
    return all(action.done for action in report.actions)


def statuses(report: Report, *codes: str) -> list[str]:
    return [finding.status for finding in of(report, *codes)]


@pytest.mark.parametrize(
    ("from_", "until", "is_done", "says"),
    [
        ("2024-03-05", "2024-12-31", True, []),
        ("2024-03-06", "2024-12-31", False, ["waiver-not-yet"]),
        ("2024-03-15", "2024-12-31", False, ["waiver-not-yet"]),
        ("2024-02-01", "2024-03-10", False, ["waiver-expired"]),
    ],
)
def test_an_action_that_runs_already_is_not_covered_by_what_began_after_it(
    from_: str, until: str, is_done: bool, says: list[str]
) -> None:
    asked = of_posts(from_=from_, until=until)
    report = batch_of(over_cap(), SECOND_POST, "2024-03-20", waiver(), asked)
    assert done(report) == is_done
    assert statuses(report, "P17", "U17") == (["waived", "waived"] if is_done else ["fail"])
    assert about_waivers(report) == says


@pytest.mark.parametrize(("from_", "is_done"), [("2024-03-05", True), ("2024-03-15", False)])
def test_nor_is_a_number_that_it_brought_about_or_what_it_leaves_behind(from_: str, is_done: bool) -> None:
    task = {**new_task("T2"), "from": "2024-03-05"}
    task["new_post"] = {**task["new_post"], "from": "2024-03-05"}
    later = waiver(entry(granted=10, from_=from_), number="缙编〔2024〕4号")
    report = batch_of(over_cap(), task, "2024-03-20", waiver(), later)
    assert done(report) == is_done
    assert statuses(report, "P01", "U12") == (["waived", "waived"] if is_done else ["fail"])


def test_only_what_the_check_of_the_set_up_finds_is_put_to_the_first_day_as_well() -> None:
    """No pool stands in for the duties of a post: the aftermath alone finds that the new one has none."""
    low = changed(over_cap(), {"policy": {"set": {"duties.per_post": {"min": 1, "max": 20}}}})
    task = {**new_task("T2"), "from": "2024-03-05"}
    task["new_post"] = {**task["new_post"], "from": "2024-03-05"}

    def report_with(from_: str) -> Report:
        asked = entry(code="duties-per-post-low", granted=0, uses=9, from_=from_)
        many = waiver(entry(granted=10))
        return batch_of(low, task, "2024-03-20", many, waiver(asked, number="缙编〔2024〕4号"))

    assert statuses(report_with("2024-03-05"), "U22") == ["waived"]
    assert statuses(report_with("2024-03-06"), "U22") == ["fail"]


@pytest.mark.parametrize(
    ("days", "warned"),
    [
        ({}, False),
        ({"until": "2024-03-12"}, False),
        ({"until": "2024-03-05"}, True),
        ({"from_": "2024-03-05"}, False),
        ({"from_": "2024-03-13"}, True),
    ],
)
def test_the_set_up_of_a_batch_is_in_order_where_the_check_on_its_day_says_so(
    days: Mapping[str, str], warned: bool
) -> None:
    asked = waiver(entry(**days))
    report = batch_of(over_cap(), HANDOVER, "2024-03-12", asked)
    assert (statuses(report, "P24") == ["fail"]) == warned
    assert (checked(over_cap(), asked, on="2024-03-12").outcome == "rejected") == warned


@pytest.fixture(scope="module")
def later_post() -> Documents:
    """R3's concurrent post begins only in April."""
    return changed(over_cap(), {"setup": {"set": {"assignments[8].from": "2024-04-01"}}})


@pytest.mark.parametrize(
    ("changes", "is_done", "says"),
    [
        ({}, True, []),
        ({"until": "2024-04-01"}, True, ["waiver-ends-soon"]),
        ({"until": "2024-03-31"}, False, ["waiver-expired"]),
    ],
)
def test_an_excess_that_begins_later_is_covered_on_the_day_on_which_it_begins(
    later_post: Documents, changes: Mapping[str, str], is_done: bool, says: list[str]
) -> None:
    action = {**SECOND_POST, "from": "2024-03-10"}
    report = batch_of(later_post, action, "2024-03-10", waiver(), of_posts(subject="R3", **changes))
    assert done(report) == is_done
    assert about_waivers(report) == says


def test_an_excess_that_is_over_before_then_needs_no_waiver_for_later(later_post: Documents) -> None:
    short = {**SECOND_POST, "from": "2024-03-10", "until": "2024-03-31"}
    assert statuses(batch_of(later_post, short, "2024-03-10", waiver()), "P17") == []


@pytest.mark.parametrize(("uses", "is_done"), [(1, False), (2, True)])
def test_who_has_too_many_posts_already_uses_the_waiver_first(
    later_post: Documents, uses: int, is_done: bool
) -> None:
    held = [
        {"person": "R6", "post": post, "main": False, "from": "2024-01-05"} for post in ("P6", "P7")
    ]  # fmt: skip
    crowded = changed(later_post, {"setup": {"append": {"assignments": held}}})
    action = {**SECOND_POST, "from": "2024-03-10"}
    report = batch_of(crowded, action, "2024-03-10", waiver(), of_posts(uses=uses))
    assert done(report) == is_done
    assert ("waiver-exhausted" in about_waivers(report)) != is_done


@pytest.mark.parametrize(
    ("step", "outcome", "says"),
    [("2024-03-12", "conditional", ["waiver-exceeded"]), ("2024-03-13", "approved", [])],
)
def test_a_waiver_that_runs_down_before_the_last_day_of_a_batch_is_told_of(
    step: str, outcome: str, says: list[str]
) -> None:
    release = {"action": "release", "person": "R4", "post": "P3", "reason": "leave_post", "id": "A2"}
    actions = [{**new_task("T2"), "id": "A1", "from": "2024-03-10"}, {**release, "from": "2024-03-12"}]
    asked = waiver(entry(granted=10, schedule=[{"from": step, "granted": 9}]))
    documents = over_cap()
    checker = ActionChecker(folder_of(documents, asked))
    batch = as_json({**BASE["batch"], "actions": actions})
    examined = checker.check(batch, "actions.json", [(documents.data, "setup.json")])
    (report,) = examined.reports.reports
    assert [action.done for action in report.actions] == [True, True]
    assert (report.outcome, about_waivers(report)) == (outcome, says)
    left = examined.setups[TOWNSHIP].model_dump_json(by_alias=True, exclude_unset=True).encode()
    result = Checker(folder_of(documents, asked)).check(left, "result.json", datetime.date(2024, 3, 12))
    assert statuses(result, "U12") == (["fail"] if says else ["waived"])
