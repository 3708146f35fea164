"""What a batch leaves behind: the checks of the set-up, on the roster with everything done.

A finding that the set-up did not have before is brought about by the batch,
and an action that brings about one that blocks is not done.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from policy_engine.app.batch import BatchRun, Step, findings_of, stops
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


def first_culprits(
    actions: Loaded[Actions], run: BatchRun, towns: Mapping[str, Town]
) -> dict[int, tuple[Finding, ...]]:
    """The actions that bring about what would block, each with its findings; {} when there is none.

    An action is held to be the cause when what it brings about lasts to the end.
    """
    culprits: dict[int, list[Finding]] = {}
    for code, town in towns.items():
        steps = [(place, step) for place, step in enumerate(run.steps) if step.done and step.town is town]
        if not steps:
            continue
        aftermath = Aftermath(town)
        at_end = max(step.at for _, step in steps)
        new = aftermath.brought_about(run.rosters[code].setup, at_end)
        blocking = {key: each for key, each in new.items() if _blocks(each)}
        for key, place in _causes(aftermath, town, steps, blocking).items():
            step = run.steps[place]
            culprits.setdefault(place, []).extend(_findings(actions, town, step, blocking[key]))
    return {place: tuple(found) for place, found in sorted(culprits.items())}


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


def _findings(actions: Loaded[Actions], town: Town, step: Step, judgement: Judgement) -> tuple[Finding, ...]:
    """Told of the action that brings it about."""
    county, program = town.county, town.setup_program().program
    assembly = Assembly(actions, county.policy, county.ledger, program, town.loaded, "judged", step.action)
    place = assembly.places.whole()
    found = findings_of(assembly, judgement)
    return tuple(f.model_copy(update={"subject": place}) for f in found if stops(f))


def remaining(
    actions: Loaded[Actions], run: BatchRun, towns: Mapping[str, Town]
) -> dict[str, tuple[Finding, ...]]:
    """By township what the batch brings about that does not block."""
    left: dict[str, tuple[Finding, ...]] = {}
    for code, town in towns.items():
        days = [step.at for step in run.steps if step.done and step.town is town]
        if not days:
            continue
        new = Aftermath(town).brought_about(run.rosters[code].setup, max(days))
        county, program = town.county, town.setup_program().program
        assembly = Assembly(actions, county.policy, county.ledger, program, town.loaded, "judged")
        left[code] = tuple(f for each in new.values() for f in findings_of(assembly, each) if not stops(f))
    return left
