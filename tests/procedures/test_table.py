"""The chart against a plain transition table, at every step of random sequences of events."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from policy_engine.engines.chart import Run, running
from policy_engine.engines.chart_moves import ChartDefinition, allowed
from tests.effort import of_examples
from tests.procedures.plain_table import PlainTable

NAMES = ("announce", "register", "match", "deliberate", "publicise", "handover", "file")
EVENTS = (*NAMES, "objection", "effect", "abandon", "picnic", "", "公示实施")


@st.composite
def definitions(draw: Any) -> ChartDefinition:
    names = tuple(draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=len(NAMES), unique=True)))
    places = st.none() | st.integers(0, len(names) - 1)
    return ChartDefinition(names, draw(st.booleans()), draw(places), draw(st.booleans()))


class ChartAndTable(RuleBasedStateMachine):
    """Both are given the same events, the likely next one more often than chance would."""

    @initialize(definition=definitions())
    def begin(self, definition: ChartDefinition) -> None:
        self.table = PlainTable(definition)
        self.context = running(definition)
        self.run_: Run = self.context.__enter__()

    @rule(event=st.sampled_from(EVENTS), early=st.booleans())
    def something_comes(self, event: str, early: bool) -> None:
        self.both_take(event, early)

    @rule(early=st.sampled_from((False, False, False, True)), at_the_end=st.booleans())
    def the_next_step_comes(self, early: bool, at_the_end: bool) -> None:
        steps = self.table.definition.steps
        following = [step for step in steps if step not in self.table.done]
        self.both_take(following[0] if following else "effect" if at_the_end else "objection", early)

    def both_take(self, event: str, early: bool) -> None:
        expected = self.table.take(event, early)
        taken = self.run_.take(event, early)
        assert (taken.refused or "accepted") == expected
        assert (taken.done, taken.closed) == (len(self.table.done), self.table.over)

    @invariant()
    def both_allow_the_same(self) -> None:
        if hasattr(self, "table"):
            assert set(allowed(self.table.definition, self.run_.state)) == self.table.allowed(EVENTS)

    def teardown(self) -> None:
        if hasattr(self, "table"):
            self.context.__exit__(None, None, None)


TestChartAndTable = pytest.mark.thorough(ChartAndTable.TestCase)
TestChartAndTable.settings = of_examples(35, thorough=150, stateful_step_count=30)
