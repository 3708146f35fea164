"""A policy's steps become a procedure, or are refused by a message that says why."""

from __future__ import annotations

from typing import Any

import pytest

from policy_engine.diagnostics import DocumentError
from policy_engine.procedures.definition import admission, selection
from tests.procedures.makers import FIVE, five, steps


@pytest.mark.parametrize(("written", "means"), [
    ("announce", "announce"), ("发布公告", "announce"), (" 公示实施 ", "publicise"), ("异议", "objection"),
    ("生效", "effect"), ("终止", "abandon"), ("abandon", "abandon"), ("Announce", None), ("", None),
])  # fmt: skip
def test_events_are_known_by_their_ids_and_their_names(written: str, means: str | None) -> None:
    assert five().id_of(written) == means


@pytest.mark.parametrize(("event", "due"), [
    ("announce", []), ("match", ["announce", "register"]), ("objection", [s["id"] for s in FIVE]),
    ("effect", [s["id"] for s in FIVE]), ("abandon", []), ("picnic", []),
])  # fmt: skip
def test_what_must_be_done_before_an_event(event: str, due: list[str]) -> None:
    assert [step.id for step in five().due_before(event)] == due


@pytest.mark.parametrize(("ids", "place"), [
    (["a", "publicise", "b"], 1), (["publicise"], 0), (["a", "b", "c"], 2),
])  # fmt: skip
def test_objections_come_from_the_publicity_on_else_from_the_last_step(ids: list[str], place: int) -> None:
    assert selection(steps({"id": one, "name": f"“{one}”"} for one in ids)).chart.objections_from == place


def test_procedures_with_the_same_steps_share_a_chart_whatever_the_steps_are_called() -> None:
    renamed = [{"id": step["id"], "name": f"新{step['name']}"} for step in FIVE]
    assert selection(steps(renamed)).chart == five().chart
    assert admission(steps()).chart != five().chart


def one(id_: str, name: str) -> dict[str, Any]:
    return {"id": id_, "name": name}


@pytest.mark.parametrize(("written", "code", "says"), [
    ([], "procedure.no-steps", "没有任何步骤"),
    ([one(f"s{n}", f"步{n}") for n in range(41)], "procedure.too-many-steps", "有 41 个步骤，最多"),
    ([one("a", "甲"), one("a", "乙")], "procedure.step-twice", "“a”已经用过"),
    ([one("a", "甲"), one("b", "甲")], "procedure.step-twice", "“甲”已经用过"),
    ([one("a", "甲"), one("甲", "乙")], "procedure.step-twice", "“甲”已经用过"),
    ([one("effect", "落实")], "procedure.reserved-step", "不能叫“effect”"),
    ([one("go", "生效")], "procedure.reserved-step", "不能叫“生效”"),
])  # fmt: skip
def test_steps_that_make_no_procedure_are_refused(
    written: list[dict[str, Any]], code: str, says: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        selection(steps(written))
    (problem,) = caught.value.diagnostics
    assert problem.code == code
    assert says in problem.message.zh
    assert problem.help is not None


def test_an_admission_may_have_a_step_of_any_name_and_a_step_may_be_named_by_its_id() -> None:
    procedure = admission(steps([one("effect", "生效"), one("备案", "备案")]))
    assert [procedure.id_of(word) for word in ("effect", "生效", "备案", "终止")] == [
        "effect", "effect", "备案", None,
    ]  # fmt: skip
