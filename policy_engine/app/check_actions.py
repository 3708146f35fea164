"""Personnel actions against the policy in force and the rosters as they stand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app.aftermath import Aftermaths, Left
from policy_engine.app.batch import BatchRun, Step, findings_of, stops
from policy_engine.app.check import no_such_jurisdiction, summary_of
from policy_engine.app.counties import Counties
from policy_engine.app.deciding import decide_case
from policy_engine.app.towns import Town, towns_of
from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.documents.actions import Actions
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import OUTCOMES
from policy_engine.engines.pools import Level
from policy_engine.findings.assemble import Assembly, finding_order
from policy_engine.findings.report import (
    ActionResult,
    Bilingual,
    Dates,
    Finding,
    Input,
    NotJudgedCheck,
    Pool,
    Report,
    Reports,
)
from policy_engine.findings.wording import shown
from policy_engine.program.rules import Pool as PoolDeclared


@dataclass(frozen=True)
class ActionsExamined:
    """One report for each township that has actions, and the set-ups with what is done.

    `setups` holds every township's, by its code; a township without actions, or
    with none that is done, keeps its own.
    """

    reports: Reports
    setups: Mapping[str, Setup]
    warnings: tuple[Diagnostic, ...]


class ActionChecker:
    """Checks batches of actions against the policies in one folder.

    Raises UsageError when the folder holds no policies.
    """

    def __init__(self, policies: Path) -> None:
        self._counties = Counties(policies)

    def check(
        self,
        actions: bytes,
        name: str,
        setups: Sequence[tuple[bytes, str]],
        on: datetime.date | None = None,
        all_or_nothing: bool = False,
    ) -> ActionsExamined:
        """Judge the batch in `actions` on the rosters in `setups` (content and name of each file).

        By the policy in force on `on`, or else on the batch's own `as_of`. Raises
        DocumentError when a document, or the policy chain or ledger, cannot be read.
        """
        loaded = load(Actions, actions, name)
        document = loaded.document
        date = document.as_of if on is None else on
        if document.jurisdiction not in self._counties.codes:
            raise DocumentError([no_such_jurisdiction(loaded, self._counties.codes)])
        county = self._counties.on(document.jurisdiction, date)
        towns = towns_of(county, date, setups, document.jurisdiction)
        run, left = settled(loaded, towns)
        outcome = _Outcome(loaded, towns, run, left, all_or_nothing)
        reports = tuple(outcome.report(town) for town in towns.values() if outcome.concerns(town))
        summary = {each: sum(report.outcome == each for report in reports) for each in OUTCOMES}
        warnings = (*loaded.warnings, *(w for town in towns.values() for w in town.loaded.warnings))
        return ActionsExamined(Reports(reports=reports, summary=summary), outcome.setups(), warnings)


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


class _Outcome:
    """What a batch comes to, township by township."""

    def __init__(
        self,
        actions: Loaded[Actions],
        towns: Mapping[str, Town],
        run: BatchRun,
        left: Left,
        all_or_nothing: bool,
    ) -> None:
        self._actions = actions
        self._towns = towns
        self._run = run
        self._left = left.remaining
        self._roster_checks = {code: self._of_roster(town) for code, town in towns.items()}
        stopped = any(stops(f) for findings, _ in self._roster_checks.values() for f in findings)
        # Under a policy that breaks what binds it, and with what the rosters come to as a whole, nothing is.
        stopped = stopped or any(town.county.policy_findings for town in towns.values())
        self._nothing_done = stopped or (all_or_nothing and not all(step.done for step in run.steps))

    def concerns(self, town: Town) -> bool:
        """Whether the batch has actions for the township."""
        return any(step.town is town for step in self._run.steps)

    def setups(self) -> Mapping[str, Setup]:
        """Every township's set-up, with what is done."""
        if self._nothing_done:
            return {code: town.setup for code, town in self._towns.items()}
        return {code: roster.written() for code, roster in self._run.rosters.items()}

    def _of_roster(self, town: Town) -> tuple[tuple[Finding, ...], tuple[NotJudgedCheck, ...]]:
        """The checks of the roster as the whole batch leaves it."""
        if not self.concerns(town):
            return (), ()
        days = [step.at for step in self._run.steps if step.town is town]
        program = town.program("roster")
        facts = self._run.roster_facts(town, max(days))
        judgement = town.classing.with_cause(program.judge(facts))
        assembly = Assembly(
            self._actions, town.county.policy, town.county.ledger, program.program, town.loaded, "batch"
        )
        return findings_of(assembly, judgement), assembly.not_judged(judgement)

    def report(self, town: Town) -> Report:
        """The report on one township's actions."""
        steps = [step for step in self._run.steps if step.town is town]
        of_roster, not_judged = self._roster_checks[town.code]
        told = [(finding, place) for place, step in enumerate(steps) for finding in step.findings]
        others = (*town.county.policy_findings, *of_roster, *self._left.get(town.code, ()))
        told += [(finding, -1) for finding in others]
        told.sort(key=lambda each: (*finding_order(each[0]), each[1]))
        township = town.setup.township
        verdict, findings = decide_case(
            town.county, town.classing.class_, township.form, tuple(finding for finding, _ in told)
        )
        unjudged = _distinct([*not_judged, *(check for step in steps for check in step.not_judged)])
        document = self._actions.document
        return Report(
            kind="actions",
            outcome=verdict.outcome,
            dates=Dates(as_of=document.as_of, on=town.on),
            input=Input(path=self._actions.name, sha256=self._actions.sha256),
            setup=Input(path=town.loaded.name, sha256=town.loaded.sha256),
            findings=findings,
            not_judged=unjudged,
            conditions=verdict.conditions,
            routes=verdict.routes,
            obligations=verdict.obligations,
            summary=summary_of(findings, len(unjudged)),
            actions=tuple(
                self._result(step, [n for n, (_, of) in enumerate(told) if of == place])
                for place, step in enumerate(steps)
            ),
            **town.report_head(),
        )

    def _result(self, step: Step, findings: Iterable[int]) -> ActionResult:
        pools = tuple(_pools(step))
        return ActionResult(
            id=step.action.id,
            action=step.action.action,
            from_=step.action.from_,
            done=step.done and not self._nothing_done,
            findings=tuple(findings),
            pools=pools,
            used_up=tuple(pool.id for pool in pools if step.done and _used_up(step, pool.id)),
        )


def _pools(step: Step) -> Iterable[Pool]:
    for declared in step.town.pools.pools:
        if declared.id in step.after:
            yield _pool(declared, step.before.get(declared.id), step.after[declared.id])


def _pool(declared: PoolDeclared, before: Level | None, after: Level) -> Pool:
    return Pool(
        id=declared.id,
        title=Bilingual.of(declared.title),
        scope=declared.scope,
        before=None if before is None else shown(before.used),
        used=shown(after.used),
        limit=None if after.limit is None else shown(after.limit),
        left=None if after.limit is None else shown(after.limit - after.used),
    )


def _used_up(step: Step, id_: str) -> bool:
    """Whether the action took the last of a pool, or more than was left."""
    before, after = step.before.get(id_), step.after[id_]
    if before is None or after.limit is None or after.used <= before.used:
        return False
    return after.used >= after.limit


def _distinct(checks: Iterable[NotJudgedCheck]) -> tuple[NotJudgedCheck, ...]:
    found = {check.id: check for check in checks}
    return tuple(sorted(found.values(), key=lambda check: (check.code, check.id)))
