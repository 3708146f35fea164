"""A batch of actions, one after the other, each on the roster as the earlier ones left it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from policy_engine.app.deciding import undecided
from policy_engine.app.procedures import admission_of
from policy_engine.app.towns import OWNED, Town
from policy_engine.documents.actions import Action, Actions, JudgedAction
from policy_engine.documents.change import Batch, CountyTotals
from policy_engine.documents.duty_actions import DutyAdmission
from policy_engine.documents.links import link
from policy_engine.documents.load import Loaded
from policy_engine.documents.turns import Procedure, Turn
from policy_engine.engines.chart import ProcedureError
from policy_engine.engines.pools import Level
from policy_engine.findings.assemble import Assembly
from policy_engine.findings.judgement import ActionFacts, Judgement, RosterFacts
from policy_engine.findings.report import Finding, NotJudgedCheck
from policy_engine.procedures.replay import replay
from policy_engine.program.action_kinds import fields_for
from policy_engine.roster.projection import Projected, Roster, moment, project

Levels = Mapping[str, Level]
# Administrative and public-institution establishment owned; None where it cannot be counted.
Owned = tuple[int | None, int | None]
_NONE = JudgedAction()
_NOT_BEGUN = Procedure(state=None, closed=False, sealed=False, broken_at=None)


@dataclass(frozen=True, slots=True)
class Step:
    """One action judged. `before` and `after` are the levels of the pools, by their ids."""

    action: Action
    town: Town
    at: datetime.date
    findings: tuple[Finding, ...]
    not_judged: tuple[NotJudgedCheck, ...]
    done: bool
    before: Levels
    after: Levels


@dataclass
class _State:
    """What holds before the next action."""

    rosters: dict[str, Roster]
    owned: dict[str, Owned] = field(default_factory=dict)
    levels: dict[tuple[str, datetime.date], Levels] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    last_from: datetime.date | None = None


class BatchRun:
    """Runs a batch once. `refused` maps places in the batch to findings for which an action is not done."""

    def __init__(
        self,
        actions: Loaded[Actions],
        towns: Mapping[str, Town],
        refused: Mapping[int, tuple[Finding, ...]] | None = None,
    ) -> None:
        self._actions = actions
        self._towns = towns
        self._refused = refused or {}
        self._state = _State({code: Roster.of(town.setup) for code, town in towns.items()})
        self._first = next(iter(towns.values()))
        self.steps: tuple[Step, ...] = tuple(self._run())
        self.rosters: Mapping[str, Roster] = self._state.rosters

    def _run(self) -> Iterator[Step]:
        for place, action in enumerate(self._actions.document.actions):
            step, roster = self._judged(place, action)
            state = self._state
            if step.done:
                state.rosters[step.town.code] = roster
                state.levels = {(step.town.code, step.at): step.after}
                state.owned.pop(step.town.code, None)
                state.last_from = max(action.from_, state.last_from or action.from_)
            state.ids.append(action.id)
            yield step

    def _judged(self, place: int, action: Action) -> tuple[Step, Roster]:
        """The action judged, and the roster that it would leave."""
        town = self._towns.get(action.township or "", self._first)
        at = moment(action, self._actions.document.as_of)
        before = self._levels_before(town, at)
        projected = project(self._state.rosters[town.code], action)
        try:
            turns, procedure = _admission(town, action)
            followed: tuple[Finding, ...] = ()
        except ProcedureError as error:
            turns, procedure, followed = (), _NOT_BEGUN, (undecided(error.diagnostic),)
        facts = self._action_facts(town, action, at, projected, before, turns, procedure)
        after, _ = town.pools.levels(facts)
        program = town.action_program(type(action))
        judgement = town.classing.with_cause(program.judge(facts))
        assembly = Assembly(
            self._actions, town.county.policy, town.county.ledger, program.program,
            town.loaded, "judged", action,
        )  # fmt: skip
        findings = (*followed, *findings_of(assembly, judgement), *self._refused.get(place, ()))
        done = not any(map(stops, findings))
        step = Step(action, town, at, findings, assembly.not_judged(judgement), done, before, after)
        return step, projected.roster

    def _levels_before(self, town: Town, at: datetime.date) -> Levels:
        key = (town.code, at)
        if key not in self._state.levels:
            levels, _ = town.pools.levels(self.roster_facts(town, at))
            self._state.levels[key] = levels
        return self._state.levels[key]

    def _action_facts(
        self,
        town: Town,
        action: Action,
        at: datetime.date,
        projected: Projected,
        before: Levels,
        turns: tuple[Turn, ...],
        procedure: Procedure,
    ) -> ActionFacts:
        around = self.roster_facts(town, at, projected.roster)
        lists = {name: [action] for name in fields_for(type(action))}
        return ActionFacts(
            around.setup, around.links, around.county_ledger, around.policy, around.on, around.at,
            # What is judged is not earlier than itself.
            self._state.rosters[town.code].earlier, around.batch, around.county,
            _NONE.model_copy(update=lists), projected.change,
            {id_: level.used for id_, level in before.items()},
            turns, procedure,
        )  # fmt: skip

    def roster_facts(self, town: Town, at: datetime.date, roster: Roster | None = None) -> RosterFacts:
        """A township's roster on a day: as the batch left it so far, or another."""
        current = self._state.rosters[town.code] if roster is None else roster
        state, document = self._state, self._actions.document
        batch = Batch.model_construct(
            as_of=document.as_of, roster_of=town.setup.as_of, earlier_ids=tuple(state.ids),
            last_from=state.last_from, townships=list(self._towns), consulted=document.consulted,
        )  # fmt: skip
        facts = RosterFacts(
            current.setup, link(current.setup, at), town.ledger, town.versions, town.on, at,
            current.earlier, batch, _NO_TOTALS,
        )  # fmt: skip
        return dataclasses.replace(facts, county=self._totals(town, facts))

    def _totals(self, town: Town, facts: RosterFacts) -> CountyTotals:
        """Over all rosters given; only where none is lacking do they say anything of the county."""
        ledger = town.ledger
        listed = None if ledger is None else len(ledger.townships)
        if ledger is None or not self._towns.keys() >= ledger.townships.keys():
            return _NO_TOTALS.model_copy(update={"given": len(self._towns), "townships": listed})
        owned = [
            _owned(town, facts) if each is town else self._owned_elsewhere(each, facts.at)
            for each in self._towns.values()
        ]
        rosters = {**self._state.rosters, town.code: Roster(facts.setup, facts.earlier)}
        return CountyTotals.model_construct(
            complete=True,
            given=len(self._towns),
            townships=listed,
            administrative=_sum(administrative for administrative, _ in owned),
            public_institution=_sum(public for _, public in owned),
            mentoring=sum(len(roster.earlier.mentorship) > 0 for roster in rosters.values()),
        )

    def _owned_elsewhere(self, town: Town, at: datetime.date) -> Owned:
        if town.code not in self._state.owned:
            roster = self._state.rosters[town.code]
            facts = RosterFacts(
                roster.setup, link(roster.setup, at), town.ledger, town.versions, town.on, at,
                roster.earlier, _NO_BATCH, _NO_TOTALS,
            )  # fmt: skip
            self._state.owned[town.code] = _owned(town, facts)
        return self._state.owned[town.code]


