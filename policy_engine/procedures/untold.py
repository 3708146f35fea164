"""Entries of a log of which nobody can tell whether they came too early."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diagnostics import Text
from policy_engine.documents.round import EFFECT
from policy_engine.documents.turns import Turn
from policy_engine.procedures.definition import ProcedureDefinition
from policy_engine.procedures.replay import Replayed
from policy_engine.procedures.timing import earliest_next


def untold_of(definition: ProcedureDefinition, replayed: Replayed) -> dict[int, Text]:
    """By their numbers, why: the chart let them pass, not knowing how long the step before had to last."""
    return dict(_untold(definition, replayed))


def _untold(definition: ProcedureDefinition, replayed: Replayed) -> Iterator[tuple[int, Text]]:
    last: Turn | None = None
    for turn in replayed.turns:
        waits = turn.step == EFFECT or definition.step(turn.step) is not None
        if last is not None and waits and turn.refused in (None, "early"):
            step = definition.step(last.step)
            unknown = None if step is None else earliest_next(step, last.date).unknown
            if unknown is not None:
                yield turn.number, unknown
        if turn.accepted and definition.step(turn.step) is not None:
            last = turn
