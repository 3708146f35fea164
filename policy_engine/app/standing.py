"""How the rosters of a county stand in the course of a batch, and what actions are judged on."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property

from policy_engine.app.towns import OWNED, Town
from policy_engine.documents.actions import Action, Actions
from policy_engine.documents.change import Batch, CountyTotals
from policy_engine.documents.links import Links, link
from policy_engine.documents.people import Person
from policy_engine.engines.pools import Level
from policy_engine.expr.numbers import Number
from policy_engine.findings.judgement import Facts, RosterFacts
from policy_engine.roster.projection import Projected, Roster, changes_roster, project, settled

# How pools stand, by their ids.
Levels = Mapping[str, Level]
# Administrative and public-institution establishment owned; None where it cannot be counted.
_Owned = tuple[int | None, int | None]


def outside_of_batches(facts: Facts) -> RosterFacts:
    """A set-up's own roster as pools see it while nothing is done to it; the county is not known."""
    roster = Roster.of(facts.setup)
    return RosterFacts(
        facts.setup, facts.links, facts.county_ledger, facts.policy, facts.on, facts.on,
        roster.earlier, _NO_BATCH, _NO_TOTALS,
    )  # fmt: skip


class Standing:
    """The rosters with everything done so far; relations and levels are kept until a roster changes."""

    def __init__(
        self, actions: Actions, towns: Mapping[str, Town], faults: Mapping[str, int] | None = None
    ) -> None:
        self._actions = actions
        self._faults = faults or {}
        self._towns = towns
        self.rosters: dict[str, Roster] = {code: Roster.of(town.setup) for code, town in towns.items()}
        self._links: dict[str, tuple[datetime.date, Links]] = {}
        self._levels: dict[tuple[str, datetime.date], Levels] = {}
        self._owned: dict[str, _Owned] = {}
        self._of_county: dict[str, Number] = {}
        self._left: list[Person] = []
        self._ids: list[str] = []
        self._last_from: datetime.date | None = None

    def note(self, action: Action) -> None:
        """An action has been judged, whether it is done or not."""
        self._ids.append(action.id)

    def take(
        self, town: Town, action: Action, facts: RosterFacts, after: Levels, left: Iterable[Person] = ()
    ) -> None:
        """An action is done: the roster is now the one of these facts."""
        roster = settled(Roster(facts.setup, facts.earlier), action)
        self.rosters[town.code] = roster
        self._links.pop(town.code, None)
        if roster.setup is facts.setup:
            self._links[town.code] = (facts.at, facts.links)
        self._levels = {(town.code, facts.at): after}
        self._owned.pop(town.code, None)
        self._left = [*self._left, *left]
        if changes_roster(action):
            self._last_from = max(action.from_, self._last_from or action.from_)

    def levels(self, town: Town, at: datetime.date) -> Levels:
        """How the pools stand on a day."""
        key = (town.code, at)
        if key not in self._levels:
            self._levels[key] = town.pools.levels(self.facts(town, at))
        return self._levels[key]

    def before(self, town: Town, at: datetime.date) -> Mapping[str, Number]:
        """What is used of each pool without the action that comes next.

        Of the county's no less than at the beginning: what one township has given up in the batch,
        another may take, although the county is over its limit still.
        """
        levels = self.levels(town, at)
        used = {id_: level.used for id_, level in levels.items()}
        for pool in town.pools.pools:
            if pool.scope == "county" and pool.id in used:
                used[pool.id] = max(used[pool.id], self._of_county.setdefault(pool.id, used[pool.id]))
        return used

    def project(self, town: Town, action: Action, at: datetime.date) -> tuple[Projected, RosterFacts]:
        """An action done, and the roster with it; nothing is taken yet."""
        projected = project(self.rosters[town.code], action, at)
        links = projected.links(self._linked(town, at), at)
        return projected, self._facts(town, at, projected.roster, links)

    def facts(self, town: Town, at: datetime.date) -> RosterFacts:
        """A township's roster on a day."""
        return self._facts(town, at, self.rosters[town.code], self._linked(town, at))

    def _linked(self, town: Town, at: datetime.date) -> Links:
        day, links = self._links.get(town.code, (None, None))
        if links is None or day != at:
            links = link(self.rosters[town.code].setup, at)
            self._links[town.code] = (at, links)
        return links

    def _facts(self, town: Town, at: datetime.date, roster: Roster, links: Links) -> RosterFacts:
        batch = Batch.model_construct(
            as_of=self._actions.as_of, roster_of=town.setup.as_of, earlier_ids=self._ids,
            last_from=self._last_from, townships=list(self._towns), consulted=self._actions.consulted,
            left=self._left, setup_faults=self._faults.get(town.code, 0),
        )  # fmt: skip
        facts = RosterFacts(
            roster.setup, links, town.ledger, town.versions, town.on, at, roster.earlier, batch,
            self._without_totals,
        )  # fmt: skip
        return dataclasses.replace(facts, county=self._totals(town, facts)) if self._whole_county else facts

    @cached_property
    def _listed(self) -> int | None:
        """How many townships the county's ledger has."""
        ledger = next(iter(self._towns.values())).ledger
        return None if ledger is None else len(ledger.townships)

    @cached_property
    def _whole_county(self) -> bool:
        """Whether no roster is lacking: only then do they say anything of the county."""
        ledger = next(iter(self._towns.values())).ledger
        return ledger is not None and self._towns.keys() >= ledger.townships.keys()

    @cached_property
    def _without_totals(self) -> CountyTotals:
        return _NO_TOTALS.model_copy(update={"given": len(self._towns), "townships": self._listed})

    def _totals(self, town: Town, facts: RosterFacts) -> CountyTotals:
        """Over all rosters of the county."""
        owned = [
            _owned(town, facts) if each is town else self._owned_elsewhere(each, facts.at)
            for each in self._towns.values()
        ]
        earlier = [
            facts.earlier if code == town.code else roster.earlier for code, roster in self.rosters.items()
        ]
        administrative = _sum(administrative for administrative, _ in owned)
        public_institution = _sum(public for _, public in owned)
        return CountyTotals.model_construct(
            complete=True,
            countable=administrative is not None and public_institution is not None,
            given=len(self._towns),
            townships=self._listed,
            administrative=administrative,
            public_institution=public_institution,
            mentoring=sum(len(journal.mentorship) > 0 for journal in earlier),
        )

    def _owned_elsewhere(self, town: Town, at: datetime.date) -> _Owned:
        if town.code not in self._owned:
            roster = self.rosters[town.code]
            facts = RosterFacts(
                roster.setup, self._linked(town, at), town.ledger, town.versions, town.on, at,
                roster.earlier, _NO_BATCH, _NO_TOTALS,
            )  # fmt: skip
            self._owned[town.code] = _owned(town, facts)
        return self._owned[town.code]


def _owned(town: Town, facts: RosterFacts) -> _Owned:
    values = town.owned.derive(facts).values
    administrative, public = (values.get(name) for name in OWNED)
    return administrative, public


def _sum(numbers: Iterable[int | None]) -> int | None:
    """None where one is not known: less than all of them would be a wrong sum."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


_NO_TOTALS = CountyTotals(
    complete=False,
    countable=False,
    given=0,
    townships=None,
    administrative=None,
    public_institution=None,
    mentoring=0,
)
_NO_BATCH = Batch(
    as_of=datetime.date.min, roster_of=datetime.date.min, earlier_ids=[], last_from=None, townships=[],
    consulted=None,
)  # fmt: skip
