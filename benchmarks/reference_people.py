"""The reference's checks of persons, assignments and duties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.reference_policy import Policy
from policy_engine.expr.functions_of_texts import is_blank, squeezed

Json = dict[str, Any]
Counts = dict[str, int]
_OWN_WORDS = frozenset({"本单位", "本级", "本镇", "本乡", "本街道"})


@dataclass(frozen=True)
class People:
    """What counting the persons gave; grades by (series, level)."""

    numbers: Counts
    grades: dict[tuple[str, int], int]


@dataclass(frozen=True)
class Assignments:
    """Those in force: posts of each person, main and concurrent, and who sits in each post."""

    main: dict[str, list[str]]
    concurrent: Counts
    of_post: dict[str, list[Json]]
    kinds: dict[str, str]


def check_assignments(setup: Json, found: list[Any]) -> Assignments:
    """Checks every assignment and sorts those in force; `kinds` are the kinds of the posts by id."""
    kinds = {post["id"]: post["kind"] for post in setup["posts"]}
    persons = {person["id"] for person in setup["persons"]}
    on = setup["as_of"]
    assignments = Assignments({}, {}, {}, kinds)
    main, concurrent, of_post = assignments.main, assignments.concurrent, assignments.of_post
    for assignment in setup["assignments"]:
        person, post, begins = assignment["person"], assignment["post"], assignment["from"]
        if post not in kinds:
            found.append(("assignment-post-exists", (f"{person} {post} {begins}",)))
        if person not in persons:
            found.append(("assignment-person-exists", (f"{person} {post} {begins}",)))
        if begins <= on <= assignment.get("until", on):
            of_post.setdefault(post, []).append(assignment)
            if assignment["main"]:
                main.setdefault(person, []).append(post)
            else:
                concurrent[person] = concurrent.get(person, 0) + 1
    return assignments


def check_duties(setup: Json, found: list[Any]) -> Counts:
    """How many duties each post leads on."""
    posts = {post["id"] for post in setup["posts"]}
    seen: Counts = {}
    of_post: Counts = {}
    for duty in setup["duties"]:
        id_, post = duty["id"], duty.get("lead_post")
        seen[id_] = seen.get(id_, 0) + 1
        if post is None:
            found.append(("duty-has-lead-post", (id_,)))
            continue
        of_post[post] = of_post.get(post, 0) + 1
        if post not in posts:
            found.append(("duty-post-exists", (id_,)))
    found.extend(("duty-ids-unique", (i, i)) for i, n in seen.items() if n > 1 for _ in range(n))
    return of_post


def check_persons(  # noqa: C901 - one walk for all the checks
    policy: Policy, setup: Json, assignments: Assignments, found: list[Any]
) -> People:
    """Checks every person and counts establishment, slots and grades."""
    main, concurrent = assignments.main, assignments.concurrent
    administrative = public = slots = 0
    grades: dict[tuple[str, int], int] = {}
    seen: dict[str, int] = {}
    names: dict[str, list[str]] = {}
    for person in setup["persons"]:
        id_, establishment, own = person["id"], person["establishment"], person["origin"] == "own"
        seen[id_] = seen.get(id_, 0) + 1
        if "*" not in person["name"]:
            names.setdefault(person["name"], []).append(id_)
        if "slot" in person:
            slots += 1
        if not own:
            if not _is_elsewhere(person.get("unit"), setup):
                found.append(("other-origin-has-unit", (id_,)))
        elif establishment == "administrative":
            administrative += 1
        elif establishment == "civil_service_like":
            public += 1
        elif establishment == "public_institution":
            public += 1
            _count_grade(policy, id_, person.get("grade"), grades, found)
        posts = len(main.get(id_, ()))
        exempt = person["status"] in policy.exempt_status or establishment in policy.exempt_establishment
        if posts == 0 and not exempt:
            found.append(("everybody-has-a-post", (id_,)))
        elif posts > 1:
            found.append(("one-main-post", (id_,)))
        if concurrent.get(id_, 0) > policy.concurrent_max:
            found.append(("few-concurrent-posts", (id_,)))
    found.extend(("person-ids-unique", (i, i)) for i, n in seen.items() if n > 1 for _ in range(n))
    found.extend(("one-person-one-id", (n, i)) for n, ids in names.items() if len(ids) > 1 for i in ids)
    numbers = {"administrative": administrative, "public_institution": public, "slots": slots}
    return People(numbers, grades)


def _count_grade(
    policy: Policy, id_: str, grade: Json | None, grades: dict[tuple[str, int], int], found: list[Any]
) -> None:
    if grade is None:
        found.append(("grade-stated", (id_,)))
        return
    key = (grade["series"], grade["level"])
    grades[key] = grades.get(key, 0) + 1
    if key not in policy.grade_max:
        found.append(("grade-approved", (id_,)))


def check_grades(policy: Policy, grades: dict[tuple[str, int], int], found: list[Any]) -> None:
    """Approved numbers and ratios of the grades."""
    for (series, level), most in policy.grade_max.items():
        if grades.get((series, level), 0) > most:
            found.append(("graded-posts", (f"{series} {level}",)))
    for id_, series, levels, of, over, under in policy.ratios:
        held = sum(n for (s, level), n in grades.items() if s == series and level in of)
        upper = sum(n for (s, level), n in grades.items() if s == series and level in levels)
        if held > 0 and upper * under > over * held:
            found.append(("grade-ratio", (id_,)))


def _is_elsewhere(unit: str | None, setup: Json) -> bool:
    if unit is None or is_blank(unit):
        return False
    plain = squeezed(unit)
    own = {squeezed(institution["name"]) for institution in setup["institutions"]}
    return squeezed(setup["township"]["name"]) not in plain and plain not in own | _OWN_WORDS
