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
    ).map(lambda action: {**action, "person": action["newcomer"]["id"]})
    return st.one_of(
        st.fixed_dictionaries({**placement, "action": st.just("rotation")}),
        hired,
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
