"""What a batch leaves behind: the checks of the set-up, day by day, on the roster with everything done.

A day's actions are compared with the roster as the days before left it, on that
same day: what time alone brings about is nobody's doing, and a hole that another
action of the day fills is none. An action that brings about what blocks is not done.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from policy_engine.app.batch import BatchRun, Step, findings_of
from policy_engine.app.deciding import answered
from policy_engine.app.towns import Town
from policy_engine.documents.actions import Actions
from policy_engine.documents.load import Loaded
from policy_engine.documents.setup import Setup
from policy_engine.findings.assemble import Assembly
from policy_engine.findings.judgement import Failure, Incomplete, Judgement
from policy_engine.findings.report import Finding
from policy_engine.findings.waiving import Claim, Waiving, claim_of
from policy_engine.roster.projection import Roster, project

# What tells one failure of the set-up from another: the rule and whom it is about.
Key = tuple[str, ...]
# Steps of one township with their places in the batch.
Steps = Sequence[tuple[int, Step]]


@dataclass(frozen=True, slots=True)
class Left:
    """What a run brings about: `culprits` maps places of actions to findings that block.

    `remaining`, by township, are those that do not.
    """

    culprits: Mapping[int, tuple[Finding, ...]]
    remaining: Mapping[str, tuple[Finding, ...]]


class Aftermaths:
    """What batches leave behind in several townships."""

    def __init__(self, actions: Loaded[Actions], towns: Mapping[str, Town]) -> None:
        self._actions = actions
        self._towns = towns
        self._checks = {code: _SetupChecks(town) for code, town in towns.items()}

    def faults(self) -> Mapping[str, int]:
        """How many faults that block each set-up has as it was submitted."""
        return {code: self._faults_of(town, self._checks[code]) for code, town in self._towns.items()}

    def of(self, run: BatchRun) -> Left:
        """What one run of the batch brings about."""
        culprits: dict[int, list[Finding]] = {}
        remaining: dict[str, tuple[Finding, ...]] = {}
        for code, town in self._towns.items():
            steps = [(place, step) for place, step in enumerate(run.steps) if step.done and step.town is town]
            other: list[Finding] = []
            for day in _days(town, steps, self._checks[code]):
                new = day.brought_about()
                claims = _put_to(town.waiving(), day, new)
                blocking = [key for key, judged in new.items() if _blocks(judged, claims.get(key))]
                for key, place in day.causes_of(blocking).items():
                    found = self._findings(town, run.steps[place], new[key], claims.get(key))
                    culprits.setdefault(place, []).extend(found)
                for key, judged in new.items():
                    if key not in blocking:
                        other += self._findings(town, None, judged, claims.get(key))
                if culprits:
                    break  # what comes later may have come of it
            remaining[code] = tuple(other)
        return Left({place: tuple(found) for place, found in sorted(culprits.items())}, remaining)

    def _faults_of(self, town: Town, checks: _SetupChecks) -> int:
        """Those that block and no waiver covers.

        Rules and waivers are asked on the day whose policy judges: a check of the set-up on that day says
        the same. What time alone has brought about since the set-up's own day is among it.
        """
        found = checks.found(town.setup, town.on)
        waiving = town.waiving()
        claims = {key: _put(waiving, _claim(judged), town.on) for key, judged in found.items()}
        return sum(_blocks(judged, claims[key]) for key, judged in found.items())

    def _findings(
        self, town: Town, step: Step | None, judgement: Judgement, claim: Claim | None
    ) -> tuple[Finding, ...]:
        """Told of the action that brings it about, where one does."""
        county, program = town.county, town.setup_program().program
        about = None if step is None else step.action
        assembly = Assembly(
            self._actions, county.policy, county.ledger, program, town.loaded, "judged", about
        )
        found = tuple(map(partial(answered, claim=claim), findings_of(assembly, judgement)))
        if step is None:
            return found
        place = assembly.places.whole()
        return tuple(finding.model_copy(update={"subject": place}) for finding in found)


class _SetupChecks:
    """The checks of a township's set-up, but those that a check of rosters stands in for."""

    def __init__(self, town: Town) -> None:
        self._town = town
        replaced = (rule.replaces for rule in town.program("roster").program.rules)
        self._left_to_others = {id_ for ids in replaced for id_ in ids}

    def found(self, setup: Setup, day: datetime.date) -> dict[Key, Judgement]:
        """What they find on the day, one by one."""
        judgement = self._town.setup_program().judge(self._town.facts_on(setup, day))
        return {
            key: judged
            for key, judged in _one_by_one(self._town.classing.with_cause(judgement))
            if key[0] not in self._left_to_others
        }


