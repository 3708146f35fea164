"""The seal of a log: what breaks it, and what does not."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest

from policy_engine.documents.load import load
from policy_engine.documents.round import Event, Round
from policy_engine.procedures.log import SealFound, seal, verify
from policy_engine.procedures.replay import replay_round
from tests.procedures.makers import IN_ORDER, event, five, round_

Change = Callable[[dict[str, Any]], object]


def sealed(events: tuple[Event, ...] = IN_ORDER) -> Round:
    bare = round_(events)
    due = seal(bare)
    carrying = [
        one.model_copy(update={"previous": digest}) for one, digest in zip(events, due.previous, strict=True)
    ]
    return bare.model_copy(update={"events": carrying, "last": due.last})


def changed(change: Change) -> SealFound:
    content = sealed().model_dump()
    change(content)
    return verify(Round.model_validate(content))


def test_a_sealed_log_is_intact() -> None:
    assert verify(sealed()) == SealFound(sealed=True, broken_at=None)
    procedure = replay_round(five(), sealed()).procedure
    assert (procedure.sealed, procedure.broken_at) == (True, None)


def test_a_log_without_digests_was_never_sealed() -> None:
    assert verify(round_(IN_ORDER)) == SealFound(sealed=False, broken_at=None)


def test_a_sealed_log_without_events_is_sealed_by_its_head() -> None:
    assert verify(sealed(())) == SealFound(sealed=True, broken_at=None)
    assert verify(sealed(()).model_copy(update={"promotes": True})).broken_at == 1


def test_an_event_is_appended_by_the_digest_of_what_was_last() -> None:
    before = sealed(IN_ORDER[:4])
    after = seal(round_(IN_ORDER[:5]))
    assert after.previous[4] == before.last
    assert after.previous[:4] == seal(before).previous


ENGLISH = """\
kind: round
jurisdiction: "331004"
township: "331004003"
as_of: 2024-09-02
number: 1号
promotes: false
events:
  - {step: announce, date: 2024-09-02, notice: {number: 2号, posts: [P01], channels: [website]}}
  - {step: deliberate, date: 2024-09-25, minutes: {due: 9, attended: 7, consent: 6, decided: []}}
"""
CHINESE = """\
文件类型: 选岗
# 说明不影响校验值
辖区代码: "331004"
乡镇(街道): "331004003"
编号: "1号"
基准日: 2024-09-02
提拔: false
记录:
- 日期: 2024-09-02
  步骤: announce
  止: null
  公告:
    公开渠道: [网站]
    岗位:
    - P01
    文号: 2号
- {会议记录: {决定名单: [], 赞成票数: 6, 实到人数: 7, 应到人数: 9, 回避人员: []},
   步骤: deliberate, 日期: 2024-09-25}
