"""Every rule of the rulebook by good and bad cases; the cases are data."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from policy_engine.diagnostics import DocumentError
from policy_engine.program.standard import standard_program
from policy_engine.rulebook.loader import load_rulebook
from tests.fixtures.counties import base, changed, report_on
from tests.fixtures.expected import assert_finds, silent_although_judged
from tests.rulebook.data import cases, named

HERE = Path(__file__).parent
CASES = [case for file in sorted((HERE / "cases").glob("*.yaml")) for case in cases(file)]
WAYS = cases(HERE / "ways.yaml")
RULES = {rule.id: rule for rule in load_rulebook().rules}
# A policy that breaks what binds it shows in every report; tests/policy_checks has the cases of these.
POLICY_RULES = {rule.id for rule in load_rulebook(judges="policy").rules}


@pytest.mark.parametrize("case", named(CASES + WAYS))
def test_the_findings_are_exactly_those(case: dict[str, Any]) -> None:
    documents = changed(base(case["base"]), case)
    if "error" in case:
        with pytest.raises(DocumentError) as refused:
            report_on(documents)
        assert [diagnostic.code for diagnostic in refused.value.diagnostics] == [case["error"]]
        return
    assert_finds(report_on(documents, on=case.get("on")), case)
    if "silent" in case:
        assert silent_although_judged(documents, case["silent"]) == case["silent"]


def test_every_rule_has_a_bad_case_and_a_good_one_in_which_it_was_judged() -> None:
    bad = {find["rule"] for case in CASES for find in case.get("finds", []) if "status" not in find}
    bad -= POLICY_RULES
    good = {rule for case in CASES for rule in case.get("silent", [])}
    assert bad == set(RULES)
    assert good == set(RULES)


def test_every_published_code_has_a_rule() -> None:
    published = {f"U{number:02}" for number in range(1, 34)}
    assert {rule.code for rule in RULES.values()} == published


def test_case_names_are_sentences_and_none_is_used_twice() -> None:
    names = [case["case"] for case in CASES + WAYS]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if len(name.split()) < 4] == []


def test_the_cases_name_no_unknown_rule() -> None:
    rules = {rule for case in CASES + WAYS for rule in (*case.get("silent", []), *case.get("rules", []))}
    rules |= {find["rule"] for case in CASES + WAYS for find in case.get("finds", [])}
    assert rules - set(RULES) - POLICY_RULES == set()


def test_no_message_puts_in_a_figure_that_its_rule_does_not_have() -> None:
    lacking = [
        (rule.id, figure)
        for rule in standard_program().rules
        for figure, value in (("observed", rule.observed), ("limit", rule.limit))
        if value is None
        for text in (RULES[rule.id].message, RULES[rule.id].remedy)
        if text is not None and any(f"{{{figure}" in words for words in (text.zh, text.en))
    ]
    assert lacking == []
