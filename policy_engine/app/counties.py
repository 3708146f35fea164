"""County programs by jurisdiction and date, built when first met and kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from policy_engine.app.policy_judging import PolicyJudge, blocks, program_of
from policy_engine.documents.action_base import ActionBase
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.documents.terms import Judges
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.pools import CompiledPools
from policy_engine.policyset.dates import turning_points
from policy_engine.policyset.in_force import Chains, PolicyInForce, ledger_in_force
from policy_engine.policyset.repository import Repository
from policy_engine.program.action_kinds import for_kind
from policy_engine.program.build import needed_by
from policy_engine.program.county import CountyProgram
from policy_engine.program.fold import Township
from policy_engine.program.rules import Program

# What a ledger says of itself that holds no county's numbers.
_EXAMPLES = frozenset({"illustrative", "draft", "示例", "草案"})


class County:
    """A county's policy in force with its ledger, ready to judge."""

    def __init__(
        self, policy: PolicyInForce, ledger: Loaded[Ledger] | None, judge: PolicyJudge, on: datetime.date
    ) -> None:
        self.policy = policy
        self.ledger = ledger
        self.program = program_of(policy)
        # Under a policy that breaks what binds it nothing can be approved: every report says so.
        self.policy_findings = tuple(
            finding for finding, _ in judge.findings(self.program, ledger, on) if blocks(finding)
        )
        self._compiled: dict[object, CompiledProgram] = {}
        self._pools: dict[Township, CompiledPools] = {}

    @property
    def binding(self) -> bool:
        """Whether the policy binds, and the numbers come from a ledger that is no example."""
        ledger = None if self.ledger is None else self.ledger.document
        return self.policy.binding and ledger is not None and ledger.status not in _EXAMPLES

    def compiled(self, township: Township, judges: Judges = "setup") -> CompiledProgram:
        """What judges one kind of submission, for one class and form."""
        return self._once((township, judges), lambda: self.program.for_township(township, judges))

    def for_action(self, township: Township, action: type[ActionBase]) -> CompiledProgram:
        """What judges actions of one kind, for one class and form."""
        return self._once(
            (township, action), lambda: for_kind(self.program.for_township(township, "action"), action)
        )

    def class_program(self, form: str) -> CompiledProgram:
        """What computes the class."""
        return self._once(form, lambda: self.program.class_program(form))

    def deriving(self, township: Township, names: tuple[str, ...]) -> CompiledProgram:
        """What works out some derived values of a roster, and nothing else."""
        return self._once((township, names), lambda: _deriving(self.program, township, names))

    def pools(self, township: Township) -> CompiledPools:
        """What actions draw on, for one class and form."""
        if township not in self._pools:
            self._pools[township] = CompiledPools(self.program.for_township(township, "action"))
        return self._pools[township]

    def _once(self, key: object, program: Callable[[], Program]) -> CompiledProgram:
        if key not in self._compiled:
            self._compiled[key] = CompiledProgram(program())
        return self._compiled[key]


def _deriving(program: CountyProgram, township: Township, names: tuple[str, ...]) -> Program:
    folded = program.for_township(township, "action")
    return Program(needed_by(names, folded.derivations), (), folded.scope)


class Counties:
    """All counties of one policy folder. The files are read once."""

    def __init__(self, policies: Path) -> None:
        self._repository = Repository(policies)
        self._chains = Chains(self._repository)
        self._judge = PolicyJudge(self._chains)
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
        """Dates with the same files, on which the same sources are in force, share one program."""
        policy = self._chains.in_force(jurisdiction, date)
        ledger = ledger_in_force(self._repository, jurisdiction, date)
        content = (
            *(layer.sha256 for layer in policy.layers),
            "" if ledger is None else ledger.sha256,
            str(policy.later_from),
            str(_turning_points_before(policy, date)),
        )
        if content not in self._by_content:
            self._by_content[content] = County(policy, ledger, self._judge, date)
        return self._by_content[content]


def _turning_points_before(policy: PolicyInForce, date: datetime.date) -> int:
    """How many days have passed on which something in the files themselves begins or ends."""
    return sum(day <= date for day in turning_points(policy.document))
