"""Every rule of duties, publication, portraits, training and consultation by good and bad cases."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from policy_engine.documents.load import load
from policy_engine.documents.rules import Rulebook
from policy_engine.resources import shipped
from tests.duty_checks.batches import report_on
from tests.fixtures.counties import read
from tests.fixtures.expected import assert_finds
from tests.round_checks.judged import judging
from tests.rulebook.data import named

HERE = Path(__file__).parent
CASES = [case for file in sorted((HERE / "cases").glob("*.yaml")) for case in read(file)]
_FILES = ("duties_actions.yaml", "publicity_actions.yaml", "consultation.yaml")
RULES = {
    rule.id: rule
    for name in _FILES
    for rule in load(Rulebook, (shipped("rulebook") / name).read_bytes(), name).document.rules
}
KEYS = {"case", "policy", "setup", "batch", "actions", "finds", "rules", "silent", "outcome"}


@pytest.mark.parametrize("case", named(CASES))
def test_the_findings_are_exactly_those(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with judging(monkeypatch) as judged:
        report = report_on(case)
    assert_finds(report, case)
    assert judged.silent(case.get("silent", [])) == case.get("silent", [])


def test_every_rule_has_a_bad_case_and_a_good_one_in_which_it_was_judged() -> None:
    bad = {find["rule"] for case in CASES for find in case["finds"] if "status" not in find}
    good = {rule for case in CASES for rule in case.get("silent", [])}
    assert set(RULES) - bad == set()
    assert set(RULES) - good == set()


def test_every_published_code_of_duties_has_a_rule() -> None:
    published = {f"R{number}" for number in (10, 11, 12, 13, 14, 15, 16, 19, 20, 23)}
    assert {rule.code for rule in RULES.values()} == published


def test_the_cases_name_no_unknown_rule_and_no_unknown_key() -> None:
    rules = {rule for case in CASES for rule in (*case.get("silent", []), *case.get("rules", []))}
    rules |= {find["rule"] for case in CASES for find in case["finds"]}
    assert rules - set(RULES) == set()
    assert {key for case in CASES for key in case} - KEYS == set()


def test_case_names_are_sentences_and_none_is_used_twice() -> None:
    names = [case["case"] for case in CASES]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if len(name.split()) < 4] == []
