"""In which order people are listed, who is tied, what was found of whom, and whether results are final."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from policy_engine.diagnostics import Text
from policy_engine.findings.report import Report
from policy_engine.findings.scores import PersonScore, Scores
from policy_engine.reports.score_words import number

_PERSON = re.compile(r"people\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A person with what is told beside the result: whether others of the pool have the same total.

    `codes` are those of the findings that stand in the person's entry.
    """

    person: PersonScore
    tied: bool
    codes: tuple[str, ...]


def listed(report: Report, scores: Scores) -> list[Listed]:
    """By pool, the highest total first; whoever has none comes last; equals as in the document."""
    codes = _codes(report)
    totals = Counter((each.pool, number(each.total)) for each in scores.people)
    people = [
        Listed(
            each,
            each.pool is not None and each.total is not None and totals[each.pool, number(each.total)] > 1,
            tuple(codes.get(place, {})),
        )
        for place, each in enumerate(scores.people)
    ]
    pools = {pool.id: place for place, pool in enumerate(scores.pools)}
    return sorted(people, key=lambda each: _key(each.person, pools))


def _key(person: PersonScore, pools: dict[str, int]) -> tuple[int, bool, bool, Fraction]:
    outside = len(pools)
    place = outside if person.pool is None else pools.get(person.pool, outside)
    total = number(person.total)
    return place, person.exempt, total is None, -(total or Fraction(0))


def _codes(report: Report) -> dict[int, dict[str, None]]:
    """For each entry, by its place in the document, the codes of what was found there."""
    found: dict[int, dict[str, None]] = {}
    for finding in report.findings:
        subject = finding.subject
        match = None if subject is None or subject.file is not None else _PERSON.match(subject.path)
        if match is not None:
            found.setdefault(int(match[1]), {})[finding.code] = None
    return found


def not_final(report: Report, scores: Scores) -> Iterator[Text]:
    """Why these are no final results; nothing where they are."""
    if report.outcome == "rejected":
        yield Text("结论为不予同意，先处理上列阻断和无法核查的意见",
                   "not approved: settle first what blocks or could not be judged, above")  # fmt: skip
    missing = sum(person.lacks_total for person in scores.people)
    if missing > 0:
        yield Text(f"{missing} 人没有算出得分，名次、名额、奖金随之未定",
                   f"{missing} without a total; ranks, places and bonuses hang on it")  # fmt: skip
    led = sum(person.lacks_leadership for person in scores.people)
    if led > 0:
        yield Text(f"{led} 人没有写明是否领导班子成员，等次、名额随之未定",
                   f"of {led} nobody says whether they lead; grades and places hang on it")  # fmt: skip
    bonuses_open = scores.bonus is not None and scores.bonus.is_open
    if bonuses_open:
        yield Text("奖金未定，原因见“绩效奖金”", "bonuses are open, for the reason told under the bonus")
    if not scores.final and report.outcome != "rejected" and missing + led == 0 and not bonuses_open:
        yield Text("结果尚未算齐", "something of them is still open")
