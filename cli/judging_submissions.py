"""Judging what is submitted beside set-ups: batches of actions, and rounds, on the rosters given."""

from __future__ import annotations

import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from policy_engine.diagnostics import Diagnostic, Text, UsageError

from .inputs import ACTIONS, ROUND, Input
from .judged import Batch, Judged
from .rosters import Rosters

if TYPE_CHECKING:
    from policy_engine.app.check_actions import ActionChecker
    from policy_engine.app.check_round import RoundChecker


class Submissions:
    """Judges actions and rounds on the rosters given."""

    def __init__(self, policies: Path, rosters: Rosters, *, all_or_nothing: bool) -> None:
        self.rosters = rosters
        self._policies = policies
        self._all_or_nothing = all_or_nothing

    @cached_property
    def _actions(self) -> ActionChecker:
        from policy_engine.app.check_actions import ActionChecker

        return ActionChecker(self._policies)

    @cached_property
    def _rounds(self) -> RoundChecker:
        from policy_engine.app.check_round import RoundChecker

        return RoundChecker(self._policies)

    def take(
        self, kind: str | None, source: Input, data: bytes, on: datetime.date | None, judged: Judged
    ) -> bool:
        """Judge a document of one of our kinds; False for what is of another, or to be left out.

        Raises UsageError for one that is named by itself, where no rosters are given.
        """
        if kind not in (ACTIONS, ROUND):
            return False
        if not self.rosters.are_named:
            if source.from_folder:
                return False
            raise UsageError(needs_setup(source.name))
        if kind == ACTIONS:
            self._take_actions(source, data, on, judged)
        else:
            self._take_round(source, data, on, judged)
        return True

    def _take_actions(self, source: Input, data: bytes, on: datetime.date | None, judged: Judged) -> None:
        from policy_engine.documents.actions import Actions
        from policy_engine.documents.load import load

        # Read before the rosters: which of them are wanted stands in it.
        setups = self.rosters.of(load(Actions, data, source.name).document.jurisdiction)
        given = [(each.data, each.name) for each in setups]
        examined = self._actions.check(data, source.name, given, on, self._all_or_nothing)
        judged.reports += examined.reports.reports
        judged.warnings += examined.warnings
        judged.batches.append(Batch(source, data, examined, setups))

    def _take_round(self, source: Input, data: bytes, on: datetime.date | None, judged: Judged) -> None:
        from policy_engine.documents.load import load
        from policy_engine.documents.round import Round

        round_ = load(Round, data, source.name).document
        setup = self.rosters.of_township(round_.jurisdiction, round_.township)
        examined = self._rounds.check(data, source.name, setup.data, setup.name, on)
        judged.reports.append(examined.report)
        judged.warnings += examined.warnings

    @staticmethod
    def refuse(kind: str | None, data: bytes, name: str) -> None:
        """Raises DocumentError with what is wrong with a document meant to be of one of our kinds."""
        from policy_engine.documents.actions import Actions
        from policy_engine.documents.load import load
        from policy_engine.documents.round import Round

        if kind == ACTIONS:
            load(Actions, data, name)
        elif kind == ROUND:
            load(Round, data, name)


def needs_setup(name: str) -> Diagnostic:
    """Actions and rounds are nothing without the roster."""
    return Diagnostic(
        "check.needs-setup",
        Text(f"“{name}”是人事事项或选岗，要对照花名册核查，没有指明机构设置方案。",
             f"{name} holds actions or a round, which are judged on a roster, and no set-up was named."),
        help=Text(f"请加上 --setup，如：policy-engine check {name} --setup 方案.yaml",
                  f"Add --setup, e.g.: policy-engine check {name} --setup setup.yaml"),
    )  # fmt: skip
