"""--map with three or more policies: every class is looked up in its own policy."""

from __future__ import annotations

import pytest

from policy_engine.app.diff import compared
from policy_engine.app.diff_targets import Targets
from policy_engine.diagnostics import UsageError
from policy_engine.diff.model import Matrix
from tests.policies.shipped import POLICIES

# "large" is 较大 in the first, and 大型 in the second.
THREE = ("330105", "330522", "331004")


def caps(*pairs: str) -> dict[str, list[object]]:
    """The caps on posts, by the title of their row."""
    with Targets(POLICIES) as targets:
        made = compared(targets, THREE, classes=pairs).made
    assert isinstance(made, Matrix)
    rows = (row for row in made.rows if row.path.startswith("posts.cap.values."))
    return {row.title.zh: [None if c.said is None else c.said.value for c in row.cells] for row in rows}


def test_a_class_is_found_by_its_name_though_another_county_uses_its_id() -> None:
    found = list(caps("特大=大型").values())
    assert [100, 110, None] in found
    assert [90, None, None] in found  # 较大 stays apart, though its id is that of 大型 elsewhere


def test_without_a_map_they_stay_apart() -> None:
    assert [100, 110, None] not in caps().values()


def test_classes_of_several_may_be_one_class_of_another() -> None:
    assert [100, 110, 95] in caps("特大=大型", "省市中心镇=大型").values()


def test_two_pairs_of_one_id_stay_two_classes() -> None:
    found = list(caps("省市中心镇=大型", "复合型镇街=较大").values())
    assert [None, 110, 95] in found
    assert [90, None, 83] in found


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        (("特大=无此类",), "diff.unknown-class"),
        (("无此类=大型",), "diff.unknown-class"),
        (("特大",), "diff.no-pair"),
        (("特大=大型", "特大=中型"), "diff.mapped-twice"),
        (("特大=大型", "大型=省市中心镇"), "diff.mapped-twice"),
    ],
)
def test_what_cannot_be_mapped_is_refused(pairs: tuple[str, ...], code: str) -> None:
    with pytest.raises(UsageError) as raised:
        caps(*pairs)
    assert raised.value.diagnostic.code == code
