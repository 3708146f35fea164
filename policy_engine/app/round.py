"""A round by its log alone: replayed by the policy in force on its date, with no roster."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policy_engine.app.check import no_such_jurisdiction
from policy_engine.app.procedures import selection_of
from policy_engine.app.round_progress import progress_of
from policy_engine.diagnostics import DocumentError
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.round import Round
from policy_engine.engines.chart import ProcedureError
from policy_engine.policyset.in_force import policy_in_force
from policy_engine.policyset.repository import Repository
from policy_engine.procedures.definition import ProcedureDefinition
from policy_engine.procedures.replay import replay_round
from policy_engine.reports.round_view import RoundView


@dataclass(frozen=True)
class Standing:
    """A round's log as it was read, and the procedure that it goes by."""

    loaded: Loaded[Round]
    policy: tuple[str, ...]
    definition: ProcedureDefinition

    @cached_property
    def view(self) -> RoundView:
        """The log replayed."""
        return self.replayed_as(self.loaded.document)

    def replayed_as(self, document: Round) -> RoundView:
        """What another version of the log would come to.

        Raises DocumentError where the chart cannot follow it, UsageError where durable-rules is missing.
        """
        try:
            replayed = replay_round(self.definition, document)
        except ProcedureError as error:
            raise DocumentError([error.diagnostic]) from error
        progress = progress_of(document, self.definition, replayed)
        return RoundView(document, self.policy, self.definition, replayed, progress)


class Rounds:
    """Rounds by the policies in one folder. Raises UsageError when it holds none."""

    def __init__(self, policies: Path) -> None:
        self._repository = Repository(policies)

    def read(self, data: bytes, name: str) -> Standing:
        """The round in `data`; `name` is the file as messages show it.

        Raises DocumentError when the log, or the policy of its date, cannot be read, or the policy lays
        down no selection.
        """
        loaded = load(Round, data, name)
        document = loaded.document
        known = tuple(self._repository.folders)
        if document.jurisdiction not in known:
            raise DocumentError([no_such_jurisdiction(loaded, known)])
        policy = policy_in_force(self._repository, document.jurisdiction, document.as_of)
        return Standing(loaded, tuple(layer.file for layer in policy.layers), selection_of(policy))