@dataclass(frozen=True)
class _Day:
    """One day's actions, on the roster as the days before left it."""

    day: datetime.date
    steps: Steps
    before: Roster
    after: Roster
    checks: _SetupChecks

    def left_behind(self) -> dict[Key, Judgement]:
        """What is found with the day's actions."""
        return self.checks.found(self.after.setup, self.day)

    def brought_about(self) -> dict[Key, Judgement]:
        """What is found with the day's actions, and not or not as badly without them."""
        if self.before.setup is self.after.setup:
            return {}
        return self._new(self.after, self.checks.found(self.before.setup, self.day))

    def _new(self, roster: Roster, without: Mapping[Key, Judgement]) -> dict[Key, Judgement]:
        found = self.checks.found(roster.setup, self.day)
        return {key: judged for key, judged in found.items() if _is_worse(judged, without.get(key))}

    def causes_of(self, keys: Collection[Key]) -> dict[Key, int]:
        """For each the place of the action since which it has been found without a break."""
        since: dict[Key, int] = {}
        if not keys:
            return since
        without = self.checks.found(self.before.setup, self.day)
        roster = self.before
        for place, step in self.steps:
            roster = project(roster, step.action, step.at).roster
            found = self._new(roster, without)
            since = {key: since.get(key, place) for key in keys if key in found}
        return since


def _days(town: Town, steps: Steps, checks: _SetupChecks) -> Iterator[_Day]:
    """Each day on which something is done; what began before the batch's day counts for that day."""
    roster = Roster.of(town.setup)
    for day, group in groupby(steps, key=lambda each: each[1].at):
        of_day = list(group)
        before = roster
        for _, step in of_day:
            roster = project(roster, step.action, step.at).roster
        yield _Day(day, of_day, before, roster, checks)


def _one_by_one(judgement: Judgement) -> Iterator[tuple[Key, Judgement]]:
    for failure in judgement.failures:
        yield _key(failure), Judgement((failure,), (), (), judgement.derived)
    for incomplete in judgement.incomplete:
        yield _key(incomplete), Judgement((), (incomplete,), (), judgement.derived)


def _key(found: Failure | Incomplete) -> Key:
    if isinstance(found, Incomplete):
        return (found.rule.id, "incomplete")
    return (found.rule.id, *map(_named, found.bound))


def _named(element: Any) -> str:
    """An element by what stays the same when other records of it change."""
    parts = [getattr(element, name, None) for name in ("id", "person", "post", "series", "level")]
    known = [str(part) for part in parts if part is not None]
    return "/".join(known) or str(element)


def _is_worse(judged: Judgement, without: Judgement | None) -> bool:
    """Whether it was not there, or is farther from its limit than it was."""
    if without is None:
        return True
    if not judged.failures or not without.failures:
        return False
    margin, before = judged.failures[0].margin, without.failures[0].margin
    return margin is not None and before is not None and bool(margin < before)


def _put_to(waiving: Waiving, day: _Day, new: Mapping[Key, Judgement]) -> dict[Key, Claim | None]:
    """The claims of what is new, after those of what was there already have been counted.

    A check of the roster that results would count all of them too; what the day's actions bring about
    is what is one too many. A waiver must hold on the first day of the action that brings it about.
    """
    claims = {key: _claim(judged) for key, judged in new.items()}
    spoken = [key for key, claim in claims.items() if claim is not None and waiving.speaks_of(claim)]
    if not spoken:
        return claims
    for key, judged in day.left_behind().items():
        if key not in new:
            _put(waiving, _claim(judged), day.day)
    places = {place: step.action.from_ for place, step in day.steps}
    since = {key: places[place] for key, place in day.causes_of(spoken).items()}
    first = min(places.values())
    return {
        key: _put(waiving, claim and replace(claim, also_on=(since.get(key, first),)), day.day)
        for key, claim in claims.items()
    }


def _claim(judgement: Judgement) -> Claim | None:
    """What one failure shows to waivers; what could not be judged shows nothing."""
    return claim_of(judgement.failures[0]) if judgement.failures else None


def _put(waiving: Waiving, claim: Claim | None, day: datetime.date) -> Claim | None:
    if claim is None:
        return None
    return waiving.put([claim], day)[0]


def _blocks(judgement: Judgement, claim: Claim | None = None) -> bool:
    if judgement.incomplete:
        return True
    covered = claim is not None and claim.grant is not None
    return not covered and any(f.rule.severity == "block" for f in judgement.failures)