"""
JSON = json.dumps({
    "events": [
        {"date": "2024-09-02", "step": "announce",
         "notice": {"number": "2号", "posts": ["P01"], "channels": ["website"]}},
        {"date": "2024-09-25", "step": "deliberate",
         "minutes": {"due": 9, "attended": 7, "consent": 6, "decided": [], "number": None}},
    ],
    "promotes": False, "number": "1号", "as_of": "2024-09-02", "township": "331004003",
    "jurisdiction": "331004", "kind": "round",
}, indent=4)  # fmt: skip


@pytest.mark.parametrize("text", [CHINESE, JSON], ids=["Chinese keys", "JSON"])
def test_formatting_comments_and_the_language_of_keys_do_not_change_the_seal(text: str) -> None:
    assert seal(load(Round, text.encode(), "r").document) == seal(load(Round, ENGLISH.encode(), "r").document)


def set_in_event(number: int, **fields: Any) -> Change:
    return lambda content: content["events"][number - 1].update(fields)


def set_in_head(**fields: Any) -> Change:
    return lambda content: content.update(fields)


def drop(*numbers: int) -> Change:
    def change(content: dict[str, Any]) -> None:
        content["events"] = [
            one for number, one in enumerate(content["events"], start=1) if number not in numbers
        ]

    return change


def swap(content: dict[str, Any]) -> None:
    content["events"][1:3] = reversed(content["events"][1:3])


def insert(content: dict[str, Any]) -> None:
    content["events"].insert(2, event("objection", "2024-09-07").model_dump())


def strip(content: dict[str, Any]) -> None:
    for one in content["events"]:
        one["previous"] = None


@pytest.mark.parametrize(("change", "broken_at"), [
    (set_in_event(2, date=datetime.date(2024, 9, 7)), 3),
    (set_in_event(2, step="match"), 3),
    (set_in_event(1, until=datetime.date(2024, 9, 5)), 2),
    (set_in_event(6, date=datetime.date(2024, 10, 20)), 6),
    (set_in_event(4, previous="0" * 64), 4),
    (set_in_event(4, previous=None), 4),
    (set_in_event(1, previous=None), 1),
    (set_in_event(5, placings=[]), 6),
    (set_in_head(number="another"), 1),
    (set_in_head(promotes=True), 1),
    (set_in_head(as_of=datetime.date(2024, 9, 3)), 1),
    (set_in_head(township="331004001"), 1),
    (set_in_head(last=None), 6),
    (set_in_head(last="f" * 64), 6),
    (drop(3), 3),
    (drop(1), 1),
    (drop(6), 5),
    (drop(1, 2, 3, 4, 5, 6), 1),
    (swap, 2),
    (insert, 3),
    (strip, 1),
])  # fmt: skip
def test_a_changed_log_is_broken_from_there(change: Change, broken_at: int) -> None:
    assert changed(change) == SealFound(sealed=True, broken_at=broken_at)


@pytest.mark.parametrize("change", [
    set_in_head(status="illustrative"), set_in_head(consulted=["组织部"]), set_in_event(2, placings=None),
])  # fmt: skip
def test_what_is_not_part_of_the_log_does_not_break_it(change: Change) -> None:
    assert changed(change).broken_at is None


def test_every_field_of_an_event_is_under_the_seal() -> None:
    evidence = {
        "step": "publicise", "date": datetime.date(2024, 9, 29), "until": datetime.date(2024, 10, 11),
        "notice": {"number": "1号", "posts": ["P01"], "channels": ["board"]},
        "applications": [{"person": "R1", "choices": ["P01"]}],
        "matches": [{"person": "R1", "post": "P01", "transfer": "志愿岗位已满"}],
        "minutes": {"number": "2号", "due": 9, "attended": 7, "consent": 6, "members": ["R2"],
                    "recused": ["R3"], "decided": [{"person": "R1", "post": "P01"}]},
        "placings": [{"person": "R1", "post": "P01"}],
        "objection": {"about": "R1", "closed": datetime.date(2024, 10, 8)},
        "notified": datetime.date(2024, 10, 16), "appeal_until": datetime.date(2024, 11, 15),
    }  # fmt: skip
    assert evidence.keys() == Event.model_fields.keys() - {"previous"}

    def digest(of: dict[str, Any]) -> str:
        return seal(round_([Event.model_validate(of)])).last

    digests = [digest(evidence), *(digest(less) for less in parts_left_out(evidence))]
    assert len(set(digests)) == len(digests) > 20


def parts_left_out(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The content less one optional part, at any depth; required parts are changed instead."""
    found: list[dict[str, Any]] = []
    for name, value in content.items():
        if name in ("until", "notified", "appeal_until", "objection", "placings", "minutes", "matches"):
            found.append({key: other for key, other in content.items() if key != name})
        if isinstance(value, dict):
            found += [{**content, name: less} for less in parts_left_out(value)]
        elif isinstance(value, list):
            found.append({**content, name: value * 2})
            if isinstance(value[0], dict):
                found += [{**content, name: [less]} for less in parts_left_out(value[0])]
        elif isinstance(value, str):
            found.append({**content, name: "website" if value == "board" else value + "x"})
        elif isinstance(value, int):
            found.append({**content, name: value + 1})
        else:
            found.append({**content, name: value + datetime.timedelta(days=1)})
    return found
