"""Every rule of assessments by good and bad cases; the cases are data."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from policy_engine.rulebook.loader import load_rulebook
from tests.assessment_checks.judging import judge
from tests.fixtures.counties import read
from tests.rulebook.data import named

CASES = [case for file in sorted((Path(__file__).parent / "cases").glob("*.yaml")) for case in read(file)]
RULES = {rule.id: rule for rule in load_rulebook(judges="assessment").rules}
KEYS = {"case", "policy", "facts", "leaders", "on", "later_version", "finds", "silent", "not_judged"}
TOLD = ("says", "en", "remedy")


@pytest.mark.parametrize("case", named(CASES))
def test_the_findings_are_exactly_those(case: dict[str, Any]) -> None:
    found, judged, judgement = judge(case)
    missing, left = [], list(found)
    for wanted in case["finds"]:
        match = next((each for each in left if _agrees(each, wanted)), None)
        if match is None:
            missing.append(wanted)
        else:
            left.remove(match)
    assert (missing, left) == ([], [])
    assert judged.silent(case.get("silent", [])) == case.get("silent", [])
    assert sorted(each.rule.id for each in judgement.not_judged) == sorted(case.get("not_judged", []))


def _agrees(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    if ("status" in found) != ("status" in wanted):
        return False
    return all(
        value in found[name] if name in TOLD else found[name] == _plain(value)
        for name, value in wanted.items()
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_every_rule_has_a_bad_case_and_a_good_one_in_which_it_was_judged() -> None:
    bad = {find["rule"] for case in CASES for find in case["finds"] if "status" not in find}
    good = {rule for case in CASES for rule in case.get("silent", [])}
    assert set(RULES) - bad == set()
    assert set(RULES) - good == set()


def test_every_published_code_of_assessments_has_a_rule() -> None:
    assert {rule.code for rule in RULES.values()} == {f"A{number:02}" for number in range(1, 16)}


def test_the_cases_name_no_unknown_rule_and_no_unknown_key() -> None:
    rules = {rule for case in CASES for rule in (*case.get("silent", []), *case.get("not_judged", []))}
    rules |= {find["rule"] for case in CASES for find in case["finds"]}
    assert rules - set(RULES) == set()
    assert {key for case in CASES for key in case} - KEYS == set()


def test_case_names_are_sentences_and_none_is_used_twice() -> None:
    names = [case["case"] for case in CASES]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if len(name.split()) < 4] == []
