"""A finding of an action stands at the field it is about, and names what its limit is the sum of."""

from __future__ import annotations

import pytest

from policy_engine.findings.report import Finding
from tests.policies.shipped import POLICIES, report_on

CASES = {
    "gongshu": "330105-gongshu/cases/xiangfu-2025-actions-faults.yaml",
    "nanxun": "330503-nanxun/cases/shanlian-2024-actions-faults.yaml",
    "luqiao": "331004-luqiao/cases/lubei-2024-actions-faults.yaml",
}


def lines(case: str) -> list[str]:
    return (POLICIES / CASES[case]).read_text(encoding="utf-8").splitlines()


def finding(case: str, id_: str) -> Finding:
    return next(each for each in report_on(POLICIES / CASES[case]).findings if each.id == id_)


@pytest.mark.parametrize(("case", "rule", "written"), [
    ("gongshu", "promotion-while-punished", "from:"),
    ("gongshu", "last-grade", "person:"),  # by the relation: a.who is found by a's person
    ("nanxun", "publication-channels", "channels:"),
    ("nanxun", "publication-without-personal-data", "personal_data:"),
    ("nanxun", "portrait-dimensions", "dimensions:"),
])  # fmt: skip
def test_a_finding_of_an_action_stands_at_the_field_it_is_about(case: str, rule: str, written: str) -> None:
    subject = finding(case, rule).subject
    assert subject is not None
    line = lines(case)[subject.line - 1]
    assert line[subject.column - 1 :].startswith(written)


def test_a_finding_of_no_single_field_stands_at_the_action() -> None:
    subject = finding("luqiao", "mid-level-within-limit").subject
    assert subject is not None
    first, second = lines("luqiao")[subject.line - 1 : subject.line + 1]
    assert (first.strip(), second.strip()) == ("- action: appointment", "id: A02")


def test_the_clause_of_a_sum_is_the_record_that_holds_its_parts() -> None:
    found = finding("luqiao", "mid-level-within-limit")
    assert found.clause is not None
    assert found.clause.path == "townships.331004003.mid_level"
    assert found.clause.value == {"chief": 7, "deputy": 6}
    assert found.limit == 13
