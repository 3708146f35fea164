"""Folding a policy into expressions: what is known is put in, what is missing stays missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.documents.policy import Policy
from policy_engine.documents.reflection import record_type
from policy_engine.expr.ast import Absent, Constant
from policy_engine.expr.checker import check
from policy_engine.expr.parser import parse
from policy_engine.expr.printer import to_text
from policy_engine.program.fold import Folding, Township
from policy_engine.program.functions import FUNCTIONS
from policy_engine.program.scope import ROOTS

POLICY = Policy.model_validate(
    yaml.load(
        """
kind: policy
jurisdiction: "331004"
name: 路桥区
version: "1"
status: illustrative
effective: {from: 2024-01-01}
institutions:
  templates: [{id: full, institution_kinds: [command_room], command_room: 1}]
  template: {by: class, values: {urban: full}, default: full}
  special: {max: {by: form, values: {town: 3, subdistrict: 2}}}
posts:
  cap: {by: class, values: {urban: 90}}
  seats_max: 3
""",
        yaml.CSafeLoader,
    )
)
CASES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parent / "fold.yaml").read_text("utf-8"), yaml.CSafeLoader
)


def folded(text: str, class_: str | None) -> Any:
    params = Constant(POLICY, (), type=record_type(Policy))
    expr = check(parse(text), ROOTS, functions=FUNCTIONS)
    return Folding({"params": params}, Township(class_, "subdistrict")).fold(expr)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_left(case: dict[str, Any]) -> None:
    left = folded(case["expr"], case.get("class", "urban"))
    if "absent" in case:
        assert isinstance(left, Absent)
        assert left.kind == case["absent"]
    else:
        assert to_text(left) == case["left"]


@pytest.mark.parametrize(("text", "origin"), [
    ("params.posts.cap", ("posts", "cap", "values", "urban")),
    ("params.posts.seats_max", ("posts", "seats_max")),
    ("by_id(params.institutions.templates, 'full').command_room",
     ("institutions", "templates", 0, "command_room")),
])  # fmt: skip
def test_a_value_knows_where_in_the_policy_it_stands(text: str, origin: tuple[str | int, ...]) -> None:
    assert folded(text, "urban").origin == origin


def test_a_list_that_is_written_out_equals_one_that_is_worked_out() -> None:
    left = folded("setup.posts.filter(p, p.seats > params.posts.seats_max).map(p, p.id) == []", "urban")
    nothing = left.right
    assert isinstance(nothing, Constant)
    assert nothing.value == []
