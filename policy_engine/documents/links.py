"""The relations between the records of a set-up, resolved for one date.

Only assignments in force on the date count: from the first to the last day,
both included. References that lead nowhere are left out here; check U13 reports them.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from policy_engine.documents.setup import Assignment, Duty, Institution, Person, Post, Setup

Record = TypeVar("Record", Institution, Post, Person)
# None: the collections that the relation rests on are not in the document.
Many: TypeAlias = "dict[str, list[Record]] | None"


@dataclass(frozen=True, slots=True)
class Links:
    """One index per relation, keyed by record id; None where a collection is absent."""

    current_assignments: list[Assignment] | None
    institution_by_id: dict[str, Institution] | None
    post_by_id: dict[str, Post] | None
    person_by_id: dict[str, Person] | None
    posts_of_institution: dict[str, list[Post]] | None
    holders_of_post: dict[str, list[Person]] | None
    posts_of_person: dict[str, list[Post]] | None
    assignments_of_post: dict[str, list[Assignment]] | None
    assignments_of_person: dict[str, list[Assignment]] | None
    duties_of_post: dict[str, list[Duty]] | None


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
    """Resolve every relation of the set-up as it stands on the date."""
    current = None if setup.assignments is None else [a for a in setup.assignments if in_force(a, on)]
    posts = _by_id(setup.posts)
    persons = _by_id(setup.persons)
    of_post, of_person = _assignments(current)
    return Links(
        current_assignments=current,
        institution_by_id=_by_id(setup.institutions),
        post_by_id=posts,
        person_by_id=persons,
        posts_of_institution=_posts_of_institution(setup.posts),
        holders_of_post=_other_end(of_post, "person", persons),
        posts_of_person=_other_end(of_person, "post", posts),
        assignments_of_post=of_post,
        assignments_of_person=of_person,
        duties_of_post=_duties_of_post(setup.duties),
    )


def _by_id(records: list[Record] | None) -> dict[str, Record] | None:
    return None if records is None else {record.id: record for record in records}


def _posts_of_institution(posts: list[Post] | None) -> dict[str, list[Post]] | None:
    if posts is None:
        return None
    found: dict[str, list[Post]] = {}
    for post in posts:
        found.setdefault(post.institution, []).append(post)
    return found


def _duties_of_post(duties: list[Duty] | None) -> dict[str, list[Duty]] | None:
    if duties is None:
        return None
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.lead_post is not None:
            found.setdefault(duty.lead_post, []).append(duty)
    return found


def _assignments(
    current: list[Assignment] | None,
) -> tuple[dict[str, list[Assignment]] | None, dict[str, list[Assignment]] | None]:
    if current is None:
        return None, None
    of_post: dict[str, list[Assignment]] = {}
    of_person: dict[str, list[Assignment]] = {}
    for assignment in current:
        of_post.setdefault(assignment.post, []).append(assignment)
        of_person.setdefault(assignment.person, []).append(assignment)
    return of_post, of_person


def _other_end(
    assignments: dict[str, list[Assignment]] | None, end: str, records: dict[str, Record] | None
) -> dict[str, list[Record]] | None:
    """Distinct records at the other end, in the order of the assignments."""
    if assignments is None or records is None:
        return None
    found = {}
    for key, group in assignments.items():
        ids = dict.fromkeys([getattr(a, end) for a in group])
        found[key] = [records[i] for i in ids if i in records]
    return found
