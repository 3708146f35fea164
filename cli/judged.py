"""What came of the documents that a command was given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Diagnostic

from .inputs import Input

if TYPE_CHECKING:
    from policy_engine.app.check_actions import ActionsExamined
    from policy_engine.documents.load import Loaded
    from policy_engine.documents.setup import Setup
    from policy_engine.findings.report import Report


@dataclass(frozen=True)
class Batch:
    """A batch of actions that was judged: its content, what came of it, and the set-ups that were given."""

    source: Input
    data: bytes
    examined: ActionsExamined
    setups: Sequence[Loaded[Setup]]


@dataclass
class Judged:
    """What came of the inputs, in their order.

    `left_out`: what was not meant to be judged, with its kind. `batches`: the batches of actions judged.
    """

    reports: list[Report] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)
    failures: list[tuple[Input, Exception]] = field(default_factory=list)
    left_out: list[tuple[Input, str]] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
