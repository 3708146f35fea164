"""Policies that are compared: of several that cannot be read, each says why."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from policy_engine.app.diff_targets import Target, Targets
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.diff.model import Compared
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.own_rules import own_rules
from policy_engine.program.standard import standard_program


@dataclass(frozen=True)
class Failed:
    """A target that cannot be compared, and why."""

    asked: str
    error: UsageError | DocumentError


@dataclass(frozen=True)
class Side:
    """A target with its policy."""

    target: Target
    policy: PolicyInForce

    @property
    def head(self) -> Compared:
        """What the head of a comparison says of it."""
        layer = self.policy.layers[-1]
        return Compared(
            asked=self.target.asked,
            jurisdiction=layer.jurisdiction,
            name=layer.name,
            version=layer.version,
            on=self.target.on,
            effective_from=layer.effective.from_,
            status=layer.status,
            file=layer.file,
            sha256=layer.sha256,
        )


def sides_of(targets: Targets, wanted: Iterable[str]) -> tuple[list[Side], tuple[Failed, ...]]:
    """All that can be read, and all that cannot: one failure does not hide another.

    Those for which nobody named a day are taken on one, the newest of theirs: what differs should not
    differ only because an upper layer has changed in between.
    """
    wanted = list(wanted)
    found: list[Target] = []
    sides: list[Side] = []
    failed: list[Failed] = []
    for asked in wanted:
        try:
            found.append(targets.find(asked))
        except (UsageError, DocumentError) as error:
            failed.append(Failed(asked, error))
    newest = max((target.on for target in found if target.undated), default=None)
    for target in found:
        try:
            side = _side(target, newest)
            _type_own_rules(side)
            sides.append(side)
        except DocumentError as error:
            failed.append(Failed(target.asked, error))
    return sides, tuple(sorted(failed, key=lambda each: wanted.index(each.asked)))


def _side(target: Target, newest: datetime.date | None) -> Side:
    """On the newest day, where nobody named one and there is a policy in force on it."""
    if target.undated and newest is not None:
        with suppress(DocumentError):  # it may have ended; then its own newest day holds
            later = replace(target, on=newest)
            return Side(later, later.policy())
    return Side(target, target.policy())


def _type_own_rules(side: Side) -> None:
    """Raises DocumentError for a rule of a layer's own that says nothing: it cannot be compared either.

    Nothing is typed for a policy that has no such rules.
    """
    if side.policy.document.rules:
        try:
            own_rules(side.policy, standard_program, ())
        except DocumentError as error:
            raise DocumentError(map(side.target.in_words, error.diagnostics)) from error
