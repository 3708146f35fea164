"""Every rule of personnel actions by good and bad cases; the cases are data."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any

import pytest

from policy_engine.program.standard import standard_program
from tests.action_checks.batches import RULES, Examined, cases, examined, named
from tests.fixtures.expected import assert_finds

CASES = cases()


@functools.cache
def _examined(number: int) -> Examined:
    return examined(CASES[number])


def made_of(case: dict[str, Any]) -> Examined:
    """Each case is judged once, whoever asks."""
    return _examined(CASES.index(case))


@pytest.mark.parametrize("case", named(CASES))
def test_the_findings_are_exactly_those(case: dict[str, Any]) -> None:
    report = made_of(case).report
    assert_finds(report, case)
    if "done" in case:
        assert [action.done for action in report.actions] == case["done"]
    if "used_up" in case:
        assert [list(action.used_up) for action in report.actions] == case["used_up"]
    for id_, levels in case.get("pools", {}).items():
        pools = [pool for action in report.actions for pool in action.pools if pool.id == id_]
        assert [[pool.before, pool.used, pool.limit] for pool in pools] == levels


def test_every_rule_has_a_bad_case_and_a_good_one_in_which_it_was_judged() -> None:
    bad = {find["rule"] for case in CASES for find in case.get("finds", []) if "status" not in find}
    assert set(RULES) - bad == set()
    without_good = set(RULES)
    for case in CASES:
        without_good -= set(made_of(case).judged.silent(without_good))
    assert without_good == set()


def test_every_published_code_has_a_rule() -> None:
    assert {rule.code for rule in RULES.values()} == {f"P{number:02}" for number in range(1, 25)}


def test_case_names_are_sentences_and_none_is_used_twice() -> None:
    names = [case["case"] for case in CASES]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if len(name.split()) < 4] == []


def test_the_cases_name_no_unknown_rule() -> None:
    setup_rules = {rule.id for rule in standard_program().rules}
    rules = {rule for case in CASES for rule in case.get("rules", [])}
    rules |= {find["rule"] for case in CASES for find in case.get("finds", [])}
    assert rules - set(RULES) - setup_rules == set()


def test_no_message_leaves_a_figure_or_a_value_unsaid() -> None:
    unsaid = [
        (case["case"], finding.id)
        for case in CASES
        for finding in made_of(case).report.findings
        for text in (finding.message, finding.remedy)
        if text is not None and any("?" in words or "{" in words for words in (text.zh, text.en))
    ]
    assert unsaid == []
