"""One entry against one finding: days, bounds, names, who approved, what nobody may waive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.counties import changed, read
from tests.waivers.county import about_waivers, checked, entry, of, over_cap, waiver

CASES: list[dict[str, Any]] = read(Path(__file__).with_name("grants.yaml"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_an_entry_covers_what_it_says_and_nothing_else(case: dict[str, Any]) -> None:
    documents = changed(over_cap(), {"policy": {"set": case.get("policy", {})}})
    report = checked(documents, waiver(entry(**case.get("entry", {})), **case.get("waiver", {})))
    (cap,) = of(report, "U12")
    assert cap.status == ("waived" if case["covered"] else "fail")
    assert (cap.waiver is not None) == case["covered"]
    assert report.summary.waived == int(case["covered"])
    assert report.summary.block == int(not case["covered"])
    assert report.outcome == ("approved" if case["covered"] else "rejected")
    assert about_waivers(report) == case.get("says", [])


def test_a_waived_finding_tells_of_its_waiver() -> None:
    (cap,) = of(checked(over_cap(), waiver()), "U12")
    assert cap.waiver is not None
    assert (cap.waiver.number, cap.waiver.by) == ("缙编〔2024〕3号", "缙云县委编委")
    assert (cap.waiver.granted, cap.waiver.until.isoformat()) == (9, "2024-12-31")
    assert cap.waiver.file.endswith("331122-jinyun/waivers/2024-3.yaml")
    # Observed, limit and message stay what they are: the set-up is over its cap.
    assert (cap.observed, cap.limit, cap.margin) == (9, 8, -1)


def test_it_is_pointed_out_that_nobody_has_said_who_may_approve() -> None:
    unregulated = of(checked(over_cap(), waiver()), "V09")
    assert [finding.severity for finding in unregulated] == ["info"]
    policy = {"policy": {"set": {"waivers": {"approvers": ["缙云县委编委"]}}}}
    assert of(checked(changed(over_cap(), policy), waiver()), "V09") == []


def test_a_waiver_with_nothing_to_waive_is_said_to_be_unused() -> None:
    documents = changed(over_cap(), {"policy": {"set": {"posts.cap.values.large": 9}}})
    report = checked(documents, waiver())
    assert about_waivers(report) == ["waiver-unused"]
    assert report.outcome == "approved"


def test_an_expired_waiver_of_what_has_been_put_right_is_not_spoken_of() -> None:
    documents = changed(over_cap(), {"policy": {"set": {"posts.cap.values.large": 9}}})
    assert about_waivers(checked(documents, waiver(entry(until="2024-02-15")))) == []


def test_a_lower_bound_is_waived_downwards() -> None:
    low = changed(over_cap(), {"policy": {"set": {"duties.per_post": {"min": 1, "max": 20}}}})
    without = {f.subject.id for f in of(checked(low), "U22") if f.subject is not None}
    assert without == {"T1", "P6", "P7", "P8"}
    ask = entry(code="duties-per-post-low", subject="P6", granted=0)
    found = of(checked(low, waiver(), waiver(ask, number="缙编〔2024〕4号")), "U22")
    waived = [f.subject.id for f in found if f.status == "waived" and f.subject is not None]
    assert waived == ["P6"]
    beyond = entry(code="duties-per-post-low", subject="P6", granted=1)
    report = checked(low, waiver(), waiver(beyond, number="缙编〔2024〕4号"))
    assert about_waivers(report) == ["waiver-exceeded"]


@pytest.mark.parametrize("uses", [1, 2, 3, 4, 5])
def test_no_more_are_covered_than_the_waiver_says_and_the_first_of_the_report_are(uses: int) -> None:
    low = changed(over_cap(), {"policy": {"set": {"duties.per_post": {"min": 1, "max": 20}}}})
    ask = entry(code="duties-per-post-low", granted=0, uses=uses)
    report = checked(low, waiver(), waiver(ask, number="缙编〔2024〕4号"))
    found = of(report, "U22")
    assert [finding.status for finding in found] == ["waived"] * min(uses, 4) + ["fail"] * max(0, 4 - uses)
    assert about_waivers(report) == (["waiver-exhausted"] if uses < 4 else [])
    assert report.outcome == ("conditional" if uses < 4 else "approved")


def test_two_waivers_of_one_thing_each_cover_their_number() -> None:
    low = changed(over_cap(), {"policy": {"set": {"duties.per_post": {"min": 1, "max": 20}}}})
    one = waiver(entry(code="duties-per-post-low", granted=0, uses=1), number="缙编〔2024〕4号")
    two = waiver(entry(code="duties-per-post-low", granted=0, uses=2), number="缙编〔2024〕5号")
    report = checked(low, waiver(), one, two)
    used = [finding.waiver.number for finding in of(report, "U22") if finding.waiver is not None]
    assert used == ["缙编〔2024〕4号", "缙编〔2024〕5号", "缙编〔2024〕5号"]


def test_a_waiver_that_ended_says_nothing_where_another_covers() -> None:
    old = waiver(entry(until="2024-02-15"), number="缙编〔2024〕2号")
    report = checked(over_cap(), old, waiver())
    assert report.outcome == "approved"
    assert about_waivers(report) == []


def test_a_township_that_the_ledger_does_not_list_is_waived_nothing() -> None:
    documents = over_cap()
    ledger = {"ledger": {"set": {"townships": {"331122102": documents.ledger["townships"]["331122101"]}}}}
    report = checked(changed(documents, ledger), waiver())
    assert of(report, "U12")[0].status == "fail"
    assert "waiver-of-elsewhere" in about_waivers(report)


def test_what_could_not_be_judged_is_never_waived() -> None:
    documents = changed(over_cap(), {"setup": {"set": {"posts": None}}})
    report = checked(documents, waiver(entry(granted=1000)))
    assert report.outcome == "rejected"
    assert {finding.status for finding in of(report, "U12")} == {"incomplete"}
    assert report.summary.waived == 0


def test_no_name_of_a_person_gets_into_what_is_said_of_waivers() -> None:
    number = "缙编〔2024〕3号 330803199001011234"
    report = checked(over_cap(), waiver(number=number))
    (cap,) = of(report, "U12")
    assert cap.waiver is not None
    assert "199001011234" not in report.model_dump_json()
