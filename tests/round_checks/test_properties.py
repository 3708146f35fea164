"""Whatever the log says: what its procedure refuses is told, and nothing is told twice of one event."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policy_engine.documents.terms import Refusal
from policy_engine.findings.report import Report
from tests.effort import tried
from tests.round_checks.rounds import BASE, report_on

EVENTS = BASE["round"]["events"]
ABANDON = {"step": "abandon", "date": datetime.date(2024, 9, 26)}
# A repeated announcement may be told as one of a late post.
ABOUT_TIME = {"R01", "R02", "R03", "R06", "R07"}
# What a finding of each rule may be about: one event is told by at most one of them.
REFUSED: dict[Refusal, set[str]] = {
    "order": {"steps-in-order"},
    "again": {"step-once", "post-announced-before-registration"},
    "closed": {"nothing-after-the-end"},
    "unknown": {"step-known"},
}

quick = tried(25, thorough=50, derandomize=True, database=None)
DAYS = st.dates(datetime.date(2024, 9, 2), datetime.date(2024, 10, 20))


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The base's events left out, repeated, swapped, dated anew: from nearly right to nonsense."""
    chosen = [event for event in EVENTS if draw(st.integers(0, 5)) > 0]
    chosen += draw(st.lists(st.sampled_from([*EVENTS, ABANDON]), max_size=2))
    if draw(st.booleans()) and len(chosen) > 1:
        place = draw(st.integers(0, len(chosen) - 2))
        chosen[place : place + 2] = reversed(chosen[place : place + 2])
    return [_dated(event, draw) for event in chosen]


def _dated(event: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    changed = dict(event)
    if draw(st.integers(0, 3)) == 0:
        changed["date"] = draw(DAYS)
    if draw(st.integers(0, 3)) == 0:
        changed["until"] = draw(st.none() | DAYS)
    return changed


def reported(events: Sequence[dict[str, Any]]) -> Report:
    return report_on({"round": {"set": {"events": list(events)}}})


@quick
@given(events=logs())
def test_a_log_with_a_refused_event_is_never_approved(events: list[dict[str, Any]]) -> None:
    report = reported(events)
    assert report.round is not None
    if any(not turn.accepted for turn in report.round.turns):
        assert report.outcome == "rejected"
        blocking = {finding.code for finding in report.findings if finding.severity == "block"}
        assert blocking & ABOUT_TIME


@quick
@given(events=logs())
def test_the_first_refused_event_is_told_and_no_event_is_told_of_its_order_twice(
    events: list[dict[str, Any]],
) -> None:
    report = reported(events)
    assert report.round is not None
    of_order = {rule for rules in REFUSED.values() for rule in rules} | {"step-not-early"}
    told = Counter(f.subject.path for f in report.findings if f.subject is not None and f.id in of_order)
    assert [path for path, times in told.items() if times > 1] == []
    first = next((turn for turn in report.round.turns if not turn.accepted), None)
    if first is not None and first.refused in REFUSED:
        assert f"events[{first.number - 1}]" in told


@st.composite
def nearly_right_logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    """The base's events as they are, or with one fault: cut short, abandoned, one left out, twice or late."""
    events = [dict(event) for event in EVENTS]
    place = draw(st.integers(0, len(events) - 1))
    match draw(st.sampled_from(["none", "cut", "abandoned", "left out", "twice", "dated"])):
        case "cut":
            return events[: place + 1]
        case "abandoned":
            return [*events[:place], ABANDON]
        case "left out":
            return [*events[:place], *events[place + 1 :]]
        case "twice":
            return [*events[: place + 1], *events[place:]]
        case "dated":
            events[place]["date"] += datetime.timedelta(days=draw(st.integers(-2, 2)))
    return events


def test_a_round_that_is_approved_was_taken_to_its_end() -> None:
    approved: list[list[str]] = []

    @quick
    @given(events=nearly_right_logs())
    def check(events: list[dict[str, Any]]) -> None:
        report = reported(events)
        if report.outcome == "approved":
            assert report.round is not None
            assert report.round.closed
            assert not report.round.abandoned
            approved.append([turn.step for turn in report.round.turns if turn.step != "objection"])

    check()
    assert len(approved) >= 5, "too few to tell anything"
    steps = ["announce", "register", "match", "deliberate", "publicise", "effect"]
    assert [each for each in approved if each != steps] == []
