"""The relations of a set-up that differs in little from one whose relations are known already.

Only what the difference touches is worked out again; the rest is taken over.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TypeVar

from policy_engine.documents.links import Links, Many, distinct_ends, in_force
from policy_engine.documents.people import Assignment, Person
from policy_engine.documents.records import Duty, Institution, Post
from policy_engine.documents.setup import Setup

_Group = TypeVar("_Group")


class ChangedLinks(Links):
    """The relations after a change. `persons` and `posts` are the ids of what it touched.

    A list of `setup` that is the very list of the set-up before has not changed.
    """

    def __init__(
        self,
        before: Links,
        setup: Setup,
        on: datetime.date,
        persons: Collection[str],
        posts: Collection[str],
    ) -> None:
        super().__init__(setup, on)
        self._before = before
        self._was = before.setup
        # What was touched is touched in the lists of the other end, too.
        held_by, holding = before.assignments_of_post or {}, before.assignments_of_person or {}
        self._persons = {*persons, *(a.person for post in posts for a in held_by.get(post, ()))}
        self._posts = {*posts, *(a.post for person in self._persons for a in holding.get(person, ()))}

    @cached_property
    def current_assignments(self) -> list[Assignment] | None:
        if self.setup.assignments is self._was.assignments:
            return self._before.current_assignments
        assignments, on = self.setup.assignments, self.on
        return None if assignments is None else [a for a in assignments if in_force(a, on)]

    @cached_property
    def institution_by_id(self) -> dict[str, Institution] | None:
        return self._before.institution_by_id

    @cached_property
    def post_by_id(self) -> dict[str, Post] | None:
        return self._before.post_by_id if self.setup.posts is self._was.posts else super().post_by_id

    @cached_property
    def person_by_id(self) -> dict[str, Person] | None:
        return self._before.person_by_id if self.setup.persons is self._was.persons else super().person_by_id

    @cached_property
    def posts_of_institution(self) -> Many[Post]:
        same = self.setup.posts is self._was.posts
        return self._before.posts_of_institution if same else super().posts_of_institution

    @cached_property
    def duties_of_post(self) -> Many[Duty]:
        same = self.setup.duties is self._was.duties
        return self._before.duties_of_post if same else super().duties_of_post

    @cached_property
    def assignments_of_post(self) -> Many[Assignment]:
        return self._regrouped(self._before.assignments_of_post, "post", self._posts)

    @cached_property
    def assignments_of_person(self) -> Many[Assignment]:
        return self._regrouped(self._before.assignments_of_person, "person", self._persons)

    def _regrouped(self, before: Many[Assignment], key: str, touched: Collection[str]) -> Many[Assignment]:
        current = self.current_assignments
        if before is None or current is None or current is self._before.current_assignments:
            return before
        groups: dict[str, list[Assignment]] = {id_: [] for id_ in touched}
        for assignment in current:
            if (id_ := getattr(assignment, key)) in groups:
                groups[id_].append(assignment)
        return _taken_over(before, groups)

    @cached_property
    def holders_of_post(self) -> Many[Person]:
        before, assignments, persons = (
            self._before.holders_of_post, self.assignments_of_post, self.person_by_id,
        )  # fmt: skip
        if before is None or assignments is None or persons is None:
            return super().holders_of_post
        changed = {post: assignments[post] for post in self._posts if post in assignments}
        found = distinct_ends(changed, "person", persons) or {}
        return _taken_over(before, {post: found.get(post, []) for post in self._posts})

    @cached_property
    def posts_of_person(self) -> Many[Post]:
        before, assignments, posts = (
            self._before.posts_of_person, self.assignments_of_person, self.post_by_id,
        )  # fmt: skip
        if before is None or assignments is None or posts is None:
            return super().posts_of_person
        changed = {id_: assignments[id_] for id_ in self._persons if id_ in assignments}
        found = distinct_ends(changed, "post", posts) or {}
        return _taken_over(before, {id_: found.get(id_, []) for id_ in self._persons})


def _taken_over(
    before: dict[str, list[_Group]], groups: Mapping[str, list[_Group]]
) -> dict[str, list[_Group]]:
    """The groups before with these in their place; an empty one is none."""
    made = {**before, **groups}
    for id_, group in groups.items():
        if not group:
            del made[id_]
    return made
