"""The recorded set-ups that `impact` tries two policies on: what is none of them is left out, and said."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policy_engine.diagnostics import DocumentError, Text

from .inputs import NO_FILE, Input, is_pipe_or_device, other_kind, read
from .judged import Judged
from .judging import progress
from .telling import listed, tell

if TYPE_CHECKING:
    from policy_engine.app.impact import ImpactStudy

    from .presentation import Presentation

# A set-up of a jurisdiction that the policies do not concern.
ELSEWHERE = "elsewhere"


@dataclass
class Taken:
    """What became of the files: how many were judged, which were left out (with their kind), and failures."""

    judged: int = 0
    left_out: list[tuple[Input, str]] = field(default_factory=list)
    failures: Judged = field(default_factory=Judged)

    @property
    def elsewhere(self) -> int:
        """How many are set-ups of other jurisdictions."""
        return sum(kind == ELSEWHERE for _, kind in self.left_out)


def take_all(
    study: ImpactStudy, inputs: Sequence[Input], on: datetime.date | None, presentation: Presentation
) -> Taken:
    """Every set-up judged under both policies; one that cannot be read does not stop the rest."""
    taken = Taken()
    with progress(inputs, presentation) as steps:
        for source in steps:
            try:
                _take(study, source, on, presentation, taken)
            except Exception as error:
                taken.failures.failures.append((source, error))
    return taken


def _take(
    study: ImpactStudy, source: Input, on: datetime.date | None, presentation: Presentation, taken: Taken
) -> None:
    if is_pipe_or_device(source):
        taken.left_out.append((source, NO_FILE))
        return
    data = read(source, presentation)
    try:
        concerned = study.take(data, source.name, on)
    except DocumentError:
        kind = other_kind(data, source.name)
        if source.from_folder and kind is not None:
            taken.left_out.append((source, kind))
            return
        raise
    if concerned:
        taken.judged += 1
    else:
        taken.left_out.append((source, ELSEWHERE))


def tell_left_out(taken: Taken, presentation: Presentation) -> None:
    """Which files were not judged, being something else or of elsewhere."""
    others = [source.name for source, kind in taken.left_out if kind != ELSEWHERE]
    elsewhere = [source.name for source, kind in taken.left_out if kind == ELSEWHERE]
    language = presentation.language
    if others:
        names, number = listed(others, language), len(others)
        tell(Text(f"不是机构设置方案，未予核查（{number} 份）：{names}。",
                  f"Left out, being no set-ups ({number}): {names}."), presentation)  # fmt: skip
    if elsewhere:
        names, number = listed(elsewhere, language), len(elsewhere)
        tell(Text(f"属于其他辖区的方案，未予核查（{number} 份）：{names}。",
                  f"Left out, being set-ups of other jurisdictions ({number}): {names}."),
             presentation)  # fmt: skip
