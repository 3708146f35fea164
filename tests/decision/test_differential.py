"""The network and the plain reading of the same declaration decide alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from policy_engine.engines.rete import decide, unsupported
from policy_engine.findings.case import Case
from policy_engine.program.decision import Decision
from tests.decision.makers import RandomMaker
from tests.decision.plain_reading import plain_verdict
from tests.effort import tried


@st.composite
def decisions_and_cases(draw: st.DrawFn) -> tuple[Decision, list[Case]]:
    def choose(values: Sequence[Any]) -> Any:
        return draw(st.sampled_from(values))

    maker = RandomMaker(choose)
    return maker.declaration(), maker.some(3, maker.case, least=1)


SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@tried(60, thorough=300, suppress_health_check=SLOW_TO_DRAW)
@given(decisions_and_cases())
def test_the_network_agrees_with_the_plain_reading(drawn: tuple[Decision, list[Case]]) -> None:
    decision, cases = drawn
    assert unsupported(decision) == []
    for one in cases:
        assert decide(one, decision) == plain_verdict(one, decision)
