"""Fifty thousand random cases through a few long-lived networks: right, complete, and flat in memory."""

from __future__ import annotations

import random

import pytest

from policy_engine.engines.rete import decide
from tests.decision.makers import RandomMaker
from tests.decision.plain_reading import plain_verdict
from tests.soak.memory import resident_kb

CASES = 50_000
DECLARATIONS = 20
WARM_UP = 5_000
# Python's own allocator moves by a few megabytes; a leak of 200 bytes a case would show.
TOLERANCE_KB = 8 * 1024


@pytest.mark.soak
def test_fifty_thousand_cases_are_decided_by_the_plain_reading_in_flat_memory() -> None:
    choices = random.Random(20240301)  # noqa: S311 - the same cases every time, no secrets
    maker = RandomMaker(choices.choice)
    declarations = [maker.declaration(most_rules=12) for _ in range(DECLARATIONS)]
    outcomes = dict.fromkeys(("approved", "conditional", "rejected"), 0)
    warm = 0
    for number in range(CASES):
        if number == WARM_UP:
            warm = resident_kb()
        decision = declarations[number % DECLARATIONS]
        most = choices.choice((1, 5, 20, 60))
        one = maker.case(most_findings=most, least_findings=1)
        verdict = decide(one, decision)
        assert verdict == plain_verdict(one, decision), (one, decision)
        outcomes[verdict.outcome] += 1
    grown = resident_kb() - warm
    print(f"{CASES} cases: {outcomes}; memory {warm} kB after warm-up, {grown:+} kB at the end")
    assert min(outcomes.values()) > CASES // 100
    assert grown < TOLERANCE_KB
