"""A procedure's states and the moves between them, all as numbers, and every refusal spelt out.

State 0 is before the first step, state n after the n-th, and the one beyond the
last is closed. Events: 0 is a step that the procedure does not have, n is its
n-th step, and beyond those come objection, effect and abandonment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policy_engine.documents.round import ABANDON, EFFECT, OBJECTION
from policy_engine.documents.terms import Refusal

# An event meets one test per state side by side, of which the library holds 64.
MAX_STEPS = 40

INITIAL = 0
_UNKNOWN = 0


@dataclass(frozen=True, slots=True)
class ChartDefinition:
    """What makes one procedure differ from another; charts are kept by it.

    `closed_by_effect`: an effect after the last step closes it, else the last
    step does. `objections_from`: the place in `steps`, from 0, of the step from
    which on objections may come; None where they never may. Raises ValueError
    for steps that no chart holds, which `procedures.definition` has refused before.
    """

    steps: tuple[str, ...]
    closed_by_effect: bool
    objections_from: int | None = None
    may_be_abandoned: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.steps) <= MAX_STEPS or len(set(self.steps)) < len(self.steps):
            raise ValueError(f"a procedure has 1 to {MAX_STEPS} different steps: {self.steps}")

    @property
    def closed(self) -> int:
        return len(self.steps) + 1

    @property
    def states(self) -> tuple[int, ...]:
        """Without the last step's own, where that step closes."""
        last = len(self.steps) if self.closed_by_effect else len(self.steps) - 1
        return (*range(last + 1), self.closed)


@dataclass(frozen=True, slots=True)
class Move:
    """What a state does with the events numbered `first` to `last`; `early` None: early or not.

    `done`: how many steps are done after it, 0 where that does not change.
    """

    first: int
    last: int
    early: bool | None
    refused: Refusal | None
    to: int
    done: int = 0


def number_of(definition: ChartDefinition, step: str) -> int:
    """The number of an event; 0 for a step that the procedure does not have."""
    if step in definition.steps:
        return definition.steps.index(step) + 1
    return _specials(definition).get(step, _UNKNOWN)


def allowed(definition: ChartDefinition, state: int) -> tuple[str, ...]:
    """The events that the state would take, were they not early."""
    events = (*definition.steps, *_specials(definition))
    taken = {move.first for move in moves(definition, state) if move.refused is None}
    return tuple(event for event in events if number_of(definition, event) in taken)


def moves(definition: ChartDefinition, state: int) -> tuple[Move, ...]:
    """One for every event in the state; each event is in exactly one of them."""
    if state == definition.closed:
        return (Move(_UNKNOWN, len(definition.steps) + 3, None, "closed", state),)
    return (Move(_UNKNOWN, _UNKNOWN, None, "unknown", state), *_of_steps(definition, state),
            *_of_specials(definition, state))  # fmt: skip


def _of_steps(definition: ChartDefinition, state: int) -> Iterator[Move]:
    last = len(definition.steps)
    if state > INITIAL:
        yield Move(1, state, None, "again", state)
    if state < last:
        following = state + 1
        closes = following == last and not definition.closed_by_effect
        yield from _unless_early(following, state, definition.closed if closes else following, following)
    if state + 2 <= last:
        yield Move(state + 2, last, None, "order", state)


def _of_specials(definition: ChartDefinition, state: int) -> Iterator[Move]:
    from_place = definition.objections_from
    may_come = {
        OBJECTION: from_place is not None and state > from_place,
        EFFECT: state == len(definition.steps),
        ABANDON: True,
    }
    for event, number in _specials(definition).items():
        if may_come[event]:
            yield from _unless_early(number, state, state if event == OBJECTION else definition.closed)
        else:
            yield Move(number, number, None, "order", state)


def _unless_early(event: int, state: int, to: int, done: int = 0) -> Iterator[Move]:
    yield Move(event, event, False, None, to, done)
    yield Move(event, event, True, "early", state)


def _specials(definition: ChartDefinition) -> dict[str, int]:
    beyond = len(definition.steps)
    known = {
        OBJECTION: definition.objections_from is not None,
        EFFECT: definition.closed_by_effect,
        ABANDON: definition.may_be_abandoned,
    }
    return {event: beyond + place for place, event in enumerate(known, start=1) if known[event]}
