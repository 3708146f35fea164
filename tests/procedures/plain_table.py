"""What a procedure takes and refuses, as a plain transition table."""

from __future__ import annotations

from collections.abc import Iterable

from policy_engine.engines.chart_moves import ChartDefinition


class PlainTable:
    """A procedure written down a second time, as one would explain it to a clerk."""

    def __init__(self, definition: ChartDefinition) -> None:
        self.definition = definition
        self.done: list[str] = []
        self.over = False

    def verdict(self, event: str, early: bool) -> str:
        one = self.definition
        if self.over:
            return "closed"
        if event in one.steps:
            if event in self.done:
                return "again"
            comes_next = one.steps.index(event) == len(self.done)
        elif event == "objection" and one.objections_from is not None:
            comes_next = one.steps[one.objections_from] in self.done
        elif event == "effect" and one.closed_by_effect:
            comes_next = list(one.steps) == self.done
        elif event == "abandon" and one.may_be_abandoned:
            comes_next = True
        else:
            return "unknown"
        if not comes_next:
            return "order"
        return "early" if early else "accepted"

    def take(self, event: str, early: bool) -> str:
        verdict = self.verdict(event, early)
        if verdict == "accepted":
            if event in self.definition.steps:
                self.done.append(event)
                self.over = not self.definition.closed_by_effect and list(self.definition.steps) == self.done
            self.over = self.over or event in ("effect", "abandon")
        return verdict

    def allowed(self, events: Iterable[str]) -> set[str]:
        return {event for event in events if self.verdict(event, early=False) == "accepted"}
