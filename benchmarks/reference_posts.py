"""The reference's checks of posts, statements and terms."""

from __future__ import annotations

import datetime
from typing import Any

from benchmarks.reference_people import Assignments
from benchmarks.reference_policy import Policy
from policy_engine.expr.functions_of_texts import is_blank

Json = dict[str, Any]


def check_posts(  # noqa: C901 - one walk for all the checks
    policy: Policy, setup: Json, assignments: Assignments, duties_of_post: dict[str, int], found: list[Any]
) -> dict[str, int]:
    """Checks every post; returns how many are counted, featured, and the leaders' seats."""
    persons = {person["id"]: person for person in setup["persons"]}
    institutions = {institution["id"] for institution in setup["institutions"]}
    counted = featured = leaders = special_tasks = 0
    seen: dict[str, int] = {}
    catalogued: dict[str, int] = {}
    for post in setup["posts"]:
        id_, kind, seats = post["id"], post["kind"], post["seats"]
        seen[id_] = seen.get(id_, 0) + 1
        assigned = assignments.of_post.get(id_, ())
        if kind in policy.counted_kinds:
            counted += 1
            if seats > policy.seats_max:
                found.append(("seats-in-one-post", (id_,)))
            duties = duties_of_post.get(id_, 0)
            if duties < policy.duties_min:
                found.append(("duties-per-post-low", (id_,)))
            if duties > policy.duties_max:
                found.append(("duties-per-post-high", (id_,)))
        if post["institution"] not in institutions:
            found.append(("post-institution-exists", (id_,)))
        holders = [persons[p] for p in {a["person"]: None for a in assigned} if p in persons]
        if len(holders) > seats:
            found.append(("occupants-within-seats", (id_,)))
        _check_catalogue(policy, post, kind, catalogued, found)
        _check_statement(policy, post, found)
        if kind != "leader":
            _check_title(policy, post, found)
        if kind == "featured":
            featured += 1
        elif kind == "leader":
            leaders += seats - min(seats, sum(_leads_elsewhere(assignments, h["id"], id_) for h in holders))
        elif kind == "mid_level":
            found.extend(("mid-level-post-needs-slot", (id_, h["id"])) for h in holders if "slot" not in h)
        elif kind == "special_task":
            special_tasks += 1
            _check_special_task(policy, setup, post, assigned, holders, found)
    _check_counts(policy, seen, catalogued, special_tasks, found)
    return {"counted": counted, "featured": featured, "leaders": leaders}


def _leads_elsewhere(assignments: Assignments, person: str, post: str) -> bool:
    """Whether the person's main post is another leader's post."""
    main = assignments.main.get(person, ())
    return post not in main and any(assignments.kinds.get(other) == "leader" for other in main)


def _check_catalogue(
    policy: Policy, post: Json, kind: str, catalogued: dict[str, int], found: list[Any]
) -> None:
    entry = post.get("catalogue")
    if entry is not None:
        catalogued[entry] = catalogued.get(entry, 0) + 1
    kinds = policy.catalogue_kinds.get(entry)
    if kinds is None:
        if kind in ("mid_level", "general", "comprehensive"):
            found.append(("post-traced", (post["id"],)))
        elif entry is not None:
            found.append(("catalogue-id-known", (post["id"],)))
    elif kind not in kinds:
        found.append(("post-kind-as-catalogued", (post["id"],)))


def _check_title(policy: Policy, post: Json, found: list[Any]) -> None:
    name = post["name"]
    if name.startswith(policy.leader_titles):
        found.append(("leader-posts-called-leader", (post["id"],)))
    elif any(title in name for title in policy.leader_titles):
        found.append(("leader-title-inside", (post["id"],)))


def _check_statement(policy: Policy, post: Json, found: list[Any]) -> None:
    statement = post.get("statement") or {}
    blank = [part for part in policy.statement_parts if is_blank(statement.get(part))]
    found.extend(("statement-part", (post["id"], part)) for part in blank)


def _check_special_task(
    policy: Policy, setup: Json, post: Json, assigned: Any, holders: list[Json], found: list[Any]
) -> None:
    id_, begins, ends = post["id"], post.get("from"), post.get("until")
    if is_blank(post.get("task")):
        found.append(("special-task-task", (id_,)))
    if post["seats"] > policy.special_task_seats:
        found.append(("special-task-seats", (id_,)))
    if begins is None or ends is None:
        found.append(("special-task-dates", (id_,)))
    else:
        if ends > _months_later(begins, policy.special_task_months):
            found.append(("special-task-months", (id_,)))
        if begins > ends:
            found.append(("special-task-order", (id_,)))
    if ends is not None and ends < setup["as_of"]:
        found.append(("special-task-over", (id_,)))
    if begins is not None:
        renewed = (a for a in assigned if a["from"] < begins)
        found.extend(("special-task-renewed", (id_, _label(a))) for a in renewed)
    if any(holder["status"] != "retired_from_lead" for holder in holders):
        found.append(("special-task-handover", (id_,)))


def _months_later(day: str, months: int) -> str:
    """The same day of the month, or the month's last; ISO text in and out."""
    date = datetime.date.fromisoformat(day)
    month = date.month - 1 + months
    year, month = date.year + month // 12, month % 12 + 1
    while True:
        try:
            return date.replace(year=year, month=month).isoformat()
        except ValueError:
            date -= datetime.timedelta(days=1)


def _label(assignment: Json) -> str:
    return f"{assignment['person']} {assignment['post']} {assignment['from']}"


def _check_counts(
    policy: Policy, seen: dict[str, int], catalogued: dict[str, int], special_tasks: int, found: list[Any]
) -> None:
    found.extend(("post-ids-unique", (i, i)) for i, n in seen.items() if n > 1 for _ in range(n))
    for entry, most in policy.catalogue_max.items():
        if catalogued.get(entry, 0) > most:
            found.append(("catalogue-entry-max", (entry,)))
    if special_tasks > policy.kind_max.get("special_task", 0):
        found.append(("kind-outside-cap", ("special_task",)))
