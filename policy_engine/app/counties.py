"""County programs by jurisdiction and date, built when first met and kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path

from policy_engine.app.policy_judging import Compile, PolicyJudge, blocks, program_of
from policy_engine.app.waiver_names import waivable_names
from policy_engine.app.waivers import Names, waivers_under
from policy_engine.documents.action_base import ActionBase
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.documents.terms import Judges
from policy_engine.documents.waiver import Waiver
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.pools import CompiledPools
from policy_engine.findings.report import Finding
from policy_engine.findings.waiving import Waiving
from policy_engine.policyset.dates import turning_points
from policy_engine.policyset.in_force import Chains, PolicyInForce, ledger_in_force
from policy_engine.policyset.repository import Repository
from policy_engine.policyset.waivers import waivers_of
from policy_engine.program.action_kinds import for_kind
from policy_engine.program.build import needed_by
from policy_engine.program.county import CountyProgram
from policy_engine.program.fold import Township
from policy_engine.program.rules import Program

_SECTION = ("assessment",)
# What a ledger says of itself that holds no county's numbers.
_EXAMPLES = frozenset({"illustrative", "draft", "示例", "草案"})


class County:
    """A county's policy in force with its ledger, ready to judge."""

    def __init__(
        self,
        policy: PolicyInForce,
        ledger: Loaded[Ledger] | None,
        judge: PolicyJudge,
        on: datetime.date,
        compile_: Compile = CompiledProgram,
        waivers: Sequence[Loaded[Waiver]] = (),
        known: Names = frozenset,
    ) -> None:
        """`known` are the names of waivable rules that the folder's versions have."""
        self.policy = policy
        self._compile = compile_
        self.ledger = ledger
        self.program = program_of(policy)
        self.waivers = waivers_under(waivers, self.program, known)
        found = [finding for finding, _ in judge.findings(self.program, ledger, on)]
        # Under a policy that breaks what binds it nothing can be approved: every report says so.
        self.policy_findings = tuple(finding for finding in found if blocks(finding))
        # Scores worked out by what may not be so weighed are no better for it: their report says so, too.
        self.assessment_warnings = tuple(
            finding for finding in found if _warns_of_assessment(finding, policy)
        )
        self._compiled: dict[object, CompiledProgram] = {}
        self._pools: dict[Township, CompiledPools] = {}

    @property
    def binding(self) -> bool:
        """Whether the policy binds, and the numbers come from a ledger that is no example."""
        ledger = None if self.ledger is None else self.ledger.document
        return self.policy.binding and ledger is not None and ledger.status not in _EXAMPLES

    def waiving(self, township: str, on: datetime.date) -> Waiving:
        """The waivers of a township, to be put to the findings of one run judged by the policy of a date."""
        listed = self.ledger is None or township in self.ledger.document.townships
        return Waiving(self.waivers.grants.get(township, ()), on, listed, self.binding)

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
            self._compiled[key] = self._compile(program())
        return self._compiled[key]


def _deriving(program: CountyProgram, township: Township, names: tuple[str, ...]) -> Program:
    folded = program.for_township(township, "action")
    return Program(needed_by(names, folded.derivations), (), folded.scope)


class Counties:
    """All counties of one policy folder. The files are read once.

    Given `Chains` are used as they are; `compile_` makes a program ready to judge. What is no policy
    is shared with `beside`, which is of the same folder.
    """

    def __init__(
        self,
        policies: Path | Chains,
        compile_: Compile = CompiledProgram,
        beside: Counties | None = None,
    ) -> None:
        self._chains = policies if isinstance(policies, Chains) else Chains(Repository(policies))
        self._repository = self._chains.repository
        self._compile = compile_
        self._judge = PolicyJudge(self._chains, compile_)
        # Fails now, not at the first set-up, when the folder holds no policies.
        self.codes = tuple(self._repository.folders)
        self._known: dict[tuple[str, datetime.date], County] = {}
        self._by_content: dict[Hashable, County] = {}
        self._waivers: dict[str, tuple[Loaded[Waiver], ...]] = {} if beside is None else beside._waivers
        self._ledgers: dict[tuple[str, datetime.date], Loaded[Ledger] | None] = (
            {} if beside is None else beside._ledgers
        )

    @property
    def chains(self) -> Chains:
        """The policies that they are built from."""
        return self._chains

    def on(self, jurisdiction: str, date: datetime.date) -> County:
        """The county on a date. Raises DocumentError when its chain, ledger or a waiver cannot be read."""
        key = (jurisdiction, date)
        if key not in self._known:
            self._known[key] = self._build(jurisdiction, date)
        return self._known[key]

    def _build(self, jurisdiction: str, date: datetime.date) -> County:
        return self.under(self._chains.in_force(jurisdiction, date), date, self._judge, date)

    def under(
        self, policy: PolicyInForce, date: datetime.date, judge: PolicyJudge, judged_on: datetime.date
    ) -> County:
        """The policy's county, be another policy in force: what is no policy is that of the date.

        `judge` knows the folder that the policy is from, and judges the policy itself on `judged_on`.
        Dates with the same files, on which the same sources are in force, share one program. Raises
        DocumentError when the ledger or a waiver cannot be read, or the policy holds what no engine can
        follow.
        """
        jurisdiction = policy.layers[-1].jurisdiction
        ledger = self._ledger(jurisdiction, date)
        waivers = self._waivers_of(jurisdiction)
        content = (
            judge,
            *((layer.file, layer.sha256) for layer in policy.layers),
            "" if ledger is None else ledger.sha256,
            tuple((each.name, each.sha256) for each in waivers),
            policy.later_from,
            _turning_points_before(policy, judged_on),
        )
        if content not in self._by_content:
            known = partial(waivable_names, self._chains, jurisdiction)
            self._by_content[content] = County(
                policy, ledger, judge, judged_on, self._compile, waivers, known
            )
        county = self._by_content[content]
        county.waivers.require_usable(date)
        return county

    def _ledger(self, jurisdiction: str, date: datetime.date) -> Loaded[Ledger] | None:
        key = (jurisdiction, date)
        if key not in self._ledgers:
            self._ledgers[key] = ledger_in_force(self._repository, jurisdiction, date)
        return self._ledgers[key]

    def _waivers_of(self, jurisdiction: str) -> tuple[Loaded[Waiver], ...]:
        """Read once: what is judged in one run is one state of the folder."""
        if jurisdiction not in self._waivers:
            self._waivers[jurisdiction] = waivers_of(self._repository, jurisdiction)
        return self._waivers[jurisdiction]


def _warns_of_assessment(finding: Finding, policy: PolicyInForce) -> bool:
    """Whether it is a mere warning, and of something that the policy says on assessment.

    What is about an entry of some list (a kind of leave) has no path, but the line of the entry.
    """
    place = finding.subject
    if finding.status != "fail" or finding.severity != "warn" or place is None:
        return False
    if place.path:
        return place.path.partition(".")[0].partition("[")[0] == "assessment"
    sections = [file.tree.span_of(_SECTION) for file in policy.files if file.tree.at(_SECTION) is not None]
    return any(each.file == place.file and each.line <= place.line <= each.end_line for each in sections)


def _turning_points_before(policy: PolicyInForce, date: datetime.date) -> int:
    """How many days have passed on which something in the files themselves begins or ends."""
    return sum(day <= date for day in turning_points(policy.document))
