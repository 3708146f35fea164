"""What may be waived, as the rulebook says it: each mark makes sense where it stands."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from policy_engine.app.waiver_kinds import kind_of
from policy_engine.documents.load import load
from policy_engine.documents.policy import Policy
from policy_engine.documents.waiver import Waiver
from policy_engine.expr.ast import Binary
from policy_engine.program.rules import Rule
from policy_engine.program.standard import SUBMITTED, standard_program

RULES = {rule.id: rule for judges in SUBMITTED for rule in standard_program(judges).rules}
WAIVABLE = [rule for rule in RULES.values() if rule.waivable != "never"]
ALIKE = [(rule, RULES[id_]) for rule in RULES.values() for id_ in rule.waived_with]
PAGE = Path(__file__).parents[2] / "docs/waivers.md"


@pytest.mark.parametrize("rule", WAIVABLE, ids=lambda rule: rule.id)
def test_every_waivable_rule_binds_in_a_way_that_a_bound_can_be_held_against(rule: Rule) -> None:
    assert kind_of(rule) is not None


def test_a_code_stands_for_one_rule_at_most() -> None:
    counted = Counter(rule.code for rule in WAIVABLE if rule.waivable == "by_code")
    assert [code for code, number in counted.items() if number > 1] == []


@pytest.mark.parametrize(("rule", "other"), ALIKE, ids=[rule.id for rule, _ in ALIKE])
def test_a_rule_is_waived_with_one_that_may_be_and_that_binds_alike(rule: Rule, other: Rule) -> None:
    assert other.waivable != "never"
    assert isinstance(rule.require, Binary)
    assert isinstance(other.require, Binary)
    assert (other.require.operator, rule.severity) == (rule.require.operator, other.severity)
    assert rule.limit is not None
    assert other.limit is not None
    assert rule.limit.type == other.limit.type
    # Both speak of the whole, or both of one person at a time.
    assert (rule.of_whole or not rule.bindings) == (other.of_whole or not other.bindings)


@pytest.mark.parametrize(
    "family", ["U01", "U02", "U10", "U11", "U13", "U19", "U23", "U26", "U28", "U29", "U32", "P02", "P03",
               "P04", "P07", "P21", "P22", "R01", "R05", "R06", "R08", "R21"],
)  # fmt: skip
def test_what_law_and_the_ledger_lay_down_and_what_holds_files_together_cannot_be_waived(family: str) -> None:
    found = [rule for rule in RULES.values() if rule.code == family]
    assert found
    assert {rule.waivable for rule in found} == {"never"}
    assert [rule.id for rule in found if rule.waived_with] == []


def test_every_rule_on_waivers_can_be_said_in_both_languages_and_none_of_them_blocks() -> None:
    rules = standard_program("waiver").rules
    assert {rule.severity for rule in rules} == {"warn", "info"}
    assert all(rule.title.zh and rule.title.en and rule.remedy is not None for rule in rules)


def test_the_examples_on_the_page_can_be_read_as_they_stand() -> None:
    example, section = re.findall(r"```yml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    waiver = load(Waiver, example.encode(), "example.yaml").document
    assert [entry.code for entry in waiver.entries] == ["U12"]
    head = '文件类型: 政策\n辖区代码: "331004"\n名称: 路桥区\n版本: "1"\n状态: 示例\n'
    head += "有效期: {起: 2024-01-01}\n"
    policy = load(Policy, f"{head}{section}".encode(), "policy.yaml").document
    assert policy.waivers is not None
    assert policy.waivers.not_for == ["U12"]


def test_the_page_lists_what_may_be_waived_and_nothing_else() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1:3] for line in lines if line.startswith("| `")]
    listed = {(code.strip(), id_.strip()) for id_, code in rows}
    assert listed == {(rule.code, f"`{rule.id}`") for rule in WAIVABLE}
