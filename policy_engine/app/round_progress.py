"""How far a round has come, as reports and commands show it."""

from __future__ import annotations

from policy_engine.diagnostics import Text
from policy_engine.documents.round import ABANDON, EFFECT, Round
from policy_engine.documents.turns import Turn
from policy_engine.findings.report import NextStep, RoundProgress, StepNamed, TurnTaken
from policy_engine.findings.report_model import Bilingual
from policy_engine.procedures.definition import ProcedureDefinition
from policy_engine.procedures.replay import NextEvent, Replayed
from policy_engine.procedures.untold import untold_of


def progress_of(document: Round, definition: ProcedureDefinition, replayed: Replayed) -> RoundProgress:
    """What the replay of the log came to."""
    procedure, untold = replayed.procedure, untold_of(definition, replayed)
    ends = [turn for turn in replayed.turns if turn.accepted and turn.step in (EFFECT, ABANDON)]
    return RoundProgress(
        number=document.number,
        state=procedure.state,
        state_name=None if procedure.state is None else definition.name_of(procedure.state),
        closed=procedure.closed,
        turns=tuple(_taken(turn, untold.get(turn.number)) for turn in replayed.turns),
        next=tuple(map(_coming, replayed.next)),
        steps=tuple(StepNamed(step=step.id, name=step.name) for step in definition.steps),
        abandoned=any(turn.step == ABANDON for turn in ends),
        ended_on=ends[-1].date if ends else None,
        sealed=procedure.sealed,
        broken_at=procedure.broken_at,
    )


def _taken(turn: Turn, untold: Text | None) -> TurnTaken:
    return TurnTaken(
        number=turn.number,
        step=turn.step,
        name=turn.name,
        date=turn.date,
        accepted=turn.accepted,
        refused=turn.refused,
        missing=tuple(turn.missing) if turn.refused == "order" else (),
        earliest=turn.earliest,
        not_judged=None if untold is None else Bilingual.of(untold),
    )


def _coming(each: NextEvent) -> NextStep:
    unknown = None if each.unknown is None else Bilingual.of(each.unknown)
    return NextStep(step=each.step, name=each.name, earliest=each.earliest, not_judged=unknown)
