"""Check, actions with what they leave behind, rounds, impact and policy tests say the same of a waiver."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.check import Checker
from policy_engine.app.check_round import RoundChecker
from policy_engine.app.counties import Counties
from policy_engine.app.diff_sides import sides_of
from policy_engine.app.diff_targets import Targets
from policy_engine.app.impact import ImpactStudy
from policy_engine.app.testing_judge import Case, Judges
from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Report
from policy_engine.reports.formats import FORMATS
from policy_engine.reports.words import Language
from tests.fixtures.counties import as_json, base, changed
from tests.round_checks import rounds
from tests.waivers.county import (
    about_waivers,
    acted,
    checked,
    entry,
    folder_of,
    new_task,
    of,
    over_cap,
    waiver,
)

AT = datetime.date(2024, 3, 10)
LOW = {"policy": {"set": {"duties.per_post": {"min": 1, "max": 20}}}}
SHORT = {
    "policy": {"set": {"posts.cap.values.large": 9}},
    "setup": {"set": {"persons[R4].file.since": "2023-07-01"}},
}
PROMOTION = {"action": "appointment", "promotes": True, "person": "R4", "post": "P6", "leaves": ["P3"]}


def statuses(report: Report, *codes: str) -> list[str]:
    return [finding.status for finding in of(report, *codes)]


@pytest.mark.parametrize(("granted", "done"), [(9, False), (10, True), (11, True)])
def test_what_a_batch_may_add_is_what_the_check_of_the_result_lets_pass(granted: int, done: bool) -> None:
    given = waiver(entry(granted=granted))
    report, setup = acted(over_cap(), [new_task("T2")], given)
    assert [action.done for action in report.actions] == [done]
    assert report.outcome == ("approved" if done else "rejected")
    # The pool, and the check of the set-up that is left, are waived by the one waiver of U12.
    assert statuses(report, "P01", "U12") == (["waived", "waived"] if done else ["fail"])
    documents = over_cap()
    result = Checker(folder_of(documents, given)).check(
        setup.model_dump_json(by_alias=True, exclude_unset=True).encode(), "result.json", AT
    )
    assert statuses(result, "U12") == ["waived"]
    assert result.outcome == "approved"


def test_one_post_more_than_is_granted_is_stopped_and_the_others_are_done() -> None:
    tasks = [new_task("T2"), new_task("T3", leaves=["T2"])]
    report, _ = acted(over_cap(), tasks, waiver(entry(granted=10)))
    assert [action.done for action in report.actions] == [True, False]
    assert statuses(report, "P01") == ["waived", "fail"]
    assert about_waivers(report) == ["waiver-exceeded"]
    both, _ = acted(over_cap(), tasks, waiver(entry(granted=11)))
    assert [action.done for action in both.actions] == [True, True]


def test_all_or_nothing_is_nothing_where_the_waiver_is_exceeded_and_all_where_it_is_not() -> None:
    tasks = [new_task("T2"), new_task("T3", leaves=["T2"])]
    none, setup = acted(over_cap(), tasks, waiver(entry(granted=10)), whole=True)
    assert [action.done for action in none.actions] == [False, False]
    assert {post.id for post in setup.posts}.isdisjoint({"T2", "T3"})
    both, setup = acted(over_cap(), tasks, waiver(entry(granted=11)), whole=True)
    assert [action.done for action in both.actions] == [True, True]
    assert {post.id for post in setup.posts} >= {"T2", "T3"}


@pytest.mark.parametrize(
    ("days", "done", "says"),
    [
        ({"until": "2024-03-10"}, True, ["waiver-ends-soon"]),
        ({"until": "2024-03-09"}, False, ["waiver-expired"]),
        ({"from_": "2024-03-10"}, True, []),
        ({"from_": "2024-03-11"}, False, ["waiver-not-yet"]),
    ],
)
def test_an_action_is_judged_by_the_waiver_of_its_own_day(
    days: Mapping[str, str], done: bool, says: list[str]
) -> None:
    report, _ = acted(over_cap(), [new_task("T2")], waiver(entry(granted=10, **days)))
    assert [action.done for action in report.actions] == [done]
    assert about_waivers(report) == says


def test_what_was_approved_after_the_day_of_the_policy_does_not_count_yet() -> None:
    late = waiver(entry(granted=10, from_="2024-03-05"), date="2024-03-05")
    report, _ = acted(over_cap(), [new_task("T2")], late)
    assert [action.done for action in report.actions] == [False]


def test_without_a_waiver_the_action_is_stopped() -> None:
    report, _ = acted(over_cap(), [new_task("T2")])
    assert [action.done for action in report.actions] == [False]
    assert statuses(report, "P01") == ["fail"]


def test_a_set_up_that_is_waived_has_no_fault_for_its_batches() -> None:
    handover = {
        "action": "handover", "post": "P3", "from_person": "R3", "to_person": "R4",
        "from": "2024-03-12", "signed": "2024-03-12",
    }  # fmt: skip
    assert statuses(acted(over_cap(), [handover])[0], "P24") == ["fail"]
    assert statuses(acted(over_cap(), [handover], waiver())[0], "P24") == []


@pytest.mark.parametrize("uses", [3, 4])
def test_what_is_there_already_uses_a_waiver_before_what_a_batch_adds(uses: int) -> None:
    """The set-up has three posts without duties beside the task; the new task is one more."""
    low = changed(over_cap(), LOW)
    ask = waiver(entry(code="duties-per-post-low", granted=0, uses=uses + 1), number="缙编〔2024〕4号")
    report, setup = acted(low, [new_task("T2")], waiver(entry(granted=10)), ask)
    assert statuses(report, "U22") == (["waived"] if uses == 4 else ["fail"])
    result = Checker(folder_of(low, waiver(entry(granted=10)), ask)).check(
        setup.model_dump_json(by_alias=True, exclude_unset=True).encode(), "result.json", AT
    )
    assert statuses(result, "U22").count("fail") == (0 if uses == 4 else 1)
    assert report.outcome == result.outcome == ("approved" if uses == 4 else "conditional")


def test_a_promotion_before_its_time_is_waived_for_the_person_and_for_nobody_else() -> None:
    documents = changed(over_cap(), SHORT)
    ask: dict[str, Any] = {"code": "P06", "granted": None}
    named, _ = acted(documents, [PROMOTION], waiver(entry(subject="R4", **ask)))
    assert [action.done for action in named.actions] == [True]
    assert statuses(named, "P06") == ["waived"]
    other, _ = acted(documents, [PROMOTION], waiver(entry(subject="R3", **ask)))
    assert [action.done for action in other.actions] == [False]


def test_a_time_that_the_layers_above_bound_cannot_be_waived_outright() -> None:
    bounded = {"policy": {"set": {"envelope": [{"path": "personnel.promotion.min_years", "at_least": 2}]}}}
    documents = changed(changed(over_cap(), SHORT), bounded)
    report, _ = acted(documents, [PROMOTION], waiver(entry(code="P06", subject="R4", granted=None)))
    assert [action.done for action in report.actions] == [False]
    assert about_waivers(report) == ["waiver-allowed"]


def test_an_action_that_is_not_done_does_not_use_a_waiver_up() -> None:
    documents = changed(over_cap(), SHORT)
    documents = changed(documents, {"setup": {"set": {"persons[R3].file.since": "2023-07-01"}}})
    ask = waiver(entry(code="P06", granted=None, uses=1))
    nowhere = {**PROMOTION, "person": "R3", "post": "P99"}
    report, _ = acted(documents, [nowhere, PROMOTION], ask)
    assert [action.done for action in report.actions] == [False, True]


def test_a_round_and_the_placement_it_leads_to_are_waived_alike() -> None:
    around = {"setup": {"set": {"persons[R3].file.since": "2022-09-27"}}}
    documents = changed(changed(base("full"), rounds.BASE), around)
    judged = as_json(rounds.round_of({"round": {"set": {"promotes": True}}}))

    def report_on(*waivers: Mapping[str, Any]) -> Report:
        checker = RoundChecker(folder_of(documents, *waivers))
        return checker.check(judged, "round.json", documents.data, "setup.json").report

    ask: dict[str, Any] = {"code": "P06", "subject": "R3", "granted": None}
    assert [(f.id, f.status) for f in of(report_on(), "R24")] == [("placed-tenure", "fail")]
    waived = report_on(waiver(entry(**ask)))
    assert [(f.id, f.status) for f in of(waived, "R24")] == [("placed-tenure", "waived")]
    assert waived.outcome == "approved"
    # The round begins within the waiver; it is the promotion's own day that counts.
    assert statuses(report_on(waiver(entry(until="2024-09-25", **ask))), "R24") == ["fail"]
    assert statuses(report_on(waiver(entry(until="2024-09-26", **ask))), "R24") == ["waived"]
    assert statuses(report_on(waiver(entry(**{**ask, "subject": "R4"}))), "R24") == ["fail"]


@pytest.mark.parametrize("barred", ["P06", "tenure", "R24", "placed-tenure"])
@pytest.mark.parametrize("named", ["P06", "tenure"])
def test_what_may_not_be_waived_is_not_by_another_name(barred: str, named: str) -> None:
    around = {
        "setup": {"set": {"persons[R3].file.since": "2022-09-27"}},
        "policy": {"set": {"waivers": {"not_for": [barred]}}},
    }
    documents = changed(changed(base("full"), rounds.BASE), around)
    judged = as_json(rounds.round_of({"round": {"set": {"promotes": True}}}))
    checker = RoundChecker(folder_of(documents, waiver(entry(code=named, subject="R3", granted=None))))
    report = checker.check(judged, "round.json", documents.data, "setup.json").report
    assert statuses(report, "R24") == ["fail"]
    assert about_waivers(report) == ["waiver-allowed"]


@pytest.mark.parametrize(
    ("barred", "done"), [("U17", False), ("few-concurrent-posts", False), ("P17", False), ("P06", True)]
)
def test_nor_is_what_is_waived_with_it(barred: str, done: bool) -> None:
    documents = changed(over_cap(), {"policy": {"set": {"waivers": {"not_for": [barred]}}}})
    action = {"action": "concurrent_post", "person": "R3", "post": "P6"}
    asked = waiver(entry(code="few-concurrent-posts", subject="R3", granted=2), number="缙编〔2024〕4号")
    report, _ = acted(documents, [action], waiver(), asked)
    assert [each.done for each in report.actions] == [done]


@pytest.mark.parametrize("barred", ["counted-posts", "counted-posts-within-limit", "P01"])
def test_a_pool_may_be_kept_from_being_waived_by_its_own_name(barred: str) -> None:
    documents = changed(over_cap(), {"policy": {"set": {"waivers": {"not_for": [barred]}}}})
    report, _ = acted(documents, [new_task("T2")], waiver(entry(granted=10)))
    assert statuses(report, "P01") == ["fail"]
    assert checked(documents, waiver()).outcome == "approved"  # the check of the set-up is another rule


@pytest.mark.parametrize("given", [(), ({},), ({"granted": 8},), ({"until": "2024-02-20"},)], ids=str)
def test_impact_and_policy_tests_say_what_the_check_says(given: tuple[dict[str, Any], ...]) -> None:
    documents = over_cap()
    waivers = [waiver(entry(**each)) for each in given]
    root = folder_of(documents, *waivers)
    plain = checked(documents, *waivers)
    (tested,) = Judges(Counties(root)).reports(Case(load(Setup, documents.data, "setup.json"), None, None))
    with Targets(root) as targets:
        sides, failed = sides_of(targets, ["331122@2024-01-01", "331122@2024-03-01"])
        assert failed == ()
        old, new = sides
        study = ImpactStudy(old, new, Counties(root))
        assert study.take(documents.data, "setup.json")
        (impact,) = study.result().setups
    assert impact.old.outcome == impact.new.outcome == tested.outcome == plain.outcome
    assert tested.summary == plain.summary
    assert statuses(tested, "U12") == statuses(plain, "U12")


def test_a_waiver_of_one_township_changes_no_report_of_another() -> None:
    documents = over_cap()
    roots = folder_of(documents, waiver(entry(township="331122102", granted=100))), folder_of(documents)
    with_it, without = (
        Checker(root).check(documents.data, "setup.json").model_dump_json().replace(root.as_posix(), "")
        for root in roots
    )
    assert with_it == without


def test_a_waiver_is_shown_in_every_format() -> None:
    report = checked(over_cap(), waiver())
    languages: tuple[Language, ...] = ("zh", "en")
    for name, format_ in FORMATS.items():
        for language in languages:
            told = format_.render(report, language)
            assert "缙编〔2024〕3号" in told, (name, language)


def test_the_file_of_a_waiver_is_named_as_the_policies_are() -> None:
    (cap,) = of(checked(over_cap(), waiver()), "U12")
    assert cap.waiver is not None
    assert cap.clause is not None
    assert Path(cap.waiver.file).parent.parent == Path(cap.clause.file).parent
