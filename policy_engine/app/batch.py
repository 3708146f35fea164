"""A batch of actions, one after the other, each on the roster as the earlier ones left it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policy_engine.app.deciding import undecided
from policy_engine.app.procedures import admission_of
from policy_engine.app.standing import Levels, Standing
from policy_engine.app.towns import Town
from policy_engine.app.waiver_actions import put_of_action, since
from policy_engine.documents.actions import Action, Actions, JudgedAction
from policy_engine.documents.change import Change
from policy_engine.documents.duty_actions import DutyAdmission
from policy_engine.documents.load import Loaded
from policy_engine.documents.turns import Procedure, Turn
from policy_engine.engines.chart import ProcedureError
from policy_engine.findings.assemble import Assembly
from policy_engine.findings.judgement import ActionFacts, Judgement, RosterFacts
from policy_engine.findings.report import Finding, NotJudgedCheck
from policy_engine.procedures.replay import replay
from policy_engine.program.action_kinds import fields_for
from policy_engine.roster.projection import Roster, moment

_NONE = JudgedAction()
_NOT_BEGUN = Procedure(state=None, closed=False, sealed=False, broken_at=None)


@dataclass(frozen=True, slots=True)
class Step:
    """One action judged. `before` and `after` are the levels of the pools."""

    action: Action
    town: Town
    at: datetime.date
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudgedCheck, ...]
    done: bool
    before: Levels
    after: Levels


class BatchRun:
    """Runs a batch once. `refused` maps places in the batch to findings for which an action is not done.

    `faults` says how many faults the set-ups had that were submitted, by township.
    """

    def __init__(
        self,
        actions: Loaded[Actions],
        towns: Mapping[str, Town],
        refused: Mapping[int, tuple[Finding, ...]] | None = None,
        faults: Mapping[str, int] | None = None,
    ) -> None:
        self._actions = actions
        self._towns = towns
        self._refused = refused or {}
        self._first = next(iter(towns.values()))
        self._standing = Standing(actions.document, towns, faults)
        # What waivers have covered is counted over the run; the next run starts afresh.
        self.waivings = {code: town.waiving() for code, town in towns.items()}
        self.steps: tuple[Step, ...] = tuple(self._run())

    @property
    def rosters(self) -> Mapping[str, Roster]:
        """The rosters with everything done, by township."""
        return self._standing.rosters

    def roster_facts(self, town: Town, at: datetime.date) -> RosterFacts:
        """A township's roster on a day, as the batch leaves it."""
        return self._standing.facts(town, at)

    def _run(self) -> Iterator[Step]:
        for place, action in enumerate(self._actions.document.actions):
            step, facts, change = self._judged(place, action)
            if step.done:
                self._standing.take(step.town, action, facts, step.after, change.left)
            self._standing.note(action)
            yield step

    def _judged(self, place: int, action: Action) -> tuple[Step, RosterFacts, Change]:
        """The action judged, and the roster that it would leave."""
        town = self._first if action.township is None else self._towns[action.township]
        at = moment(action, self._actions.document.as_of)
        before = self._standing.levels(town, at)
        earlier = self._standing.rosters[town.code].earlier
        projected, around = self._standing.project(town, action, at)
        same = town.pools.follow_from_set_ups and around.setup is self._standing.rosters[town.code].setup
        after = before if same else town.pools.levels(around)
        turns, procedure, followed = _admission(town, action)
        facts = ActionFacts(
            around.setup, around.links, around.county_ledger, around.policy, around.on, at,
            earlier, around.batch, around.county,  # what is judged is not earlier than itself
            _NONE.model_copy(update={name: [action] for name in fields_for(type(action))}),
            projected.change, self._standing.before(town, at), turns, procedure,
        )  # fmt: skip
        program = town.action_program(type(action))
        judgement = town.classing.with_cause(program.judge(facts))
        assembly = Assembly(
            self._actions, town.county.policy, town.county.ledger, program.program,
            town.loaded, "judged", action,
        )  # fmt: skip
        waiving, without = self.waivings[town.code], self._standing.rosters[town.code].setup
        found = since(findings_of(assembly, judgement), action.from_)
        found = put_of_action(town, waiving, found, at, without, around.setup)
        findings = (*followed, *found, *self._refused.get(place, ()))
        done = not any(map(stops, findings))
        if done:
            waiving.take(each.claim for each in found if each.claim is not None)
        step = Step(action, town, at, findings, assembly.not_judged(judgement), done, before, after)
        return step, around, projected.change


def _admission(town: Town, action: Action) -> tuple[tuple[Turn, ...], Procedure, tuple[Finding, ...]]:
    """The steps of a duty's admission, replayed; none where the policy has no procedure for it.

    The finding is there where the replay cannot be trusted.
    """
    definition = admission_of(town.county.policy) if isinstance(action, DutyAdmission) else None
    if definition is None or not isinstance(action, DutyAdmission):
        return (), _NOT_BEGUN, ()
    try:
        replayed = replay(definition, action.steps)
    except ProcedureError as error:
        return (), _NOT_BEGUN, (undecided(error.diagnostic),)
    return replayed.turns, replayed.procedure, ()


def findings_of(assembly: Assembly, judgement: Judgement) -> tuple[Finding, ...]:
    """The findings of a judgement; nothing is looked up where there are none."""
    return assembly.findings(judgement) if judgement.failures or judgement.incomplete else ()


def stops(finding: Finding) -> bool:
    """Whether an action of which this is found is not done."""
    if finding.status == "incomplete":
        return True
    return finding.status == "fail" and finding.severity == "block" and finding.waiver is None
