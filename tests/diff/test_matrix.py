"""Many policies side by side."""

from __future__ import annotations

import datetime
import time
from typing import Any

import pytest

from policy_engine.diff.compare import compare
from policy_engine.diff.matrix import MatrixRows, matrix
from policy_engine.diff.model import Row
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.repository import Repository
from tests.diff.pairs import SHIPPED, base_with, in_force, laid_out

FOUR = ("330105", "330522", "331004", "330782")
LUQIAO, GONGSHU = 2, 0


@pytest.fixture(scope="module")
def four() -> MatrixRows:
    chains = Chains(Repository(SHIPPED))
    return matrix([chains.in_force(code, datetime.date(2024, 1, 1)) for code in FOUR], base=0)


def row(found: MatrixRows, path: str) -> Row:
    (one,) = (each for each in found.rows if each.path == path)
    return one


def values(found: Row) -> list[Any]:
    return [None if cell.said is None else cell.said.value for cell in found.cells]


def groups(found: Row) -> list[int]:
    return [cell.group for cell in found.cells]


def test_caps_by_label_and_by_score_stand_side_by_side_and_are_not_called_equal(four: MatrixRows) -> None:
    cap = row(four, "posts.cap")
    said = values(cap)
    assert said[LUQIAO]["values"]["urban-subdistrict"] == said[GONGSHU]["values"]["large"] == 90
    assert len(set(groups(cap))) == len(FOUR)
    assert [cell.direction for cell in cap.cells] == [None, "different", "different", "different"]
    assert any("岗位上限" in note.zh and "--map" in note.en for note in four.notes)


def test_a_rare_value_is_marked(four: MatrixRows) -> None:
    slots = row(four, "posts.mid_level.slots")
    assert values(slots) == ["split", "pooled", "pooled", "pooled"]
    assert [cell.outlier for cell in slots.cells] == [True, False, False, False]
    assert groups(slots) == [1, 0, 0, 0]
    assert [cell.direction for cell in slots.cells] == [None, "looser", "looser", "looser"]


def test_without_a_base_there_are_no_directions() -> None:
    chains = Chains(Repository(SHIPPED))
    plain = matrix([chains.in_force(code, datetime.date(2024, 1, 1)) for code in FOUR])
    assert {cell.direction for each in plain.rows for cell in each.cells} == {None}


def test_mapped_classes_share_a_row(four: MatrixRows) -> None:
    chains = Chains(Repository(SHIPPED))
    policies = [chains.in_force(code, datetime.date(2024, 1, 1)) for code in FOUR]
    mapped = matrix(policies, base=0, class_map={"urban-subdistrict": "large"})
    assert any(values(each)[GONGSHU] == values(each)[LUQIAO] == 90 and groups(each)[0] == groups(each)[2]
               for each in mapped.rows if each.path.startswith("posts.cap.values"))  # fmt: skip
    assert not any(each.path == "posts.cap.values.urban-subdistrict" for each in four.rows)


def test_a_matrix_says_of_two_neighbours_what_a_comparison_says() -> None:
    """Of parameters: lists and classes are aligned more freely where two are compared."""
    chains = Chains(Repository(SHIPPED))
    policies = [chains.in_force(code, datetime.date(2024, 1, 1)) for code in ("330105", "330522", "330782")]
    told = {(each.path, each.cells[1].direction) for each in matrix(policies, base=0).rows}
    for change in compare(policies[0], policies[1]):
        if change.path.startswith(("personnel.", "duties.", "posts.seats", "posts.mid_level")):
            assert (change.path, change.direction) in told


def test_what_a_province_changes_shows_in_exactly_the_counties_that_inherit_it() -> None:
    province = {"set": {"procedures.selection.steps[publicise].min_days": 7, "posts.seats_max": 4}}
    county = {"set": {"posts.seats_max": 3}}
    before = laid_out({"county": county, "neighbour": {}})
    after = laid_out({"province": province, "county": county, "neighbour": {}})
    paths = {
        code: [change.path for change in compare(in_force(before, code), in_force(after, code))]
        for code in ("430412", "430408")
    }
    days = "procedures.selection.steps[publicise].min_days"
    assert paths == {"430412": [days], "430408": ["posts.seats_max", days]}


def test_rows_in_which_all_say_the_same_are_counted_and_left_out() -> None:
    other = base_with({"county": {"set": {"posts.seats_max": 3}}})
    found = matrix([base_with({}), base_with({}), other])
    assert [each.path for each in found.rows] == ["posts.seats_max"]
    assert found.same > 50


def test_what_means_the_same_is_one_group_however_it_is_said() -> None:
    said = [{}, {"posts.mid_level": {"slots": "split"}}, {"posts.mid_level": {"slots": "pooled"}}]
    found = matrix([base_with({"county": {"set": each}}) for each in said])
    assert groups(row(found, "posts.mid_level.slots")) == [0, 0, 1]


def _generated(count: int) -> list[PolicyInForce]:
    """Counties of one shape with other numbers, as a province would have them."""
    made = []
    for number in range(count):
        caps = {"by": "class", "values": {"large": 90 + number % 7, "small": 80}}
        changes = {"county": {"set": {"posts.cap": caps, "posts.seats_max": 3 + (number == 5)}}}
        made.append(base_with(changes))
    return made


def test_two_hundred_counties_in_seconds() -> None:
    few = _generated(14)
    many = [few[number % len(few)] for number in range(200)]
    started = time.perf_counter()
    found = matrix(many, base=0)
    assert time.perf_counter() - started < 10
    assert {each.path for each in found.rows} == {"posts.cap.values.large", "posts.seats_max"}
    assert sum(cell.outlier for cell in row(found, "posts.seats_max").cells) == 14


def test_classes_of_one_id_and_another_name_stay_apart() -> None:
    """In 拱墅 `large` is the second of three classes, in 义乌 the first."""
    chains = Chains(Repository(SHIPPED))
    counties = [chains.in_force(code, datetime.date(2024, 1, 1)) for code in ("330105", "330782", "331004")]
    found = matrix(counties)
    caps = [each for each in found.rows if each.path.startswith("posts.cap")]
    assert [each.path for each in caps[:1]] == ["posts.cap"]
    assert len(set(groups(caps[0]))) == 3
    assert not any({90, 100} <= {each for each in values(cap) if isinstance(each, int)} for cap in caps)


def test_versions_of_one_county_share_their_classes_by_id() -> None:
    chains = Chains(Repository(SHIPPED))
    days = (datetime.date(2024, 1, 1), datetime.date(2024, 9, 1), datetime.date(2025, 1, 1))
    found = matrix([chains.in_force("331004", day) for day in days], base=0)
    cap = row(found, "posts.cap.values.composite")
    assert values(cap) == [85, 85, 83]
    assert [cell.direction for cell in cap.cells] == [None, None, "tighter"]
    assert [cell.outlier for cell in cap.cells] == [False, False, True]


def test_no_place_has_two_rows(four: MatrixRows) -> None:
    paths = [each.path for each in four.rows]
    assert len(set(paths)) == len(paths)
    assert [cell.direction for cell in row(four, "establishment.quota").cells] == [
        None, "looser", "looser", "different",
    ]  # fmt: skip
