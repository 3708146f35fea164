"""Replays a log through its procedure's chart. The log is the truth; the chart is rebuilt each time."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from policy_engine.diagnostics import Text
from policy_engine.documents.duty_actions import AdmissionStep
from policy_engine.documents.round import EFFECT, Event, Round
from policy_engine.documents.terms import Refusal
from policy_engine.documents.turns import Procedure, Turn
from policy_engine.engines.chart import Run, running
from policy_engine.engines.chart_moves import allowed
from policy_engine.procedures.definition import ProcedureDefinition
from policy_engine.procedures.log import UNSEALED, SealFound, verify
from policy_engine.procedures.timing import Earliest, days_lasted, earliest_next

Entry = Event | AdmissionStep


@dataclass(frozen=True, slots=True)
class NextEvent:
    """What may come next, and from which day; `unknown` says why no day can be given.

    `earliest` is None, too, where nothing has come yet.
    """

    step: str
    name: str
    earliest: datetime.date | None
    unknown: Text | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a log comes to: each of its entries, where the procedure stands, what may come next.

    Nothing may come next where the procedure is over, or the log was altered.
    """

    turns: tuple[Turn, ...]
    procedure: Procedure
    next: tuple[NextEvent, ...]


def replay_round(definition: ProcedureDefinition, round_: Round) -> Replayed:
    """Replays a round with the seal of its log. Raises as `replay` does."""
    return replay(definition, round_.events, verify(round_))


def replay(definition: ProcedureDefinition, entries: Sequence[Entry], seal: SealFound = UNSEALED) -> Replayed:
    """Replays the entries from the start; a refused one leaves the procedure where it was.

    Raises ProcedureError where the chart cannot be trusted, UsageError where
    durable-rules is not installed.
    """
    with running(definition.chart) as run:
        progress = _Progress(definition, run)
        passes = [progress.take(entry) for entry in entries]
    turns = tuple(_turn(definition, passes, place) for place in range(len(passes)))
    procedure = Procedure(
        state=definition.steps[run.done - 1].id if run.done > 0 else None,
        closed=run.closed, sealed=seal.sealed, broken_at=seal.broken_at,
    )  # fmt: skip
    return Replayed(turns, procedure, progress.next() if seal.broken_at is None else ())


@dataclass(frozen=True, slots=True)
class _Pass:
    """An entry after its pass through the chart; `missing` lists due steps that stand nowhere before it."""

    entry: Entry
    event: str
    refused: Refusal | None
    earliest: datetime.date | None
    missing: tuple[str, ...]


@dataclass
class _Progress:
    definition: ProcedureDefinition
    run: Run
    last: datetime.date | None = None
    after_step: Earliest = field(default_factory=Earliest)
    written: set[str] = field(default_factory=set)

    def take(self, entry: Entry) -> _Pass:
        event = self.definition.id_of(entry.step) or entry.step
        may_come = event in allowed(self.definition.chart, self.run.state)
        earliest = self._earliest(event).day
        early = entry.date < (earliest or self.last or entry.date)
        taken = self.run.take(event, early)
        if taken.refused is None:
            self.last = entry.date
            if (step := self.definition.step(event)) is not None:
                self.after_step = earliest_next(step, entry.date)
        due = self.definition.due_before(event)
        missing = tuple(step.name for step in due if step.id not in self.written)
        self.written.add(event)
        return _Pass(entry, event, taken.refused, earliest if may_come else None, missing)

    def _earliest(self, event: str) -> Earliest:
        """Nothing may be dated before what came last; the steps, and the effect, have to wait as well."""
        waits = event == EFFECT or self.definition.step(event) is not None
        if not waits or self.last is None:
            return Earliest(self.last)
        if self.after_step.day is None:
            return self.after_step
        return Earliest(max(self.last, self.after_step.day))

    def next(self) -> tuple[NextEvent, ...]:
        events = [(event, self._earliest(event)) for event in allowed(self.definition.chart, self.run.state)]
        return tuple(
            NextEvent(event, self.definition.name_of(event), earliest.day, earliest.unknown)
            for event, earliest in events
        )


def _turn(definition: ProcedureDefinition, passes: Sequence[_Pass], place: int) -> Turn:
    one = passes[place]
    step = definition.step(one.event)
    ends = _ends(definition, passes, place)
    return Turn(
        number=place + 1,
        events=[one.entry] if isinstance(one.entry, Event) else [],
        step=one.event,
        name=definition.name_of(one.event),
        date=one.entry.date,
        accepted=one.refused is None,
        refused=one.refused,
        missing=list(one.missing),
        earliest=one.earliest,
        ends=ends,
        min_days=None if step is None else step.min_days,
        days=days_lasted(step, one.entry.date, ends),
        day_count=None if step is None else step.days,
        first_day_counts=None if step is None else step.first_day_counts,
    )


def _ends(definition: ProcedureDefinition, passes: Sequence[_Pass], place: int) -> datetime.date | None:
    """The last day of a step: as written, else the day before what follows it begins."""
    one = passes[place]
    if isinstance(one.entry, Event) and one.entry.until is not None:
        return one.entry.until
    follower = _follower(definition, passes, place)
    if follower is None or follower.entry.date == datetime.date.min:
        return None
    return follower.entry.date - datetime.timedelta(days=1)


def _follower(definition: ProcedureDefinition, passes: Sequence[_Pass], place: int) -> _Pass | None:
    """What ends the step: the next one that was accepted, else one that came too early, else any later one.

    What was refused does not end a step while the right event still follows.
    """
    order = {step.id: number for number, step in enumerate(definition.steps)}
    own = order.get(passes[place].event)
    if own is None:
        return None
    if own == len(order) - 1:
        order[EFFECT] = len(order)
    found: _Pass | None = None
    for one in passes[place + 1 :]:
        if order.get(one.event, -1) <= own:
            continue
        if one.refused is None:
            return one
        if found is None or (one.refused == "early" and found.refused != "early"):
            found = one
    return found
