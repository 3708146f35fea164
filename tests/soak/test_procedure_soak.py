"""Twenty thousand rounds through a few long-lived charts: right, complete, and flat in memory."""

from __future__ import annotations

import datetime
import random

import pytest

from policy_engine.procedures.definition import ProcedureDefinition, selection
from policy_engine.procedures.replay import replay
from tests.procedures.makers import FIVE, event, steps
from tests.procedures.plain_table import PlainTable
from tests.soak.memory import resident_kb

ROUNDS = 20_000
WARM_UP = 2_000
# Python's own allocator moves by a few megabytes; a leak of 500 bytes a round would show.
TOLERANCE_KB = 8 * 1024
FIRST = datetime.date(2024, 9, 2)


def definitions() -> list[ProcedureDefinition]:
    """Without waiting times, which are not what is tested here."""
    bare = [{"id": step["id"], "name": step["name"]} for step in FIVE]
    return [
        selection(steps([*bare[:cut], *added, *bare[cut:]]))
        for cut in range(5)
        for added in ([], [{"id": "interview", "name": "面谈"}])
    ]


def log_of(choices: random.Random, definition: ProcedureDefinition) -> list[tuple[str, int]]:
    """Steps in their order with others thrown in; and after how many days from the first each comes."""
    likely = [step.id for step in definition.steps] + ["objection", "effect", "announce"]
    unlikely = [*likely, "abandon", "picnic"]
    log, days = [], 0
    for one in likely:
        days += choices.choice((0, 1, 3, -1))
        log.append((one, max(days, 0)))
        if choices.random() < 0.4:
            log.append((choices.choice(unlikely), max(days, 0)))
    return log


def plain(definition: ProcedureDefinition, log: list[tuple[str, int]]) -> list[str]:
    table, last, verdicts = PlainTable(definition.chart), 0, []
    for one, days in log:
        verdicts.append(table.take(one, early=days < last))
        if verdicts[-1] == "accepted":
            last = days
    return verdicts


@pytest.mark.soak
def test_twenty_thousand_rounds_are_followed_as_the_plain_table_does_in_flat_memory() -> None:
    choices = random.Random(20240902)  # noqa: S311 - the same rounds every time, no secrets
    procedures = definitions()
    seen: dict[str, int] = {}
    warm = 0
    for number in range(ROUNDS):
        if number == WARM_UP:
            warm = resident_kb()
        definition = procedures[number % len(procedures)]
        log = log_of(choices, definition)
        result = replay(definition, [event(one, str(FIRST + datetime.timedelta(days))) for one, days in log])
        verdicts = [turn.refused or "accepted" for turn in result.turns]
        assert verdicts == plain(definition, log), (log, definition)
        for one in verdicts:
            seen[one] = seen.get(one, 0) + 1
    grown = resident_kb() - warm
    print(f"{ROUNDS} rounds: {seen}; memory {warm} kB after warm-up, {grown:+} kB at the end")
    assert min(seen.get(one, 0) for one in ("accepted", "order", "early", "again", "closed")) > ROUNDS // 20
    assert grown < TOLERANCE_KB
