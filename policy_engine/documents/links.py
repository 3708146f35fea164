"""The relations between the records of a set-up, resolved for one date.

Only assignments in force on the date count: from the first to the last day,
both included. References that lead nowhere are left out here; check U13 reports them.
"""

from __future__ import annotations

import datetime
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias, TypeVar

from policy_engine.documents.people import Assignment, Person
from policy_engine.documents.records import Duty, Institution, Post
from policy_engine.documents.setup import Setup

Record = TypeVar("Record", Institution, Post, Person)
Member = TypeVar("Member", Post, Person, Assignment, Duty)
# None: the collections that the relation rests on are not in the document.
Many: TypeAlias = "dict[str, list[Member]] | None"


class Links:
    """One index per relation, keyed by record id, made when first asked for.

    None where a collection that the relation rests on is absent.
    """

    def __init__(self, setup: Setup, on: datetime.date) -> None:
        self.setup = setup
        self.on = on

    @cached_property
    def current_assignments(self) -> list[Assignment] | None:
        assignments, on = self.setup.assignments, self.on
        return None if assignments is None else [a for a in assignments if in_force(a, on)]

    @cached_property
    def institution_by_id(self) -> dict[str, Institution] | None:
        return _by_id(self.setup.institutions)

    @cached_property
    def post_by_id(self) -> dict[str, Post] | None:
        return _by_id(self.setup.posts)

    @cached_property
    def person_by_id(self) -> dict[str, Person] | None:
        return _by_id(self.setup.persons)

    @cached_property
    def posts_of_institution(self) -> Many[Post]:
        return _grouped(self.setup.posts, "institution")

    @cached_property
    def holders_of_post(self) -> Many[Person]:
        return distinct_ends(self.assignments_of_post, "person", self.person_by_id)

    @cached_property
    def posts_of_person(self) -> Many[Post]:
        return distinct_ends(self.assignments_of_person, "post", self.post_by_id)

    @cached_property
    def assignments_of_post(self) -> Many[Assignment]:
        return _grouped(self.current_assignments, "post")

    @cached_property
    def assignments_of_person(self) -> Many[Assignment]:
        return _grouped(self.current_assignments, "person")

    @cached_property
    def duties_of_post(self) -> Many[Duty]:
        """Duties by lead post; a duty without one belongs to none."""
        return _grouped(self.setup.duties, "lead_post")


# What each index rests on, for the message when it cannot be built.
RESTS_ON: dict[str, tuple[str, ...]] = {
    "current_assignments": ("assignments",),
    "institution_by_id": ("institutions",),
    "post_by_id": ("posts",),
    "person_by_id": ("persons",),
    "posts_of_institution": ("posts",),
    "holders_of_post": ("assignments", "persons"),
    "posts_of_person": ("assignments", "posts"),
    "assignments_of_post": ("assignments",),
    "assignments_of_person": ("assignments",),
    "duties_of_post": ("duties",),
}


def in_force(assignment: Assignment, on: datetime.date) -> bool:
    return assignment.from_ <= on and (assignment.until is None or assignment.until >= on)


def link(setup: Setup, on: datetime.date) -> Links:
    """The relations of the set-up as it stands on the date."""
    return Links(setup, on)


def _by_id(records: list[Record] | None) -> dict[str, Record] | None:
    return None if records is None else {record.id: record for record in records}


def _grouped(records: list[Member] | None, key: str) -> dict[str, list[Member]] | None:
    """Records by what they say under `key`, in their order."""
    if records is None:
        return None
    found: dict[str, list[Member]] = {}
    for id_, record in zip(map(attrgetter(key), records), records, strict=True):
        if id_ in found:
            found[id_].append(record)
        elif id_ is not None:
            found[id_] = [record]
    return found


def distinct_ends(
    assignments: dict[str, list[Assignment]] | None, end: str, records: dict[str, Record] | None
) -> dict[str, list[Record]] | None:
    """Distinct records at the other end, in the order of the assignments."""
    if assignments is None or records is None:
        return None
    other = attrgetter(end)
    found = {}
    for key, group in assignments.items():
        if len(group) == 1:  # nearly always; several may name the same record twice
            record = records.get(other(group[0]))
            found[key] = [] if record is None else [record]
        else:
            found[key] = [records[i] for i in dict.fromkeys(map(other, group)) if i in records]
    return found
