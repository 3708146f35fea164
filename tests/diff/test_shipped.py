"""The shipped policies compared: what moved from version to version, and county against county."""

from __future__ import annotations

import datetime
import itertools

import pytest

from policy_engine.diff.compare import Pair, compare
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.repository import Repository
from tests.diff.pairs import SHIPPED, assert_symmetric, found

CHAINS = Chains(Repository(SHIPPED))
COUNTIES = ("330105", "330522", "330782", "331004")
VERSIONS = [
    (code, version.from_)
    for code in CHAINS.repository.folders
    for version in CHAINS.repository.versions(code)
]
# Each with the next one, and the counties of the article with each other.
PAIRS = [
    *itertools.pairwise(VERSIONS),
    *itertools.combinations([version for version in VERSIONS if version[0] in COUNTIES], 2),
]


def policy(code: str, on: datetime.date = datetime.date(2024, 1, 1)) -> PolicyInForce:
    return CHAINS.in_force(code, on)


@pytest.fixture(scope="module")
def luqiao() -> tuple[PolicyInForce, PolicyInForce]:
    return policy("331004"), policy("331004", datetime.date(2025, 1, 1))


def test_what_moved_in_luqiao_from_2024_to_2025(luqiao: tuple[PolicyInForce, PolicyInForce]) -> None:
    own = [change for change in compare(*luqiao) if change.b is None or change.b.layer == "county"]
    assert found(own) == [
        ["institutions.special.catalogue[low-altitude]", "added", "looser"],
        ["posts.cap.values.urban-subdistrict", "changed", "tighter"],
        ["posts.cap.values.composite", "changed", "tighter"],
        ["posts.kind_max.special_task", "changed", "tighter"],
        ["posts.seats_max", "changed", "looser"],
        ["posts.featured_share", "changed", "tighter"],
        ["duties.per_post.max", "changed", "tighter"],
        ["personnel.promotion.min_years", "changed", "tighter"],
        ["transition.until", "added", "neutral"],
        ["transition.text", "added", "neutral"],
        ["rules[special-task-handover].severity", "changed", "tighter"],
    ]


def test_each_side_says_where_it_says_it(luqiao: tuple[PolicyInForce, PolicyInForce]) -> None:
    cap = next(change for change in compare(*luqiao) if change.path == "posts.cap.values.composite")
    assert cap.a is not None
    assert cap.b is not None
    assert (cap.a.value, cap.b.value) == (85, 83)
    assert cap.path_zh == "岗位设置.岗位上限.取值.composite"
    assert cap.title.zh == "岗位设置：岗位上限（复合型镇街）"
    for side in (cap.a, cap.b):
        line = (SHIPPED.parent / side.file).read_text("utf-8").splitlines()[side.line - 1]
        assert line[side.column - 1 :].startswith("composite: ")


def test_what_the_province_changed_shows_in_the_county_as_the_provinces(
    luqiao: tuple[PolicyInForce, PolicyInForce],
) -> None:
    inherited = [
        change for change in compare(*luqiao) if change.b is not None and change.b.layer == "province"
    ]
    assert [change.path for change in inherited][:1] == ["personnel.borrow.approval"]
    assert {change.direction for change in inherited} == {"tighter"}


def test_shares_are_told_as_people_write_them(luqiao: tuple[PolicyInForce, PolicyInForce]) -> None:
    share = next(change for change in compare(*luqiao) if change.path == "posts.featured_share")
    assert (share.a and share.a.value, share.b and share.b.value) == ("20%", "15%")


def test_a_county_by_label_and_one_by_score_share_no_class() -> None:
    label, score = policy("331004"), policy("330105")
    assert Pair(label, score).classes() == {}
    cap = next(change for change in compare(label, score) if change.path == "posts.cap")
    assert (cap.kind, cap.direction) == ("changed", "different")


def test_classes_named_by_hand_are_compared_class_by_class() -> None:
    mapped = {"central-town": "extra-large", "urban-subdistrict": "large", "composite": "general"}
    label, score = policy("331004"), policy("330105")
    assert Pair(label, score, mapped).classes() == mapped
    caps = [change for change in compare(label, score, mapped) if change.path.startswith("posts.cap.")]
    assert found(caps) == [
        ["posts.cap.values.extra-large", "changed", "looser"],
        ["posts.cap.values.general", "changed", "tighter"],
    ]


def test_counties_are_not_compared_by_who_they_are() -> None:
    for one, other in itertools.combinations(COUNTIES, 2):
        paths = {change.path for change in compare(policy(one), policy(other))}
        trivia = (
            "name",
            "version",
            "effective",
            "jurisdiction",
            "transition",
            "divisions",
            "classification.townships",
        )
        assert not [path for path in paths if path.startswith(trivia)]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=str)
def test_there_and_back_are_the_same_turned_round(
    one: tuple[str, datetime.date], other: tuple[str, datetime.date]
) -> None:
    assert_symmetric(policy(*one), policy(*other), {})


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_a_policy_does_not_differ_from_itself(version: tuple[str, datetime.date]) -> None:
    assert compare(policy(*version), policy(*version)) == ()
