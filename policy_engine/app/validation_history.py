"""Findings over time: the same finding on several days, and in several chains, is one problem."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policy_engine.diagnostics import Span
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.findings.report import Finding
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.validation import Cause, Problem, of_finding
from policy_engine.policyset.in_force import PolicyInForce

_DAY = datetime.timedelta(days=1)
_Key = tuple[str, str, Span, str]


@dataclass
class _Course:
    """One finding in one chain: since when, and from which day no more."""

    problem: Problem
    gone_on: datetime.date | None = None


class History:
    """Takes the findings of one file's chain day by day, in the order of days."""

    def __init__(self, jurisdiction: str, file: str) -> None:
        self._jurisdiction = jurisdiction
        self._file = file
        self._courses: list[_Course] = []
        self._current: dict[_Key, _Course] = {}
        self._begun = False

    def add(
        self,
        policy: PolicyInForce,
        ledger: Loaded[Ledger] | None,
        day: datetime.date,
        found: Iterable[tuple[Finding, Span]],
    ) -> None:
        """What was found on a day. What is there on the first day has always been there."""
        now: dict[_Key, _Course] = {}
        for finding, span in found:
            key = (finding.code, finding.id, span, finding.message.en)
            if key in self._current:
                now[key] = self._current[key]
            else:
                now[key] = _Course(self._problem(finding, span, policy, ledger, day))
                self._courses.append(now[key])
        for key, course in self._current.items():
            if key not in now:
                course.gone_on = day
        self._current = now
        self._begun = True

    def _problem(
        self,
        finding: Finding,
        span: Span,
        policy: PolicyInForce,
        ledger: Loaded[Ledger] | None,
        day: datetime.date,
    ) -> Problem:
        problem = of_finding(finding, span, self._jurisdiction)
        if not self._begun:
            return problem
        begins = next((each.effective.from_ for each in policy.layers if each.file == span.file), None)
        causes = tuple(_causes(self._file, policy, ledger, day))
        return problem.model_copy(update={"since": day, "in_force_from": begins, "causes": causes})

    def problems(self) -> list[Problem]:
        """One problem for each finding, with its days where it is not there all the time."""
        return [
            course.problem
            if course.gone_on is None
            else course.problem.model_copy(update={"until": course.gone_on - _DAY})
            for course in self._courses
        ]


def _causes(
    judged: str, policy: PolicyInForce, ledger: Loaded[Ledger] | None, day: datetime.date
) -> Iterator[Cause]:
    """What began on the day, the judged file apart."""
    for layer in policy.layers:
        if layer.effective.from_ == day and layer.file != judged:
            yield Cause(name=f"{layer.name} {layer.version}", file=layer.file, from_=day)
    if ledger is not None and ledger.document.effective.from_ == day:
        yield Cause(name=ledger.document.approval.number, file=ledger.name, from_=day)


def one_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """One problem for what was found in several chains, its days put into its message."""
    same: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.level, problem.code, problem.id, problem.place, problem.message.en)
        same.setdefault(key, []).append(problem)
    for each in same.values():
        for together in _by_period(each):
            yield _dated(_joined(together))


def _by_period(problems: list[Problem]) -> Iterator[list[Problem]]:
    """Those that are there at the same time, or one right after the other; not those with a break between."""
    together: list[Problem] = []
    for problem in sorted(problems, key=lambda problem: problem.since or datetime.date.min):
        ends = [each.until for each in together]
        last = None if None in ends else max(end for end in ends if end is not None) if ends else None
        if last is not None and problem.since is not None and problem.since > last + _DAY:
            yield together
            together = []
        together.append(problem)
    yield together


def _joined(problems: list[Problem]) -> Problem:
    """There since the earliest day, until the latest; in all the chains."""
    first = min(problems, key=lambda problem: problem.since or datetime.date.min)
    ends = [problem.until for problem in problems]
    until = None if None in ends else max(end for end in ends if end is not None)
    jurisdictions = sorted({code for problem in problems for code in problem.jurisdictions})
    return first.model_copy(update={"until": until, "jurisdictions": tuple(jurisdictions)})


def _dated(problem: Problem) -> Problem:
    """With the days in its message, where it is not there for as long as the file is in force."""
    zh, en = [], []
    if problem.since is not None and problem.since != problem.in_force_from:
        if problem.in_force_from is not None:
            zh.append(f"本文件自 {problem.in_force_from} 起施行")
            en.append(f"in force from {problem.in_force_from}")
        names_zh = "、".join(f"{cause.name} 版" for cause in problem.causes)
        names_en = ", ".join(cause.name for cause in problem.causes)
        zh.append(f"自 {problem.since} 起" + (f"（{names_zh}施行）" if names_zh else ""))
        en.append(f"since {problem.since}" + (f" ({names_en} taking effect)" if names_en else ""))
    if problem.until is not None:
        zh.append(f"至 {problem.until} 止")
        en.append(f"until {problem.until}")
    if not zh:
        return problem
    message = Bilingual(
        zh=f"{'，'.join(zh)}：{problem.message.zh}", en=f"{', '.join(en)}: {problem.message.en}"
    )
    return problem.model_copy(update={"message": message})
