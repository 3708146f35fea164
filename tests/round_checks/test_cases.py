"""Every rule of selection rounds by good and bad cases; the cases are data."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from policy_engine.rulebook.loader import load_rulebook
from tests.fixtures.counties import read
from tests.fixtures.expected import assert_finds
from tests.round_checks.judged import judging
from tests.round_checks.rounds import report_on
from tests.rulebook.data import named

HERE = Path(__file__).parent
CASES = [case for file in sorted((HERE / "cases").glob("*.yaml")) for case in read(file)]
RULES = {rule.id: rule for rule in load_rulebook(judges="round").rules}
KEYS = {
    "case", "policy", "setup", "round", "sealed", "tampered", "later_version",
    "finds", "rules", "silent", "outcome",
}  # fmt: skip


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


def test_every_published_code_of_rounds_has_a_rule() -> None:
    published = {f"R{number:02}" for number in (*range(1, 10), 17, 18, 20, 21, 22, 23, 24)}
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
