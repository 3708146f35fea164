"""Assessments for tests: short to write down, with the totals given, so that no points need be worked out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.assessment.model import Given, PersonTotal, Term
from policy_engine.assessment.standing import standing_of
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.links import link
from policy_engine.documents.setup import Setup
from policy_engine.traces.model import TraceTotals

FOLDER = Path(__file__).parent
YEAR = {"every": "year", "from": datetime.date(2024, 1, 1), "until": datetime.date(2024, 12, 31)}
_DOCUMENT = {
    "kind": "assessment",
    "jurisdiction": "330782",
    "township": "330782101",
    "as_of": datetime.date(2024, 12, 31),
    "number": "苏溪考〔2024〕1号",
    "period": YEAR,
    "unit_failed": False,
    "leaders": [],
}
_ENTRY = {"establishment": "administrative", "origin": "own", "status": "in_service"}
_TOTAL = Text("得分", "total")


def read(file: str) -> Any:
    return yaml.safe_load((FOLDER / file).read_text("utf-8"))


def cases(file: str, section: str = "cases") -> list[Any]:
    """The entries of a section, each named by what it says."""
    return [pytest.param(entry, id=entry["case"]) for entry in read(file)[section]]


def given_of(
    policy: Mapping[str, Any],
    document: Mapping[str, Any],
    *,
    setup: Mapping[str, Any] | None = None,
    pot: str | None = None,
    traces: TraceTotals | None = None,
) -> Given:
    """What a recomputation works on; `document` needs people alone."""
    assessment = Assessment.model_validate({**_DOCUMENT, **document})
    roster = None if setup is None else Setup.model_validate(dict(setup))
    last = assessment.period.until
    return Given(
        document=assessment,
        policy=AssessmentPolicy.model_validate(dict(policy)),
        setup=roster,
        links=None if roster is None else link(roster, last),
        traces=traces,
        pot=None if pot is None else Decimal(pot),
        on=last,
    )


class Crowd:
    """People written as {id, total, factor, times, submit} beside what an entry may say."""

    def __init__(self, written: Sequence[Mapping[str, Any]]) -> None:
        self.entries: list[dict[str, Any]] = []
        self.totals: list[Decimal | None] = []
        self.points: list[PersonTotal] = []
        for each in written:
            for person in _repeated(each):
                total, factor = person.pop("total", None), person.pop("factor", None)
                self.totals.append(None if total is None else Decimal(str(total)))
                self.points.append(points(self.totals[-1], factor))
                self.entries.append(person)


def _repeated(each: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    said = dict(each)
    times, id_ = said.pop("times", None), said.pop("id")
    if "submit" in said:
        said["submitted"] = {"grade": said.pop("submit")}
    for number in range(1, 2 if times is None else times + 1):
        person = id_ if times is None else f"{id_}{number}"
        yield {**_ENTRY, "person": person, **said}


def points(total: Decimal | None, factor: str | None = None) -> PersonTotal:
    """Points of which only the total and the post's factor matter."""
    missing = () if total is not None else (Text("缺评分", "no score"),)
    figure = Term(_TOTAL, None if total is None else Fraction(total))
    return PersonTotal({}, total, total, missing, figure, (), None if factor is None else Fraction(factor))


def crowd_and_given(case: Mapping[str, Any], policy: Mapping[str, Any]) -> tuple[Crowd, Given]:
    """The people of a case, and the case as given: its `policy` and `document` come on top."""
    crowd = Crowd(case["people"])
    document = {**case.get("document", {}), "people": crowd.entries}
    given = given_of(
        {**policy, **case.get("policy", {})}, document, setup=case.get("setup"), pot=case.get("pot")
    )
    return crowd, given


def standings(given: Given) -> list[Any]:
    return [standing_of(entry, given) for entry in given.document.people]
