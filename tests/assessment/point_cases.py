"""The cases of points.yaml: a base, and what differs from it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from policy_engine.assessment.model import Given, PersonTotal
from policy_engine.assessment.points import points_of
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.links import link
from policy_engine.documents.setup import Setup
from policy_engine.traces.model import PersonTraces, Row, TraceTotals

READ = yaml.safe_load(Path(__file__).with_name("points.yaml").read_text("utf-8"))
BASE, CASES = READ["base"], READ["cases"]
_LAST_DAY = datetime.date(2024, 12, 31)
HEAD: dict[str, Any] = {
    "kind": "assessment",
    "jurisdiction": "330782",
    "township": "330782101",
    "as_of": _LAST_DAY,
    "number": "苏溪考〔2024〕1号",
    "period": {"every": "year", "from": datetime.date(2024, 1, 1), "until": _LAST_DAY},
}


def changed(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The base with the changes laid over it: null takes away, a key with “=” replaces."""
    result = dict(base)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(base.get(key), dict):
            result[key] = changed(base[key], value)
        else:
            result[key.removesuffix("=")] = value
    return result


def parts_of(case: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Policy, person and document of a case, as they would be written."""
    policy, person, document = (
        changed(BASE[name], case.get(name, {})) for name in ("policy", "person", "document")
    )
    return policy, person, changed(HEAD, document)


def table_of(person: str, written: Mapping[str, Any] | None) -> TraceTotals:
    """A table of traces; None: with no row of the person."""
    found = {} if written is None else {person: _traces(written)}
    return TraceTotals("traces.csv", "0" * 64, 0, 0, 0, 0, 0, 0, found)


def _traces(written: Mapping[str, Any]) -> PersonTraces:
    progress = written["progress"]
    return PersonTraces(
        Fraction(written["assigned"]),
        Fraction(written["done"]),
        None if progress is None else Fraction(progress),
        tuple(Row(line) for line in range(written.get("overdone", 0))),
        {metric: Fraction(amount) for metric, amount in written.get("amounts", {}).items()},
    )


def roster_of(assignments: list[dict[str, Any]]) -> Setup:
    township = {"code": "330782101", "name": "苏溪镇", "form": "town"}
    head = {"kind": "setup", "jurisdiction": "330782", "as_of": _LAST_DAY, "township": township}
    one = {"id": "R001", "name": "张*", "establishment": "administrative", "origin": "own"}
    persons = [{**one, "status": "in_service"}]
    return Setup.model_validate({**head, "persons": persons, "assignments": assignments})


def given_of(case: Mapping[str, Any]) -> tuple[AssessedEntry, Given]:
    """What points are worked out from."""
    setup = roster_of(case["roster"]) if "roster" in case else None
    table = table_of("R001", case["table"]) if "table" in case else None
    return read(*parts_of(case), table, setup)


def read(
    policy: Mapping[str, Any],
    person: Mapping[str, Any],
    document: Mapping[str, Any],
    table: TraceTotals | None = None,
    setup: Setup | None = None,
) -> tuple[AssessedEntry, Given]:
    """The same from what is written."""
    assessment = Assessment.model_validate({**HEAD, **document, "people": [person]})
    given = Given(
        document=assessment,
        policy=AssessmentPolicy.model_validate(policy),
        setup=setup,
        links=None if setup is None else link(setup, _LAST_DAY),
        traces=table,
        pot=None,
        on=_LAST_DAY,
    )
    return assessment.people[0], given


def worked(case: Mapping[str, Any]) -> PersonTotal:
    return points_of(*given_of(case))
