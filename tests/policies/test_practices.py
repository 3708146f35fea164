"""What docs/counties.md says of the shipped cases is so."""

from __future__ import annotations

import dataclasses

import pytest

from policy_engine import standard_rules
from policy_engine.policyset.in_force import Chains
from policy_engine.policyset.repository import Repository
from tests.policies.shipped import (
    ACTIONS,
    ASSESSMENTS,
    CASES,
    COUNTIES,
    POLICIES,
    ROUNDS,
    found_in,
    report_on,
)
from tools.counties_document import (
    ON,
    NotDeclaredError,
    Practice,
    case_file,
    counties_document,
    declared_at,
    practices,
)

PRACTICES = practices()
CHAINS = Chains(Repository(POLICIES))
# The rules of each check; a county's own rule is a check of its own.
RULES: dict[str, set[str]] = {}
for sheet in standard_rules():
    RULES.setdefault(sheet.code, set()).add(sheet.id)


def test_every_county_has_a_practice_and_every_case_is_used() -> None:
    assert {practice.jurisdiction for practice in PRACTICES} >= {*COUNTIES, "330500", "330000"}
    used = {case_file(name) for practice in PRACTICES for name in practice.cases}
    assert used == {*CASES, *ACTIONS, *ROUNDS, *ASSESSMENTS}


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda each: f"{each.section}-{each.practice.en}")
def test_the_cases_exercise_the_practice(practice: Practice) -> None:
    reports = [report_on(case_file(name)) for name in practice.cases]
    for name, report in zip(practice.cases, reports, strict=True):
        if name.endswith("-faults"):
            assert found_in(report) & set(practice.checks), f"{name} shows nothing"
    judged_somewhere = {
        check
        for check in practice.checks
        for report in reports
        if RULES.get(check, {check}) - {unjudged.id for unjudged in report.not_judged}
    }
    own = {check for check in practice.checks if not check.startswith("Q")}
    assert own <= judged_somewhere


@pytest.mark.parametrize("practice", PRACTICES, ids=lambda each: f"{each.section}-{each.practice.en}")
def test_the_checks_of_a_practice_exist(practice: Practice) -> None:
    policy = CHAINS.in_force(practice.jurisdiction, ON).document
    bounding = {bound.code for bound in policy.envelope if bound.path.startswith(practice.declared)}
    assert set(practice.checks) <= {*RULES, *(rule.id for rule in policy.rules), *bounding}


def test_a_path_that_is_not_declared_is_refused() -> None:
    practice = dataclasses.replace(PRACTICES[0], jurisdiction="331004")
    policy = CHAINS.in_force("331004", ON)
    with pytest.raises(NotDeclaredError, match=r"331004 has no classification\.indicators"):
        declared_at(policy, practice, "classification.indicators")


def test_what_a_layer_above_declares_is_not_the_countys() -> None:
    practice = dataclasses.replace(PRACTICES[0], jurisdiction="331004")
    policy = CHAINS.in_force("331004", ON)
    with pytest.raises(NotDeclaredError, match="declared by 330000"):
        declared_at(policy, practice, "posts.statement_parts")


def test_a_set_up_that_is_gone_is_refused() -> None:
    with pytest.raises(NotDeclaredError, match="0 set-ups are called gone-2024-complies"):
        case_file("gone-2024-complies")


def test_the_page_shows_the_caps_where_they_stand() -> None:
    line = next(line for line in counties_document().splitlines() if "95、90、85" in line)
    file = POLICIES / "331004-luqiao" / "2024-01-01.yaml"
    above, _, _ = file.read_text("utf-8").partition("\n  cap: ")
    assert f"331004-luqiao/2024-01-01.yaml:{above.count(chr(10)) + 2}]" in line
