"""Random actions on a roster, sensible and otherwise."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter

from policy_engine.documents.actions import Action
from policy_engine.documents.setup import Setup

ACTION: TypeAdapter[Any] = TypeAdapter(Action)
FIRST = datetime.date(2024, 3, 4)


_FILE = {
    "since": datetime.date(2020, 1, 1), "recruited": datetime.date(2015, 1, 1), "punishments": [],
    "appraisals": [{"year": 2023, "grade": "competent"}], "certificates": [], "relatives": [],
    "home": "330803",
}  # fmt: skip


def _sensible_moves(setup: Setup, common: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Somebody leaves the main post that she holds for another general one."""
    held = {a.person: a.post for a in setup.assignments or () if a.main and a.until is None}
    general = [post.id for post in setup.posts or () if post.kind == "general"]
    person = st.sampled_from(sorted(held))
    move = {**common, "person": person, "post": st.sampled_from(general), "action": st.just("rotation")}
    return st.fixed_dictionaries(move).map(lambda made: {**made, "leaves": [held[made["person"]]]})


def _sensible_hires(setup: Setup, common: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Somebody new comes to a general or a mid-level post, perhaps with a slot."""
    posts = st.sampled_from([p.id for p in setup.posts or () if p.kind in ("general", "mid_level")])
    slots = st.sampled_from([None, None, {"rank": "chief"}, {"rank": "deputy"}])
    kinds = st.sampled_from(["administrative", "public_institution"])
    hire = {
        **common, "action": st.just("appointment"), "promotes": st.just(False), "post": posts, "slot": slots,
        "newcomer": st.builds(_newcomer, st.integers(1, 4), kinds),
    }  # fmt: skip
    return st.fixed_dictionaries(hire).map(_named_as_newcomer)


def _newcomer(number: int, establishment: str) -> dict[str, Any]:
    grade = {"series": "professional", "level": 10} if establishment == "public_institution" else None
    return {
        "id": f"N{number}", "name": f"钱{number}*", "establishment": establishment, "origin": "own",
        "status": "in_service", "file": _FILE, "grade": grade,
    }  # fmt: skip


def _named_as_newcomer(action: dict[str, Any]) -> dict[str, Any]:
    return {**action, "person": action["newcomer"]["id"]}


def actions_on(setup: Setup, days: int = 200) -> st.SearchStrategy[Any]:
    """One action on somebody of the roster, or on nobody."""
    persons = st.sampled_from([*(p.id for p in setup.persons or ()), "R-nobody"])
    posts = st.sampled_from([*(p.id for p in setup.posts or ()), "P-nothing"])
    day = st.integers(0, days).map(lambda n: FIRST + datetime.timedelta(days=n))
    common = {"id": st.just("A"), "from": day}
    until = st.one_of(st.none(), day)
    slot = st.one_of(st.none(), st.sampled_from([{"rank": "chief"}, {"rank": "deputy"}]))
    placement = {
        **common, "person": persons, "post": posts, "until": until, "slot": slot,
        "leaves": st.lists(posts, max_size=2), "frees_slot": st.booleans(),
    }  # fmt: skip
    newcomer = st.builds(
        lambda n, kind: {
            "id": f"N{n}", "name": "钱*", "establishment": kind, "origin": "own", "status": "in_service",
        },
        st.integers(1, 3),
        st.sampled_from(["administrative", "public_institution", "none"]),
    )  # fmt: skip
    hired = st.fixed_dictionaries(
        {**placement, "action": st.just("appointment"), "promotes": st.just(False), "newcomer": newcomer}
    ).map(_named_as_newcomer)
    return st.one_of(
        st.fixed_dictionaries({**placement, "action": st.just("rotation")}),
        hired,
        *([_sensible_moves(setup, common), _sensible_hires(setup, common)] * 2),
        st.fixed_dictionaries(
            {
                **common,
                "action": st.just("release"),
                "person": persons,
                "reason": st.sampled_from(["leave_post", "transfer", "leave_lead", "loan_end"]),
                "post": st.one_of(st.none(), posts),
            }
        ),
        st.fixed_dictionaries(
            {
                **common,
                "action": st.just("special_assignment"),
                "post": st.just("T-new"),
                "persons": st.lists(persons, min_size=1, max_size=3),
                "leaves": st.lists(posts, max_size=2),
                "until": until,
                "new_post": st.just(
                    {"id": "T-new", "name": "专班", "institution": "I1", "kind": "special_task", "seats": 3}
                ),
            }
        ),
        st.fixed_dictionaries(
            {**common, "action": st.just("mentorship"), "mentor": persons, "mentee": persons}
        ),
    ).map(ACTION.validate_python)
