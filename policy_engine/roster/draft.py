"""A roster on its way to the next one: what an action adds, ends and changes, and nothing decided."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from policy_engine.documents.change import Change
from policy_engine.documents.people import Assignment, Person
from policy_engine.documents.records import Duty, Post
from policy_engine.documents.setup import Setup

_DAY = datetime.timedelta(days=1)


class Draft:
    """Collects changes to one set-up. A collection that the set-up does not have stays absent.

    References that lead nowhere change nothing here; check P21 reports them.
    """

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._lists: dict[str, list[Any]] = {}
        self._change: dict[str, list[Any]] = {}
        # Ids of what is not as it was, in itself or in who holds what.
        self.persons: set[str] = set()
        self.posts: set[str] = set()

    def _list(self, name: str) -> list[Any] | None:
        """The collection, copied when it is first changed."""
        if name not in self._lists:
            kept = getattr(self._setup, name)
            if kept is None:
                return None
            self._lists[name] = list(kept)
        return self._lists[name]

    def _note(self, name: str, record: Any) -> None:
        self._change.setdefault(name, []).append(record)

    def person(self, id_: str) -> Person | None:
        """The person as the draft has her."""
        persons: Iterable[Person] = self._lists.get("persons", self._setup.persons or ())
        return next((person for person in persons if person.id == id_), None)

    def arrive(self, person: Person | None) -> None:
        """Somebody comes onto the roster, unless she is on it."""
        if person is None or self.person(person.id) is not None:
            return
        persons = self._list("persons")
        if persons is not None:
            persons.append(person)
            self.persons.add(person.id)
            self._note("arrived", person)

    def change(self, id_: str, **fields: Any) -> None:
        """Something about a person becomes different."""
        person = self.person(id_)
        if person is None or all(getattr(person, name) == value for name, value in fields.items()):
            return
        persons = self._list("persons") or []
        persons[:] = [each.model_copy(update=fields) if each is person else each for each in persons]
        self.persons.add(id_)
        self._note_altered(person)

    def _note_altered(self, person: Person) -> None:
        """As she was on the roster: before the first change, and not for whoever only arrives."""
        noted = (*self._change.get("altered", ()), *self._change.get("arrived", ()))
        if all(each.id != person.id for each in noted):
            self._note("altered", person)

    def leave(self, id_: str, day: datetime.date) -> None:
        """Somebody is no longer on the roster from the day on."""
        self.end(id_, None, day)
        person, persons = self.person(id_), self._list("persons")
        if person is not None and persons is not None:
            self._lists["persons"] = [each for each in persons if each is not person]
            self.persons.add(id_)
            self._note("left", person)
            # What she held is history; a roster on which only it names her would not be sound.
            kept = self._list("assignments")
            if kept is not None:
                kept[:] = [each for each in kept if each.person != id_]

    def start(self, assignment: Assignment) -> None:
        """An assignment begins."""
        assignments = self._list("assignments")
        if assignments is None:
            return
        assignments.append(assignment)
        self._touch(assignment)
        self._note("started", assignment)
        if assignment.main:
            self.change(assignment.person, waiting_since=None)

    def end(self, id_: str, posts: Collection[str] | None, day: datetime.date) -> None:
        """A person's assignments to these posts (None: to all) end the day before; later ones never begin."""
        assignments = self._list("assignments")
        if assignments is None:
            return
        kept: list[Assignment] = []
        without_main = False
        for each in assignments:
            over = each.until is not None and each.until < day
            if each.person != id_ or over or (posts is not None and each.post not in posts):
                kept.append(each)
                continue
            self._touch(each)
            self._note("ended", each)
            without_main = without_main or each.main
            if each.from_ < day:
                kept.append(each.model_copy(update={"until": day - _DAY}))
        self._lists["assignments"] = kept
        if without_main and not any(each.person == id_ and each.main and _runs(each, day) for each in kept):
            self.change(id_, waiting_since=day)

    def add_post(self, post: Post | None) -> None:
        """A post is set up, unless there is one of that id."""
        posts = self._list("posts")
        if post is not None and posts is not None and all(each.id != post.id for each in posts):
            posts.append(post)
            self.posts.add(post.id)
            self._note("new_posts", post)

    def _touch(self, assignment: Assignment) -> None:
        self.persons.add(assignment.person)
        self.posts.add(assignment.post)

    def add_duty(self, duty: Duty) -> None:
        duties = self._list("duties")
        if duties is not None:
            duties.append(duty)
            self._note("new_duties", duty)

    def made(self) -> tuple[Setup, Change]:
        """The set-up with everything done, and what that was. Where nothing changed it is the same one."""
        if not self._change and not self.persons:
            return self._setup, _NO_CHANGE
        return self._setup.model_copy(update=self._lists), _NO_CHANGE.model_copy(update=self._change)


def _runs(assignment: Assignment, day: datetime.date) -> bool:
    """Whether it is in force on the day or later."""
    return assignment.until is None or assignment.until >= day


_NO_CHANGE = Change()
