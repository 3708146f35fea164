"""Steps, logs and rounds as the tests of procedures need them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from policy_engine.documents.procedures import Step
from policy_engine.documents.round import Event, Round
from policy_engine.procedures.definition import ProcedureDefinition, selection

WAITS = {"min_days": 3, "days": "working", "first_day_counts": False}
FIVE = (
    {"id": "announce", "name": "发布公告", **WAITS},
    {"id": "register", "name": "自主报名", **WAITS},
    {"id": "match", "name": "双向选岗"},
    {"id": "deliberate", "name": "集体研究"},
    {"id": "publicise", "name": "公示实施", **WAITS, "min_days": 5},
)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def steps(written: Iterable[Mapping[str, Any]] = FIVE) -> list[Step]:
    return [Step.model_validate(dict(one)) for one in written]


def five() -> ProcedureDefinition:
    """The five steps of the published account."""
    return selection(steps())


def event(step: str, date: str, **more: Any) -> Event:
    return Event.model_validate({"step": step, "date": day(date), **more})


def round_(events: Iterable[Event], **more: Any) -> Round:
    head = {
        "kind": "round", "jurisdiction": "331004", "township": "331004003", "as_of": day("2024-09-02"),
        "number": "路北选〔2024〕1号", "promotes": False,
    }  # fmt: skip
    return Round.model_validate({**head, "events": list(events), **more})


# Five steps and an effect, each as early as it may be: around the National Day holiday of 2024.
IN_ORDER = (
    event("announce", "2024-09-02"),
    event("register", "2024-09-06"),
    event("match", "2024-09-12"),
    event("deliberate", "2024-09-26"),
    event("publicise", "2024-09-29"),
    event("effect", "2024-10-12"),
)
