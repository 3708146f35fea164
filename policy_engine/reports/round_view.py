"""What the commands of a round show: its log as the replay saw it, and the policy that it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.documents.round import Round
from policy_engine.documents.turns import Turn
from policy_engine.findings.report import RoundProgress
from policy_engine.findings.report_model import Bilingual
from policy_engine.procedures.definition import ProcedureDefinition
from policy_engine.procedures.replay import NextEvent, Replayed


@dataclass(frozen=True)
class RoundView:
    """A round with its replay. `policy` names the files that lay down the procedure, the lowest last."""

    round: Round
    policy: tuple[str, ...]
    definition: ProcedureDefinition
    replayed: Replayed
    progress: RoundProgress

    @property
    def broken_at(self) -> int | None:
        """The first entry whose seal is wrong."""
        return self.replayed.procedure.broken_at

    @property
    def holds(self) -> bool:
        """Whether the log is intact, everything in it counts, and all of that can be told."""
        return self.broken_at is None and all(
            turn.accepted and turn.not_judged is None for turn in self.progress.turns
        )

    @property
    def can_go_on(self) -> bool:
        """Whether the log is intact, and it can be told when each of the next steps may come."""
        return self.broken_at is None and all(each.unknown is None for each in self.replayed.next)


def round_data(view: RoundView) -> dict[str, Any]:
    """The view as data: where the round stands, each entry of its log, and what may come next."""
    procedure, round_ = view.replayed.procedure, view.round
    state = procedure.state
    return {
        "number": round_.number,
        "jurisdiction": round_.jurisdiction,
        "township": round_.township,
        "as_of": round_.as_of.isoformat(),
        "policy": list(view.policy),
        "state": state,
        "state_name": None if state is None else view.definition.name_of(state),
        "closed": procedure.closed,
        "abandoned": view.progress.abandoned,
        "ended_on": None if view.progress.ended_on is None else view.progress.ended_on.isoformat(),
        "sealed": procedure.sealed,
        "broken_at": procedure.broken_at,
        "turns": [
            _turn_data(turn, taken.not_judged)
            for turn, taken in zip(view.replayed.turns, view.progress.turns, strict=True)
        ],
        "next": [_next_data(each) for each in view.replayed.next],
    }


def _turn_data(turn: Turn, untold: Bilingual | None) -> dict[str, Any]:
    return {
        "number": turn.number,
        "step": turn.step,
        "name": turn.name,
        "date": turn.date.isoformat(),
        "ends": None if turn.ends is None else turn.ends.isoformat(),
        "days": turn.days,
        "min_days": turn.min_days,
        "day_count": turn.day_count,
        "accepted": turn.accepted,
        "refused": turn.refused,
        "missing": list(turn.missing),
        "earliest": None if turn.earliest is None else turn.earliest.isoformat(),
        "not_judged": _text_data(untold),
    }


def _next_data(each: NextEvent) -> dict[str, Any]:
    return {
        "step": each.step,
        "name": each.name,
        "earliest": None if each.earliest is None else each.earliest.isoformat(),
        "not_judged": _text_data(each.unknown),
    }


def _text_data(text: Text | Bilingual | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}
