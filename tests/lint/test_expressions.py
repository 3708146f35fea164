"""What is said of conditions is so: by written cases, and by computing random ones."""

from __future__ import annotations

from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from policy_engine.expr.checker import check
from policy_engine.expr.parser import parse
from policy_engine.linting.normal import said
from policy_engine.linting.satisfiable import can_hold
from policy_engine.linting.simpler import simplifications
from tests.differential.random_expressions import ExpressionMaker
from tests.differential.test_cel_oracle import TYPES as OF_ORACLE
from tests.differential.test_cel_oracle import VALUES
from tests.fixtures.counties import read
from tests.lint.vocabulary import computed, situations, typed

CASES: dict[str, list[Any]] = read(Path(__file__).parent / "expressions.yaml")
SITUATIONS = list(situations())
_BOUNDS = (
    "n > 3", "n <= 3", "n == 4", "n != 0", "3 < k", "k >= 5", "n < k", "n >= k", "q == null", "q == 3",
    "q != 3", "e == 'a'", "e != 'a'", "f != 'b'", "f == 'a'", "t in ['x', 'z']", "b", "!c", "b == c",
    "size(ns) > 0", "size(ns) <= 0", "rs.all(r, r.b)", "rs.exists(r, !r.b)", "q != null && q > 3",
)  # fmt: skip


@pytest.mark.parametrize("text", CASES["never"])
def test_what_contradicts_itself_can_never_hold(text: str) -> None:
    assert not can_hold((typed(text), True))
    assert can_hold((typed(text), False))


@pytest.mark.parametrize("text", CASES["sometimes"])
def test_what_may_come_out_either_way_is_left_alone(text: str) -> None:
    assert can_hold((typed(text), True))
    assert can_hold((typed(text), False))


@pytest.mark.parametrize("text", CASES["always"])
def test_what_always_holds_can_never_fail(text: str) -> None:
    assert can_hold((typed(text), True))
    assert not can_hold((typed(text), False))


@pytest.mark.parametrize(("one", "other"), CASES["same"])
def test_what_says_the_same_has_one_wording(one: str, other: str) -> None:
    assert said(typed(one), {}) == said(typed(other), {})


@pytest.mark.parametrize(("one", "other"), CASES["different"])
def test_what_says_something_else_has_another_wording(one: str, other: str) -> None:
    assert said(typed(one), {}) != said(typed(other), {})


@pytest.mark.parametrize(("written", "simpler", "how"), CASES["simpler"])
def test_what_can_be_said_more_simply_is_found(written: str, simpler: str, how: str) -> None:
    (found,) = simplifications(typed(written))
    assert found.same == (how == "fix")
    start, end = found.at.start, found.at.end
    rewritten = f"{written[:start]}({found.text}){written[end:]}"
    assert parse(rewritten) == parse(simpler)
    assert said(typed(rewritten), {}) == said(typed(written), {}) or not found.same


@pytest.mark.parametrize("text", CASES["as-simple-as-can-be"])
def test_what_is_simple_is_left_alone(text: str) -> None:
    assert list(simplifications(typed(text))) == []


def test_no_condition_that_comes_true_somewhere_is_called_impossible() -> None:
    random = _always_the_same(20240701)
    impossible = 0
    for _ in range(300):
        text = _condition(random, 3)
        expr = typed(text)
        outcomes = set(map(computed(expr), SITUATIONS))
        for truth in (True, False):
            possible = can_hold((expr, truth))
            assert possible or truth not in outcomes, text
            impossible += not possible
    assert impossible > 10


def _always_the_same(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # nothing secret


def _condition(random: Random, depth: int) -> str:
    if depth == 0:
        return random.choice(_BOUNDS)
    match random.choice(("&&", "&&", "||", "!", "?")):
        case "!":
            return f"!({_condition(random, depth - 1)})"
        case "?":
            return "({} ? {} : {})".format(*(_condition(random, depth - 1) for _ in range(3)))
        case operator:
            return f"({_condition(random, depth - 1)} {operator} {_condition(random, depth - 1)})"


def test_conditions_of_one_wording_come_out_alike() -> None:
    random = _always_the_same(7)
    outcomes: dict[str, tuple[Any, ...]] = {}
    met_again = 0
    for _ in range(500):
        text = _condition(random, random.choice((1, 2)))
        found = tuple(map(computed(typed(text)), SITUATIONS))
        wording = said(typed(text), {})
        met_again += wording in outcomes
        assert outcomes.setdefault(wording, found) == found, text
    assert met_again > 20


def test_what_is_simpler_comes_to_the_same() -> None:
    maker = ExpressionMaker(_always_the_same(11).choice)
    values = VALUES | {name: _as_records(VALUES[name]) for name in ("r", "rs", "null_field")}
    found = 0
    for _ in range(150):
        text = maker.make("condition", {}, 3)
        for written in (text, f"!({text})", f"({text}) == true"):
            expr = check(parse(written), OF_ORACLE)
            for each in simplifications(expr):
                start, end = each.at.start, each.at.end
                rewritten = check(parse(f"{written[:start]}({each.text}){written[end:]}"), OF_ORACLE)
                assert computed(rewritten)(values) == computed(expr)(values), written
                found += 1
    assert found > 100


def _as_records(made: Any) -> Any:
    if isinstance(made, dict):
        return SimpleNamespace(**{"note": None} | made)
    return [_as_records(each) for each in made]
