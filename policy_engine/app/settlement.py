"""What a batch comes to: which actions are done, what is found in each township, the rosters that result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policy_engine.app.aftermath import Aftermaths, Left
from policy_engine.app.batch import BatchRun, Step, findings_of, stops
from policy_engine.app.deciding import put_to
from policy_engine.app.towns import Town
from policy_engine.app.waiver_actions import no_longer_covered, since
from policy_engine.app.waiver_findings import waiver_findings
from policy_engine.documents.actions import Actions
from policy_engine.documents.load import Loaded
from policy_engine.documents.setup import Setup
from policy_engine.findings.assemble import Assembly
from policy_engine.findings.report import Finding, NotJudgedCheck
from policy_engine.findings.report_model import Bilingual

# Under which a batch is reported that is not done for what is found elsewhere.
NOT_DONE = "D01"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the place of its action among the township's; None where it belongs to no action."""

    finding: Finding
    action: int | None


def settled(actions: Loaded[Actions], towns: Mapping[str, Town]) -> tuple[BatchRun, Left]:
    """The batch without the actions that would leave behind a set-up with new faults, and what it leaves."""
    aftermaths = Aftermaths(actions, towns)
    faults = aftermaths.faults()
    refused: dict[int, tuple[Finding, ...]] = {}
    while True:
        run = BatchRun(actions, towns, refused, faults)
        left = aftermaths.of(run)
        if not left.culprits:
            return run, left
        refused |= left.culprits


class Settlement:
    """A batch, settled. `nothing_done` overrules what the actions come to one by one."""

    def __init__(self, actions: Loaded[Actions], towns: Mapping[str, Town], all_or_nothing: bool) -> None:
        self._actions = actions
        self._towns = towns
        self._run, left = settled(actions, towns)
        self._left = left.remaining
        self._of_rosters = {code: self._of_roster(town) for code, town in towns.items()}
        # The policy stops everything, or what a roster comes to; one action does where it is all or none.
        stopped = any(stops(f) for findings, _ in self._of_rosters.values() for f in findings)
        stopped = stopped or any(town.county.policy_findings for town in towns.values())
        rejected = [step for step in self._run.steps if not step.done]
        self._because = rejected[0] if all_or_nothing and rejected else None
        self.nothing_done = stopped or self._because is not None

    def concerns(self, town: Town) -> bool:
        """Whether the batch has actions for the township."""
        return any(step.town is town for step in self._run.steps)

    def steps(self, town: Town) -> list[Step]:
        """The township's actions, judged, in their order."""
        return [step for step in self._run.steps if step.town is town]

    def is_done(self, step: Step) -> bool:
        """Whether the action is done in the end."""
        return step.done and not self.nothing_done

    def setups(self) -> Mapping[str, Setup]:
        """Every township's set-up, with what is done."""
        if self.nothing_done:
            return {code: town.setup for code, town in self._towns.items()}
        return {code: roster.written() for code, roster in self._run.rosters.items()}

    def told(self, town: Town) -> list[Told]:
        """Everything that is found in the township, its policy included."""
        steps = self.steps(town)
        told = [Told(finding, place) for place, step in enumerate(steps) for finding in step.findings]
        of_roster, _ = self._of_rosters[town.code]
        others = (*town.county.policy_findings, *of_roster, *self._left.get(town.code, ()))
        told += [Told(finding, None) for finding in others]
        if self.nothing_done and not any(stops(each.finding) for each in told):
            told.append(Told(self._not_done(town), None))
        found = [each.finding for each in told]
        later = () if self.nothing_done else self._no_longer_covered(town, found)
        of_waivers = waiver_findings(town.county, town.waiving(), (*found, *later), of_setup=False)
        return told + [Told(finding, None) for finding in of_waivers]

    def not_judged(self, town: Town) -> list[NotJudgedCheck]:
        """The checks that were not judged, each once for all actions."""
        _, of_roster = self._of_rosters[town.code]
        checks = [*of_roster, *(check for step in self.steps(town) for check in step.not_judged)]
        distinct = {check.id: check for check in checks}
        return sorted(distinct.values(), key=lambda check: (check.code, check.id))

    def _of_roster(self, town: Town) -> tuple[tuple[Finding, ...], tuple[NotJudgedCheck, ...]]:
        """The checks of the roster as the whole batch leaves it."""
        if not self.concerns(town):
            return (), ()
        program = town.program("roster")
        last = max(step.at for step in self.steps(town))
        facts = self._run.roster_facts(town, last)
        judgement = town.classing.with_cause(program.judge(facts))
        assembly = self._assembly(town)
        # Nobody knows which action it comes of: a waiver must hold since the first of them.
        first = min(step.action.from_ for step in self.steps(town))
        found = since(findings_of(assembly, judgement), first)
        found = put_to(self._run.waivings[town.code], found, last)
        return found, assembly.not_judged(judgement)

    def _no_longer_covered(self, town: Town, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """What waivers covered on an action's day, and do not on the last day of the batch."""
        last = max((step.at for step in self.steps(town) if step.done), default=town.on)
        program = town.setup_program().program
        assembly = Assembly(
            self._actions, town.county.policy, town.county.ledger, program, town.loaded, "batch"
        )
        return no_longer_covered(town, assembly, found, self._run.rosters[town.code].setup, last)

    def _assembly(self, town: Town) -> Assembly:
        county, program = town.county, town.program("roster").program
        return Assembly(self._actions, county.policy, county.ledger, program, town.loaded, "batch")

    def _not_done(self, town: Town) -> Finding:
        """Told where nothing in the township itself stands in the way."""
        zh, en = "其他镇街有阻断意见", "of what is found in other townships"
        if self._because is not None:
            code, id_ = self._because.town.code, self._because.action.id
            zh = f"{code} 的事项 {id_} 不予办理，而本批要求全部办理"
            en = f"action {id_} of {code} is rejected, and the batch is to be done in full or not at all"
        return Finding(
            code=NOT_DONE,
            id="batch-not-done",
            severity="block",
            status="fail",
            title=Bilingual(zh="整批不予办理", en="the batch is not done"),
            subject=self._assembly(town).places.part(()),
            observed=None,
            limit=None,
            margin=None,
            message=Bilingual(zh=f"整批不予办理：{zh}", en=f"nothing of the batch is done, because {en}"),
            clause=None,
            basis=(),
            remedy=Bilingual(zh="先处理该项，再整批重新核查", en="put that right and check the batch again"),
        )
