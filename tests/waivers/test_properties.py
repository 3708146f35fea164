"""Of any waivers whatever: none makes anything worse, none covers more than it says."""

from __future__ import annotations

import datetime
import functools
import random
from collections.abc import Sequence
from typing import Any

import pytest

from policy_engine.app.check import examine_under
from policy_engine.app.counties import Counties, County
from policy_engine.app.waivers import waivers_under
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import OUTCOMES
from policy_engine.documents.waiver import Waiver
from policy_engine.findings.case import Case, CaseFinding
from policy_engine.findings.report import Finding, Report
from tests.decision.plain_reading import plain_verdict
from tests.fixtures.counties import Documents, as_json, changed
from tests.waivers.county import COUNTY, TOWNSHIP, entry, folder_of, over_cap, waiver
from tests.waivers.plain_reading import covered

ON = datetime.date(2024, 3, 1)
DAYS = ["2024-02-01", "2024-02-29", "2024-03-01", "2024-03-02", "2024-06-30"]


@functools.cache
def documents() -> Documents:
    """Over the cap, a seat too many in two posts, and four posts without duties."""
    policy = {"set": {"duties.per_post": {"min": 1, "max": 20}, "posts.seats_max": 2}}
    return changed(over_cap(), {"policy": policy})


@functools.cache
def county() -> County:
    return Counties(folder_of(documents())).on(COUNTY, ON)


@functools.cache
def setup(posts: bool = True) -> Loaded[Setup]:
    given = documents() if posts else changed(documents(), {"setup": {"set": {"posts": None}}})
    return load(Setup, given.data, "setup.json")


def report_under(waivers: Sequence[dict[str, Any]], posts: bool = True) -> Report:
    """The report under these waivers; one county is made, and only they are changed."""
    made = [load(Waiver, as_json(each), f"w{number}.json") for number, each in enumerate(waivers)]
    county().waivers = waivers_under(made, county().program)
    county().waivers.require_usable(ON)
    return examine_under(county(), setup(posts), ON).report


def chance_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - tests, not secrets


def some_waivers(chance: random.Random) -> list[dict[str, Any]]:
    return [_some_waiver(chance, number) for number in range(chance.randint(1, 4))]


def _some_waiver(chance: random.Random, number: int) -> dict[str, Any]:
    entries = [_some_entry(chance) for _ in range(chance.randint(1, 2))]
    status = chance.choice(["issued", "issued", "issued", "draft"])
    return waiver(*entries, number=f"缙编〔2024〕{number}号", status=status)


def _some_entry(chance: random.Random) -> dict[str, Any]:
    first, last = sorted(chance.sample(DAYS, 2))
    period = {"from_": first, "until": last}
    township = chance.choice([TOWNSHIP, TOWNSHIP, TOWNSHIP, "331122102"])
    match chance.choice(["U12", "posts-over-cap", "seats-in-one-post", "duties-per-post-low"]):
        case "seats-in-one-post" as code:
            asked: dict[str, Any] = {"code": code, "granted": chance.choice([2, 3, 4]), **_whom(chance)}
        case "duties-per-post-low" as code:
            asked = {"code": code, "granted": chance.choice([0, 1]), **_whom(chance)}
        case code:
            asked = {"code": code, "granted": chance.choice([8, 9, 10])}
            if chance.random() < 0.5 and first < "2024-03-01" <= last:
                asked["schedule"] = [{"from": "2024-03-01", "granted": asked["granted"] - 1}]
    return entry(township=township, **period, **asked)


def _whom(chance: random.Random) -> dict[str, Any]:
    post = chance.choice([None, "P3", "P6", "P8", "T1"])
    return {"subject": post} if post is not None else {"uses": chance.randint(1, 5)}


def not_of_waivers(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if not finding.code.startswith("V")]


def rank(report: Report) -> int:
    return OUTCOMES.index(report.outcome)


@pytest.mark.parametrize("seed", range(60))
def test_the_report_is_what_the_plain_reading_of_the_waivers_says(seed: int) -> None:
    waivers = some_waivers(chance_of(seed))
    found = not_of_waivers(report_under([]))
    report = report_under(waivers)
    places = covered(found, waivers, TOWNSHIP, "2024-03-01")
    statuses = ["waived" if place in places else each.status for place, each in enumerate(found)]
    assert [each.status for each in not_of_waivers(report)] == statuses
    told = [
        CaseFinding(each.code, each.id, each.severity, status, "", "")
        for each, status in zip(found, statuses, strict=True)
    ]
    plainly = plain_verdict(Case("large", "town", tuple(told)), county().program.decision)
    assert report.outcome == plainly.outcome
    assert report.summary.waived == len(places)


@pytest.mark.parametrize("seed", range(25))
def test_taking_a_waiver_away_makes_no_outcome_better(seed: int) -> None:
    waivers = some_waivers(chance_of(1000 + seed))
    worst = rank(report_under(waivers))
    for place in range(len(waivers)):
        rest = [each for number, each in enumerate(waivers) if number != place]
        assert rank(report_under(rest)) >= worst


@pytest.mark.parametrize("seed", range(8))
def test_no_waiver_makes_something_out_of_what_could_not_be_judged(seed: int) -> None:
    waivers = some_waivers(chance_of(2000 + seed))
    without = not_of_waivers(report_under([], posts=False))
    report = report_under(waivers, posts=False)
    unjudged = [each.id for each in without if each.status == "incomplete"]
    assert "posts-over-cap" in unjudged
    assert [each.id for each in not_of_waivers(report) if each.status == "incomplete"] == unjudged
    assert report.outcome == "rejected"


def test_the_random_waivers_cover_something_and_leave_something_and_say_every_kind_of_thing() -> None:
    """Else the tests above would compare nothing with nothing."""
    reports = [report_under(some_waivers(chance_of(seed))) for seed in range(60)]
    assert len({report.summary.waived for report in reports}) >= 4
    said = {finding.id for report in reports for finding in report.findings if finding.code.startswith("V")}
    assert said >= {
        "waiver-expired", "waiver-not-yet", "waiver-exhausted", "waiver-exceeded", "waiver-ends-soon",
        "waiver-unused", "waiver-not-issued",
    }  # fmt: skip
