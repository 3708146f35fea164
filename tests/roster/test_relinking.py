"""Relations taken over from before an action are those that would be worked out afresh."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policy_engine.documents.links import RESTS_ON, Links, link
from policy_engine.documents.setup import Setup
from policy_engine.roster.projection import Roster, project
from tests.effort import tried
from tests.fixtures.counties import base
from tests.roster.random_actions import FIRST, actions_on

SETUP = Setup.model_validate(base("full").setup)


def relations(links: Links) -> dict[str, Any]:
    """Every relation; a group without members is none."""
    found = {}
    for name in RESTS_ON:
        value = getattr(links, name)
        if isinstance(value, dict):
            value = {key: [id(r) for r in group] if isinstance(group, list) else id(group)
                     for key, group in value.items() if group != []}  # fmt: skip
        elif value is not None:
            value = [id(record) for record in value]
        found[name] = value
    return found


@tried(60, thorough=150, derandomize=True, database=None)
@given(actions=st.lists(actions_on(SETUP), min_size=1, max_size=6))
def test_relations_after_each_action_are_those_of_the_set_up_read_afresh(actions: list[Any]) -> None:
    roster = Roster.of(SETUP)
    links = link(SETUP, FIRST)
    for action in actions:
        projected = project(roster, action)
        links = projected.links(links, FIRST)
        roster = projected.roster
        assert relations(links) == relations(link(roster.setup, FIRST))


@tried(15, thorough=30, derandomize=True, database=None)
@given(action=actions_on(SETUP))
def test_relations_of_absent_collections_stay_absent(action: Any) -> None:
    setup = SETUP.model_copy(update={"assignments": None})
    projected = project(Roster.of(setup), action)
    links = projected.links(link(setup, FIRST), FIRST)
    assert links.holders_of_post is None
    assert links.current_assignments is None
