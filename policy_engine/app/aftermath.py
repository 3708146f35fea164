"""What a batch leaves behind: the checks of the set-up, on the roster with everything done.

A finding that the set-up did not have before is brought about by the batch,
and an action that brings about one that blocks is not done.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policy_engine.app.batch import BatchRun, Step, findings_of
from policy_engine.app.towns import Town
from policy_engine.documents.actions import Actions
from policy_engine.documents.load import Loaded
from policy_engine.documents.setup import Setup
from policy_engine.findings.assemble import Assembly
from policy_engine.findings.judgement import Failure, Incomplete, Judgement
from policy_engine.findings.report import Finding
from policy_engine.roster.projection import Roster, project

# What tells one failure of the set-up from another: the rule and whom it is about.
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What a run brings about: `culprits` maps places of actions to findings that block.

    `remaining`, by township, are those that do not.
    """

    culprits: Mapping[int, tuple[Finding, ...]]
    remaining: Mapping[str, tuple[Finding, ...]]


class Aftermath:
    """Compares a township's roster with the set-up it came from, by the checks of set-ups."""

    def __init__(self, town: Town) -> None:
        self._town = town
        replaced = (rule.replaces for rule in town.program("roster").program.rules)
        self._left_to_others = {id_ for ids in replaced for id_ in ids}
        self._without: dict[datetime.date, Collection[Key]] = {}

    def brought_about(self, setup: Setup, at: datetime.date) -> dict[Key, Judgement]:
        """What the set-up's checks find on the day that they would not find had nothing been done."""
        if at not in self._without:
            self._without[at] = self._found(self._town.setup, at).keys()
        found = self._found(setup, at)
        return {key: judged for key, judged in found.items() if key not in self._without[at]}

    def _found(self, setup: Setup, at: datetime.date) -> dict[Key, Judgement]:
        judgement = self._town.setup_program().judge(self._town.facts_on(setup, at))
        return {
            key: judged
            for key, judged in _one_by_one(self._town.classing.with_cause(judgement))
            if key[0] not in self._left_to_others
        }


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
    parts = [getattr(element, name, None) for name in ("id", "person", "post")]
    known = [str(part) for part in parts if part is not None]
    return "/".join(known) or str(element)


class Aftermaths:
    """What batches leave behind in several townships. Each set-up's own faults are looked for once."""

    def __init__(self, actions: Loaded[Actions], towns: Mapping[str, Town]) -> None:
        self._actions = actions
        self._towns = towns
        self._of = {code: Aftermath(town) for code, town in towns.items()}

    def of(self, run: BatchRun) -> Left:
        """What one run of the batch brings about."""
        culprits: dict[int, list[Finding]] = {}
        remaining: dict[str, tuple[Finding, ...]] = {}
        for code, town in self._towns.items():
            steps = [(place, step) for place, step in enumerate(run.steps) if step.done and step.town is town]
            if not steps:
                continue
            day = max(step.at for _, step in steps)
            new = self._of[code].brought_about(run.rosters[code].setup, day)
            blocking = {key: each for key, each in new.items() if _blocks(each)}
            for key, place in _causes(self._of[code], town, steps, blocking).items():
                found = self._findings(town, run.steps[place], blocking[key])
                culprits.setdefault(place, []).extend(found)
            others = [each for key, each in new.items() if key not in blocking]
            remaining[code] = tuple(f for each in others for f in self._findings(town, None, each))
        return Left({place: tuple(found) for place, found in sorted(culprits.items())}, remaining)

    def _findings(self, town: Town, step: Step | None, judgement: Judgement) -> tuple[Finding, ...]:
        """Told of the action that brings it about, where one does."""
        county, program = town.county, town.setup_program().program
        about = None if step is None else step.action
        assembly = Assembly(
            self._actions, county.policy, county.ledger, program, town.loaded, "judged", about
        )
        found = findings_of(assembly, judgement)
        if step is None:
            return found
        place = assembly.places.whole()
        return tuple(finding.model_copy(update={"subject": place}) for finding in found)


def _causes(
    aftermath: Aftermath, town: Town, steps: list[tuple[int, Step]], wanted: Mapping[Key, Judgement]
) -> dict[Key, int]:
    """For each key the place of the first action since which it has been found without a break."""
    since: dict[Key, int] = {}
    if not wanted:
        return since
    roster = Roster.of(town.setup)
    day = town.setup.as_of
    for place, step in steps:
        roster, day = project(roster, step.action).roster, max(day, step.at)
        found = aftermath.brought_about(roster.setup, day)
        since = {key: since.get(key, place) for key in wanted if key in found}
    return {key: since.get(key, steps[-1][0]) for key in wanted}


def _blocks(judgement: Judgement) -> bool:
    return bool(judgement.incomplete) or any(f.rule.severity == "block" for f in judgement.failures)
