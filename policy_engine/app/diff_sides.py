"""Policies that are compared: of several that cannot be read, each says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from policy_engine.app.diff_targets import Target, Targets
from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.diff.model import Compared
from policy_engine.policyset.in_force import PolicyInForce


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
    """All that can be read, and all that cannot: one failure does not hide another."""
    sides: list[Side] = []
    failed: list[Failed] = []
    for asked in wanted:
        try:
            target = targets.find(asked)
            sides.append(Side(target, target.policy()))
        except (UsageError, DocumentError) as error:
            failed.append(Failed(asked, error))
    return sides, tuple(failed)
