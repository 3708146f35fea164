"""The shipped policies, ledgers, set-ups, batches of actions, rounds and assessments."""

from __future__ import annotations

import datetime
import functools
import re
from pathlib import Path

from policy_engine import Checker, Report
from policy_engine.app.check_actions import ActionChecker, ActionsExamined
from policy_engine.app.check_round import RoundChecker
from policy_engine.app.scoring.checker import ScoreChecker

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
_ALL = sorted(POLICIES.glob("*/cases/*.yaml"))
# A case's name says what it is: a batch of actions, a round, an assessment, or else a set-up.
ACTIONS = [case for case in _ALL if "-actions-" in case.stem]
ROUNDS = [case for case in _ALL if "-round-" in case.stem]
ASSESSMENTS = [case for case in _ALL if "-assessment-" in case.stem]
CASES = [case for case in _ALL if case not in {*ACTIONS, *ROUNDS, *ASSESSMENTS}]
LEDGERS = sorted(POLICIES.glob("*/ledger/*.yaml"))
LAYERS = sorted(POLICIES.glob("*/*.yaml"))
COUNTIES = ("330105", "330503", "330522", "330782", "330803", "331004", "331081", "331122")

# One intended fault of a case, in the comment on its top: "#   U12  计入上限的岗位 87 个".
_FAULT = re.compile(r"^#   (\S+)  \S", re.MULTILINE)
# The set-up that a batch or a round is judged on, there too: "# 花名册：lubei-2024-complies.yaml".
_ROSTER = re.compile(r"^# 花名册：(\S+)$", re.MULTILINE)
# The table of traces of an assessment, likewise.
_TRACES = re.compile(r"^# 痕迹表：(\S+)$", re.MULTILINE)


@functools.cache
def _checker() -> Checker:
    return Checker(POLICIES)


@functools.cache
def _action_checker() -> ActionChecker:
    return ActionChecker(POLICIES)


@functools.cache
def _round_checker() -> RoundChecker:
    return RoundChecker(POLICIES)


@functools.cache
def _score_checker() -> ScoreChecker:
    return ScoreChecker(POLICIES)


def roster_of(case: Path) -> Path:
    """The set-up that a batch of actions or a round names."""
    named: list[str] = _ROSTER.findall(case.read_text(encoding="utf-8"))
    assert len(named) == 1, f"{case.name} names {len(named)} set-ups"
    return case.parent / named[0]


@functools.cache
def examined(batch: Path, on: datetime.date | None = None) -> ActionsExamined:
    """What comes of a batch of actions, on its own date or on another."""
    roster = roster_of(batch)
    setups = [(roster.read_bytes(), _name(roster))]
    return _action_checker().check(batch.read_bytes(), _name(batch), setups, on=on)


@functools.cache
def report_on(case: Path, on: datetime.date | None = None) -> Report:
    """The report on a case of any kind, on its own date or on another."""
    if case in ACTIONS:
        (report,) = examined(case, on).reports.reports
        return report
    if case in ROUNDS:
        roster = roster_of(case)
        given = (case.read_bytes(), _name(case), roster.read_bytes(), _name(roster))
        return _round_checker().check(*given, on=on).report
    if case in ASSESSMENTS:
        return _scored(case, on)
    return _checker().check(case.read_bytes(), _name(case), on=on)


def _scored(case: Path, on: datetime.date | None) -> Report:
    """With the roster and the table of traces that the assessment names, as far as it names any."""
    text = case.read_text(encoding="utf-8")
    setup = None
    if _ROSTER.search(text):
        roster = roster_of(case)
        setup = (roster.read_bytes(), _name(roster))
    table = _TRACES.search(text)
    traces = None if table is None else case.parent / table[1]
    return _score_checker().score(case.read_bytes(), _name(case), setup=setup, traces=traces, on=on).report


def checked(setup: bytes, name: str) -> Report:
    """The report on a set-up that is not shipped."""
    return _checker().check(setup, name)


def found_in(report: Report) -> set[str]:
    """The codes of what was found; a county's own rules go by their ids."""
    return {finding.code for finding in report.findings}


def intended(case: Path) -> set[str]:
    """The faults that the case says it has."""
    return set(_FAULT.findall(case.read_text(encoding="utf-8")))


def _name(case: Path) -> str:
    return case.relative_to(ROOT).as_posix()
