"""points.yaml: what a person's points come to, and how they are explained."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from policy_engine.assessment.model import Term
from policy_engine.assessment.points import factor_of, main_post
from policy_engine.documents.assessment_people import PostEntry
from policy_engine.documents.assessment_policy import AssessmentPolicy
from tests.assessment.figures import all_terms, assert_follows, tree
from tests.assessment.oracle import fraction, points_by_hand
from tests.assessment.point_cases import CASES, READ, given_of, parts_of, worked


def _named(case: dict[str, Any]) -> Any:
    return pytest.param(case, id=case["name"])


NAMED = [_named(case) for case in CASES]


def exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(str(value))


@pytest.mark.parametrize("case", NAMED)
def test_points_are_those_worked_out_by_hand(case: dict[str, Any]) -> None:
    result = worked(case)
    assert [text.zh for text in result.missing] == case.get("missing", [])
    total = None if "missing" in case else Decimal(str(case["total"]))
    computed = Decimal(str(case["computed"])) if "computed" in case else total
    assert (result.computed, result.total) == (computed, total)
    if "parts" in case:
        assert {part: term.value for part, term in result.parts.items()} == {
            part: exact(value) for part, value in case["parts"].items()
        }
    for name, kept in (("weights", "weight"), ("declared", "declared")):
        if name in case:
            assert {part: getattr(term, kept) for part, term in result.parts.items()} == {
                part: exact(value) for part, value in case[name].items()
            }
    if "factor" in case:
        assert result.factor == exact(case["factor"])


@pytest.mark.parametrize("case", [_named(case) for case in CASES if "roster" not in case])
def test_the_independent_calculation_comes_to_the_same(case: dict[str, Any]) -> None:
    """Without rosters: it is told the post."""
    result = worked(case)
    by_hand = points_by_hand(*parts_of(case), table="table" in case, traces=case.get("table"))
    assert (result.computed, result.total, result.factor) == (by_hand.computed, by_hand.total, by_hand.factor)


@pytest.mark.parametrize("case", NAMED)
def test_every_figure_says_how_or_why_and_follows_from_those_below_it(case: dict[str, Any]) -> None:
    result = worked(case)
    assert result.figure.value == (None if result.total is None else Fraction(result.total))
    for text in result.missing:
        assert (text.zh[-1], text.en[-1]) == ("。", ".")
    policy, _, _ = parts_of(case)
    for term in all_terms(result.figure):
        assert_follows(term)
        assert term.value is not None or term.note is not None, term.label
        said = [term.label, *(text for text in (term.formula, term.note) if text is not None)]
        assert all(text.zh and text.en for text in said)
        if term.path is not None:
            assert_declared(term, at(policy, term.path))


def assert_declared(term: Term, value: Any) -> None:
    """The path leads to the very value of the policy that counts."""
    assert term.path is not None
    if term.path[-1] == "weight" or (term.path[1] == "mix" and len(term.path) > 2):
        assert fraction(value) == (term.weight if term.declared is None else term.declared)
    elif term.path[-1] in ("max", "from", "to", "points", "full_progress"):
        assert fraction(value) == term.value


def at(policy: Any, path: tuple[str | int, ...]) -> Any:
    assert path[0] == "assessment"
    for step in path[1:]:
        policy = policy[step]
    return policy


def of(name: str) -> dict[str, Any]:
    return next(case for case in CASES if case["name"] == name)


@pytest.mark.parametrize("name", READ["figures"])
def test_a_figure_reads_as_it_is_worked_out_by_hand(name: str) -> None:
    assert list(tree(worked(of(name)).figure)) == READ["figures"][name].splitlines()


@pytest.mark.parametrize("name", READ["outlines"])
def test_an_outline_reads_as_it_is_worked_out_by_hand(name: str) -> None:
    lines = tree(worked(of(name)).figure, closed=("日常考评", "民主测评"))
    assert list(lines) == READ["outlines"][name].splitlines()


def test_scores_are_told_as_facts_also_where_they_are_too_high() -> None:
    too_high = worked(of("a scorer's score above the maximum is never clipped"))
    assert [fact.model_dump() for fact in too_high.scores] == [
        {"dimension": "甲", "scorer": "主要领导", "score": 11, "max": 10},
        {"dimension": "甲", "scorer": "分管领导", "score": 7, "max": 10},
        {"dimension": "乙", "scorer": None, "score": 16, "max": 20},
    ]


def test_a_factor_is_the_exact_weighted_mean_of_its_ratings() -> None:
    factors = [
        {"id": "workload", "name": "工作量", "weight": "1/3"},
        {"id": "difficulty", "name": "难易程度", "weight": "2/3"},
    ]
    policy = AssessmentPolicy.model_validate({"post_factor": {"factors": factors}})
    ratings = {"工作量": Decimal("1.1"), "difficulty": 1}
    post = PostEntry.model_validate({"post": "P01", "ratings": ratings, "factor": 9})
    assert factor_of(post, policy).value == Fraction(31, 30)


def test_a_roster_that_does_not_have_the_person_leaves_the_entrys_post() -> None:
    entry, given = given_of({"roster": []})
    assert main_post(entry, given) == "P01"
    entry, given = given_of({"roster": [], "person": {"post": None}})
    assert main_post(entry, given) is None