def _owned(town: Town, facts: RosterFacts) -> Owned:
    _, values = town.pools.levels(facts)
    administrative, public = (values[name] for name in OWNED)
    return administrative, public


def _sum(numbers: Iterable[int | None]) -> int | None:
    """None where one is not known: less than all of them would be a wrong sum."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def _admission(town: Town, action: Action) -> tuple[tuple[Turn, ...], Procedure]:
    """The steps of a duty's admission, replayed; none where the policy has no procedure for it."""
    if not isinstance(action, DutyAdmission):
        return (), _NOT_BEGUN
    definition = admission_of(town.county.policy)
    if definition is None:
        return (), _NOT_BEGUN
    replayed = replay(definition, action.steps)
    return replayed.turns, replayed.procedure


def findings_of(assembly: Assembly, judgement: Judgement) -> tuple[Finding, ...]:
    """The findings of a judgement; nothing is looked up where there are none."""
    return assembly.findings(judgement) if judgement.failures or judgement.incomplete else ()


def stops(finding: Finding) -> bool:
    """Whether an action of which this is found is not done."""
    return finding.status == "incomplete" or (finding.status == "fail" and finding.severity == "block")


_NO_TOTALS = CountyTotals(
    complete=False, given=0, townships=None, administrative=0, public_institution=0, mentoring=0
)
_NO_BATCH = Batch(
    as_of=datetime.date.min, roster_of=datetime.date.min, earlier_ids=[], last_from=None, townships=[],
    consulted=None,
)  # fmt: skip
