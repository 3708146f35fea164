"""County programs by jurisdiction and date, built when first met and kept."""

from __future__ import annotations

import datetime
from pathlib import Path

from policy_engine.diagnostics import DocumentError
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.rete import unsupported
from policy_engine.policyset.in_force import PolicyInForce, ledger_in_force, policy_in_force
from policy_engine.policyset.repository import Repository
from policy_engine.program.county import CountyProgram
from policy_engine.program.fold import Township


class County:
    """A county's policy in force with its ledger, ready to judge."""

    def __init__(self, policy: PolicyInForce, ledger: Loaded[Ledger] | None) -> None:
        self.policy = policy
        self.ledger = ledger
        self.program = CountyProgram(policy)
        problems = unsupported(self.program.decision)
        if problems:
            raise DocumentError(problems)
        self._compiled: dict[Township, CompiledProgram] = {}
        self._class_programs: dict[str, CompiledProgram] = {}

    def compiled(self, class_: str | None, form: str) -> CompiledProgram:
        """The program for one class and form."""
        township = Township(class_, form)
        if township not in self._compiled:
            self._compiled[township] = CompiledProgram(self.program.for_township(township))
        return self._compiled[township]

    def class_program(self, form: str) -> CompiledProgram:
        """What computes the class."""
        if form not in self._class_programs:
            self._class_programs[form] = CompiledProgram(self.program.class_program(form))
        return self._class_programs[form]


class Counties:
    """All counties of one policy folder. The files are read once."""

    def __init__(self, policies: Path) -> None:
        self._repository = Repository(policies)
        # Fails now, not at the first set-up, when the folder holds no policies.
        self.codes = tuple(self._repository.folders)
        self._known: dict[tuple[str, datetime.date], County] = {}
        self._by_content: dict[tuple[str, ...], County] = {}

    def on(self, jurisdiction: str, date: datetime.date) -> County:
        """The county on a date. Raises DocumentError when its chain or ledger cannot be read."""
        key = (jurisdiction, date)
        if key not in self._known:
            self._known[key] = self._build(jurisdiction, date)
        return self._known[key]

    def _build(self, jurisdiction: str, date: datetime.date) -> County:
        """Dates with the same files share one program."""
        policy = policy_in_force(self._repository, jurisdiction, date)
        ledger = ledger_in_force(self._repository, jurisdiction, date)
        content = (
            *(layer.sha256 for layer in policy.layers),
            "" if ledger is None else ledger.sha256,
            str(policy.later_from),
        )
        if content not in self._by_content:
            self._by_content[content] = County(policy, ledger)
        return self._by_content[content]
