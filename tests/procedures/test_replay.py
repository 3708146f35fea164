"""replays.yaml: what a log comes to, entry by entry."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.documents.duty_actions import AdmissionStep
from policy_engine.documents.terms import CHINESE
from policy_engine.procedures.definition import admission, selection
from policy_engine.procedures.replay import NextEvent, Replayed, replay
from tests.procedures.makers import FIVE, IN_ORDER, event, five, steps

CASES = yaml.load(Path(__file__).with_name("replays.yaml").read_text("utf-8"), yaml.CSafeLoader)


def replayed(case: dict[str, Any]) -> Replayed:
    log = [event(one["e"] or " ", str(one["at"]), until=one.get("until")) for one in case["log"]]
    return replay(selection(steps(case.get("steps", FIVE))), log)


def short(one: NextEvent) -> str:
    if one.unknown is not None:
        assert one.earliest is None
        return f"{one.step} ? {one.unknown.zh}"
    return one.step if one.earliest is None else f"{one.step} {one.earliest}"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_log_comes_to(case: dict[str, Any]) -> None:
    result = replayed(case)
    assert [turn.number for turn in result.turns] == list(range(1, len(case["log"]) + 1))
    for turn, due in zip(result.turns, case["log"], strict=True):
        told = {"is": turn.refused or "accepted", **turn.model_dump()}
        wanted = {**due, "accepted": due["is"] == "accepted"}
        del wanted["e"], wanted["at"]
        wanted.pop("until", None)
        assert {name: told[name] for name in wanted} == wanted, due
    assert (result.procedure.state, result.procedure.closed) == (case["state"], case["closed"])
    assert len(result.next) == len(case["next"])
    for one, beginning in zip(result.next, case["next"], strict=True):
        assert short(one) == beginning or (one.unknown is not None and short(one).startswith(beginning))


def test_the_cases_show_every_refusal() -> None:
    assert {one["is"] for case in CASES for one in case["log"]} == {"accepted", *CHINESE["refusal"]}


def test_a_turn_carries_the_very_event_so_that_its_place_is_known() -> None:
    result = replay(five(), IN_ORDER)
    assert all(turn.events[0] is one for turn, one in zip(result.turns, IN_ORDER, strict=True))


def test_a_longer_log_does_not_change_what_its_beginning_came_to() -> None:
    whole = replay(five(), IN_ORDER)
    for length in range(len(IN_ORDER)):
        shorter = replay(five(), IN_ORDER[:length])
        assert [turn.accepted for turn in shorter.turns] == [turn.accepted for turn in whole.turns[:length]]
        following = IN_ORDER[length].step
        assert following in [one.step for one in shorter.next]


FOUR = (
    {"id": "propose", "name": "提出"},
    {"id": "review", "name": "审核", "min_days": 3, "days": "calendar", "first_day_counts": True},
    {"id": "opinion", "name": "征求乡镇意见"},
    {"id": "approve", "name": "批准"},
)


def admitted(*taken: tuple[str, str]) -> Replayed:
    log = [
        AdmissionStep.model_validate({"step": step, "date": datetime.date.fromisoformat(date)})
        for step, date in taken
    ]
    return replay(admission(steps(FOUR)), log)


def test_the_last_step_closes_an_admission() -> None:
    result = admitted(
        ("提出", "2024-05-06"), ("review", "2024-05-07"), ("opinion", "2024-05-10"), ("批准", "2024-05-10")
    )
    assert [turn.refused for turn in result.turns] == [None] * 4
    assert [turn.events for turn in result.turns] == [[]] * 4
    assert result.turns[1].days == 3
    assert (result.procedure.state, result.procedure.closed, result.next) == ("approve", True, ())


def test_an_admission_without_the_townships_opinion_is_out_of_order() -> None:
    result = admitted(("propose", "2024-05-06"), ("review", "2024-05-07"), ("approve", "2024-05-20"))
    assert (result.turns[2].refused, result.turns[2].missing) == ("order", ["征求乡镇意见"])
    assert [one.step for one in result.next] == ["opinion"]
    assert not result.procedure.closed


@pytest.mark.parametrize("word", ["effect", "生效", "abandon", "objection"])
def test_an_admission_knows_no_events_of_a_round(word: str) -> None:
    assert admitted((word, "2024-05-06")).turns[0].refused == "unknown"


def test_an_admission_takes_nothing_after_its_end() -> None:
    order = [(step["id"], "2024-05-20") for step in FOUR]
    order[0:2] = [("propose", "2024-05-06"), ("review", "2024-05-07")]
    result = admitted(*order, ("approve", "2024-05-21"), ("propose", "2024-05-22"))
    assert [turn.refused for turn in result.turns[4:]] == ["closed", "closed"]
