"""Who somebody is for the assessment, and which units are exempt."""

from __future__ import annotations

from typing import Any

import pytest

from policy_engine.assessment.membership import all_of, sent_by_one_of
from policy_engine.assessment.standing import standing_of
from policy_engine.expr.ast import Binary, Call, Comprehension, Expr, Literal, Name
from policy_engine.expr.functions import FUNCTIONS
from policy_engine.expr.parser import parse
from policy_engine.expr.walk import walk
from policy_engine.rulebook.loader import load_rulebook
from tests.assessment.making import cases, given_of, read

_POLICY = read("standing.yaml")["policy"]


@pytest.mark.parametrize("case", cases("standing.yaml"))
def test_somebody_is_who_the_roster_or_the_entry_says(case: dict[str, Any]) -> None:
    document = {"people": [case["entry"]]} | {k: case[k] for k in ("leaders",) if k in case}
    given = given_of({**_POLICY, **case.get("policy", {})}, document, setup=case.get("setup"))
    found = standing_of(given.document.people[0], given)
    assert {name: getattr(found, name) for name in case["gives"]} == case["gives"]
    assert found.entry is given.document.people[0]


@pytest.mark.parametrize(
    ("answers", "together"),
    [((True, True), True), ((True, None), None), ((None, False), False), ((False, True), False), ((), True)],
)
def test_what_is_unknown_matters_only_where_nothing_is_false(
    answers: tuple[bool | None, ...], together: bool | None
) -> None:
    assert all_of(*answers) is together


_UNITS = [
    "壶镇派出所",
    "县公安局壶镇派出所",
    "市公安派出所",
    "司法所",
    "税务所",
    "派出所筹备组",
    " 公安 派出所 ",
]


@pytest.mark.parametrize("listed", [["公安派出所"], ["税务所"], ["公安派出所", "税务所"], ["司法"], []])
def test_units_are_compared_as_the_check_of_dispatches_compares_them(listed: list[str]) -> None:
    derivations = load_rulebook(judges="action").derivations
    value = parse(next(d.value for d in derivations if d.id == "sent_by_exempt_unit"))
    among = (node for node in walk(value) if isinstance(node, Comprehension))
    condition = next(node.body for node in among if node.variable == "u")
    for unit in _UNITS:
        by_the_rule = any(_holds(condition, unit, name) for name in listed)
        assert sent_by_one_of(unit, listed) is by_the_rule, unit


def _holds(expr: Expr, unit: str, listed: str) -> Any:
    """Enough of an evaluator for that one condition: `u` is the listed unit, anything selected the sender."""
    match expr:
        case Binary(operator="||", left=left, right=right):
            return _holds(left, unit, listed) or _holds(right, unit, listed)
        case Binary(operator="&&", left=left, right=right):
            return _holds(left, unit, listed) and _holds(right, unit, listed)
        case Call(function=function, arguments=arguments):
            return FUNCTIONS[function].implementation(*(_holds(each, unit, listed) for each in arguments))
        case Literal(value=value):
            return value
        case Name(name="u"):
            return listed
    return unit
