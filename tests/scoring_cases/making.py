"""Small assessments under the shipped policies, made for a case."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from policy_engine.app.scoring.checker import ScoreChecker
from policy_engine.findings.report import Report
from policy_engine.findings.scores import PersonScore, Scores
from tests.fixtures.counties import as_json
from tests.policies.shipped import POLICIES

SMALL = (Path(__file__).parent / "small.yaml").read_text("utf-8")
DIMENSIONS = ("政治忠诚度", "勤勉敬业度", "岗位胜任度", "担当争先度", "廉洁自律度")


@functools.cache
def checker() -> ScoreChecker:
    return ScoreChecker(POLICIES)


def scored(document: Mapping[str, Any], table: Path | None = None) -> Report:
    """The report on an assessment that is written as a tree."""
    return checker().score(as_json(document), "考核.json", traces=table).report


def scores_of(report: Report) -> Scores:
    assert report.scores is not None
    return report.scores


def person(report: Report, id_: str) -> PersonScore:
    (found,) = [each for each in scores_of(report).people if each.person == id_]
    return found


def codes(report: Report) -> list[str]:
    return sorted(finding.code for finding in report.findings)


def forty(excellent: int) -> dict[str, Any]:
    """Forty civil servants with different totals, of whom the best so many are submitted as excellent."""
    document: dict[str, Any] = yaml.safe_load(SMALL)
    example = document["people"][0]
    people = []
    for place in range(40):
        # All above the line of excellent, and no two alike: 0.25 points of a dimension are one of the total.
        grade = "excellent" if place < excellent else "competent"
        each = {**example, "person": f"F{place + 1:02d}", "submitted": {"grade": grade}}
        each["scores"] = {**dict.fromkeys(DIMENSIONS, 20), "政治忠诚度": 20 - place * 0.25}
        people.append(each)
    return {**document, "people": people}
