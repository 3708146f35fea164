"""Judges what a test submits, through the very checkers of `check`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from policy_engine.app.check import examine_under, no_such_jurisdiction
from policy_engine.app.check_actions import ActionChecker
from policy_engine.app.check_round import RoundChecker
from policy_engine.app.counties import Counties
from policy_engine.app.scoring.checker import ScoreChecker
from policy_engine.app.scoring.recomputing import Tables
from policy_engine.diagnostics import DocumentError
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.load import Loaded
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import OUTCOMES
from policy_engine.findings.report import Report
from policy_engine.findings.scores import PersonScore
from policy_engine.testing.expectations import Judged


@dataclass(frozen=True, slots=True)
class Submitted:
    """Actions, a round or an assessment, as a file.

    `assessment` is the same already read, and `tables` its table of traces, which is read once for all
    policies that have it read alike.
    """

    kind: Literal["actions", "round", "assessment"]
    data: bytes
    name: str
    assessment: Loaded[Assessment] | None = None
    tables: Tables | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What a test has judged: a set-up, or something submitted on it; `on` None: by its own date."""

    setup: Loaded[Setup]
    submitted: Submitted | None
    on: datetime.date | None


class Judges:
    """The checkers over the counties of one folder of policies."""

    def __init__(self, counties: Counties) -> None:
        self.counties = counties
        self._actions = ActionChecker(counties)
        self._rounds = RoundChecker(counties)
        self._scores = ScoreChecker(counties)

    def reports(self, case: Case) -> tuple[Report, ...]:
        """The reports; none where a batch is empty. Raises DocumentError where nothing can be judged."""
        submitted, setup = case.submitted, case.setup
        if setup.document.jurisdiction not in self.counties.codes:
            raise DocumentError([no_such_jurisdiction(setup, self.counties.codes)])
        if submitted is None:
            date = setup.document.as_of if case.on is None else case.on
            return (examine_under(self.counties.on(setup.document.jurisdiction, date), setup, date).report,)
        if submitted.kind == "round":
            examined = self._rounds.check(submitted.data, submitted.name, setup.data, setup.name, case.on)
            return (examined.report,)
        if submitted.assessment is not None:
            tables = submitted.tables or Tables(None)
            scored = self._scores.score(
                submitted.assessment, submitted.name, setup=lambda _: setup, traces=tables, on=case.on
            )
            return (scored.report,)
        setups = [(setup.data, setup.name)]
        return self._actions.check(submitted.data, submitted.name, setups, case.on).reports.reports


def judged(reports: tuple[Report, ...], case: Case) -> Judged:
    """Several townships' reports as one: the worst outcome, and all findings."""
    return Judged(
        max((report.outcome for report in reports), key=OUTCOMES.index),
        reports[0].class_,
        tuple(finding for report in reports for finding in report.findings),
        tuple(check for report in reports for check in report.not_judged),
        _results(reports, case),
    )


def _results(reports: tuple[Report, ...], case: Case) -> dict[str, PersonScore]:
    """By the ids of people as the document has them, which reports mask where they tell who it is."""
    assessment = None if case.submitted is None else case.submitted.assessment
    scores = None if assessment is None else reports[0].scores
    if assessment is None or scores is None:
        return {}
    ids = (entry.person for entry in assessment.document.people)
    return dict(zip(ids, scores.people, strict=True))
