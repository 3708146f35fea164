"""What each kind of action does to a roster. Whether it may is for the rules to say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from policy_engine.documents.action_base import ActionBase, Borrow, Dispatch, PersonAction, Placement, Release
from policy_engine.documents.actions import Action, Journal, Mentorship, SpecialAssignment
from policy_engine.documents.change import Change
from policy_engine.documents.duty_actions import DutyAdmission
from policy_engine.documents.links import Links
from policy_engine.documents.people import Assignment, Person
from policy_engine.documents.relinking import ChangedLinks
from policy_engine.documents.setup import Setup
from policy_engine.roster.draft import Draft

_NOTHING_YET = Journal()
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Roster:
    """A set-up as it stands, with the actions that were done before."""

    setup: Setup
    earlier: Journal

    @classmethod
    def of(cls, setup: Setup) -> Roster:
        """The roster as a set-up gives it."""
        return cls(setup, setup.journal or _NOTHING_YET)

    def written(self) -> Setup:
        """The set-up to write out: with its journal."""
        journal = None if self.earlier == _NOTHING_YET else self.earlier
        return self.setup.model_copy(update={"journal": journal})


@dataclass(frozen=True, slots=True)
class Projected:
    """A roster with an action done, and what it changed.

    `persons` and `posts` are the ids of those that are not as they were, in
    themselves or in who holds what.
    """

    roster: Roster
    change: Change
    persons: Collection[str]
    posts: Collection[str]

    def links(self, before: Links, on: datetime.date) -> Links:
        """The relations with the action done; `before` are those without it, on the same day."""
        if self.roster.setup is before.setup:
            return before
        return ChangedLinks(before, self.roster.setup, on, self.persons, self.posts)


def project(roster: Roster, action: Action, at: datetime.date | None = None) -> Projected:
    """The roster with the action done, on the day `at` (the first of the action, unless another is given)."""
    day = action.from_ if at is None else at
    draft = Draft(roster.setup)
    for kind, effect in _EFFECTS.items():
        if isinstance(action, kind) and not _is_over(action, day):
            effect(draft, action)
    setup, change = draft.made()
    earlier = _noted(roster.earlier, action, [person.id for person in change.left])
    return Projected(Roster(setup, earlier), change, draft.persons, draft.posts)


def _is_over(action: Action, day: datetime.date) -> bool:
    """A loan or a dispatch that ended before the day is noted, and has left no trace on the roster."""
    return isinstance(action, Borrow | Dispatch) and action.until is not None and action.until < day


def settled(roster: Roster, action: Action) -> Roster:
    """The roster once the action is done for good: a promotion begins a new term of office.

    Not part of the projection, because the action is judged by how long the last one was.
    """
    before = roster.setup.persons
    if before is None or not isinstance(action, Placement) or not action.promotes:
        return roster
    persons = [_promoted(person, action) for person in before]
    return Roster(roster.setup.model_copy(update={"persons": persons}), roster.earlier)


def _promoted(person: Person, action: Placement) -> Person:
    if person.id != action.person or person.file is None:
        return person
    return person.model_copy(update={"file": person.file.model_copy(update={"since": action.from_})})


def changes_roster(action: Action) -> bool:
    """Whether an action of the kind can change who is on the roster, and who holds what."""
    return isinstance(action, Placement | SpecialAssignment | PersonAction)


def _noted(earlier: Journal, action: Action, left: Collection[str]) -> Journal:
    """The journal with the action; the pairs of whoever leaves are over the day before."""
    updates: dict[str, list[Any]] = {}
    kind = action.action
    if kind in Journal.model_fields:
        updates[kind] = [*getattr(earlier, kind), action]
    if left:
        updates["mentorship"] = [_ended(pair, action, left) for pair in earlier.mentorship]
    return earlier.model_copy(update=updates) if updates else earlier


def _ended(pair: Mentorship, action: Action, left: Collection[str]) -> Mentorship:
    over = pair.until is not None and pair.until < action.from_
    if over or not {pair.mentor, pair.mentee} & set(left):
        return pair
    return pair.model_copy(update={"until": action.from_ - _DAY})


def _place(draft: Draft, action: Placement) -> None:
    draft.arrive(action.newcomer)
    if action.leaves:
        draft.end(action.person, action.leaves, action.from_)
    changes: dict[str, Any] = {}
    if action.frees_slot:
        changes["slot"] = None
    if action.slot is not None:
        changes["slot"] = action.slot
    if changes:
        draft.change(action.person, **changes)
    draft.start(_assignment(action.person, action.post, action.main, action))


def _dispatch(draft: Draft, action: Dispatch) -> None:
    draft.arrive(action.newcomer)
    if action.moves_establishment:
        draft.change(action.person, origin="own", unit=None)
    elif action.unit is not None:
        draft.change(action.person, origin="dispatched", unit=action.unit)
    if action.post is not None:
        draft.start(_assignment(action.person, action.post, True, action))


def _borrow(draft: Draft, action: Borrow) -> None:
    if action.direction == "upwards":
        draft.change(action.person, status="borrowed_out")
        return
    draft.arrive(action.newcomer)
    draft.change(action.person, origin="borrowed_in", unit=action.unit)


def _release(draft: Draft, action: Release) -> None:
    match action.reason:
        case "transfer" | "resign" | "retire" | "dispatch_end":
            draft.leave(action.person, action.from_)
        case "loan_end":
            person = draft.person(action.person)
            if person is not None and person.origin == "borrowed_in":
                draft.leave(action.person, action.from_)
            else:
                draft.change(action.person, status="in_service")
        case "leave_lead":
            draft.end(action.person, _posts(action), action.from_)
            draft.change(action.person, status="retired_from_lead", slot=None)
        case "leave_post":
            draft.end(action.person, _posts(action), action.from_)


def _posts(action: Release) -> list[str] | None:
    return None if action.post is None else [action.post]


def _special(draft: Draft, action: SpecialAssignment) -> None:
    draft.add_post(action.new_post)
    for person in action.persons:
        if action.leaves:
            draft.end(person, action.leaves, action.from_)
        draft.start(_assignment(person, action.post, action.main, action))


def _admit(draft: Draft, action: DutyAdmission) -> None:
    draft.add_duty(action.duty)


def _assignment(person: str, post: str, main: bool, action: ActionBase) -> Assignment:
    return Assignment.model_construct(
        person=person, post=post, main=main, from_=action.from_, until=action.until
    )


_EFFECTS: Mapping[type[ActionBase], Callable[[Draft, Any], None]] = {
    Placement: _place,
    Dispatch: _dispatch,
    Borrow: _borrow,
    Release: _release,
    SpecialAssignment: _special,
    DutyAdmission: _admit,
}


def moment(action: ActionBase, as_of: datetime.date) -> datetime.date:
    """The day whose roster an action is judged on: its first, or the batch's where it runs already."""
    return max(action.from_, as_of)
