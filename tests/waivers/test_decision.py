"""The decision network has the last word: where it does not waive what is granted, nothing is approved."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from policy_engine.app import deciding
from policy_engine.engines.rete import decide
from policy_engine.findings.case import Case, Verdict
from policy_engine.findings.report import Report
from policy_engine.program.decision import Decision
from tests.waivers.county import checked, of, over_cap, waiver

Change = Callable[[Case, Verdict], Verdict]


def _report(monkeypatch: pytest.MonkeyPatch, change: Change) -> Report:
    def changed(case: Case, decision: Decision) -> Verdict:
        return change(case, decide(case, decision))

    monkeypatch.setattr(deciding, "decide", changed)
    return checked(over_cap(), waiver())


def test_the_network_is_told_of_what_is_granted_and_finds_the_same_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Case] = []

    def watched(case: Case, verdict: Verdict) -> Verdict:
        seen.append(case)
        return verdict

    report = _report(monkeypatch, watched)
    (case,) = seen
    (cap,) = [found for found in case.findings if found.code == "U12"]
    assert (cap.granted, cap.subject, cap.status) == (True, "", "fail")
    assert {(each.code, each.subject) for each in case.waivers} == {("P01", ""), ("U12", "")}
    assert report.outcome == "approved"


@pytest.mark.parametrize(
    "change",
    [
        lambda _, verdict: dataclasses.replace(verdict, waived=frozenset()),
        lambda case, verdict: dataclasses.replace(verdict, waived=frozenset(range(len(case.findings)))),
    ],
    ids=["it waives nothing", "it waives everything"],
)
def test_where_it_waives_something_else_the_case_is_rejected(
    monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    report = _report(monkeypatch, change)
    assert report.outcome == "rejected"
    assert [finding.status for finding in of(report, "D00")] == ["incomplete"]
    assert report.summary.incomplete == 1
