"""Validating as a caller sees it: what is told of other files than the one asked for, and the cache."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from policy_engine.app.validate import blocking_problems, validate

SHIPPED = Path(__file__).parents[2] / "policies"
PROVINCE = Path("330000-zhejiang/2024-08-06.yaml")
COUNTY = Path("331004-luqiao")


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    root = tmp_path / "policies"
    shutil.copytree(SHIPPED, root, ignore=shutil.ignore_patterns("cases"))
    return root


def edited(file: Path, before: str, after: str) -> Path:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")
    return file


def test_a_tighter_province_tells_of_its_counties_and_may_be_issued_all_the_same(policies: Path) -> None:
    file = edited(policies / PROVINCE, "{path: posts.cap, at_most: 110", "{path: posts.cap, at_most: 90")
    blocked = [each for each in validate([file], policies).problems if each.level == "block"]
    assert {each.code for each in blocked} == {"Q15"}
    assert [each for each in blocked if each.place is None or "330000" in each.place.file] == []
    assert blocking_problems(policies, file) == ()


def test_a_county_that_breaks_its_bounds_is_not_issued(policies: Path) -> None:
    file = edited(policies / COUNTY / "2024-01-01.yaml", "central-town: 95", "central-town: 111")
    assert {each.code for each in blocking_problems(policies, file)} == {"Q15"}


def test_what_an_upper_file_makes_impossible_below_is_told_where_it_is_asked_for(policies: Path) -> None:
    file = edited(policies / PROVINCE, "{from: 2024-08-06}", "{from: 2024-08-06, until: 2024-09-30}")
    found = validate([file], policies)
    assert found.outcome == "unreadable"
    assert {each.code for each in found.problems if each.level == "error"} == {"policy.none-in-force"}


def test_a_layer_put_between_is_seen_through_the_cache(policies: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert validate([policies / COUNTY], policies, cache=cache).outcome == "valid"
    assert validate([policies / COUNTY], policies, cache=cache).outcome == "valid"
    city = policies / "331000-taizhou"
    city.mkdir()
    (city / "2024-01-01.yaml").write_text(
        'kind: policy\njurisdiction: "331000"\nname: 台州市\nparent: "330000"\nversion: "1"\n'
        "status: draft\neffective: {from: 2024-01-01}\n",
        "utf-8",
    )
    found = validate([policies / COUNTY], policies, cache=cache)
    assert {each.code for each in found.problems if each.level == "error"} == {"policy.wrong-parent"}
