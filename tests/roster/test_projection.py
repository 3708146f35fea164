"""What each kind of action does to a roster; the cases are data."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from policy_engine.documents.actions import Action, Journal
from policy_engine.documents.setup import Setup
from policy_engine.roster.projection import Projected, Roster, project, settled

GIVEN = yaml.load((Path(__file__).parent / "projections.yaml").read_text("utf-8"), yaml.CSafeLoader)
ACTION: TypeAdapter[Any] = TypeAdapter(Action)
LISTS = ("posts", "persons", "assignments", "duties")


def roster_of(case: dict[str, Any]) -> Roster:
    document = copy.deepcopy(GIVEN["roster"])
    document["assignments"] += case.get("also", [])
    document["journal"] = case.get("earlier")
    return Roster.of(Setup.model_validate(document))


def projected(case: dict[str, Any]) -> tuple[Roster, Projected]:
    roster = roster_of(case)
    return roster, project(roster, ACTION.validate_python({"id": "X1", **case["action"]}), case.get("at"))


def keyed(setup: Setup, name: str) -> dict[str, dict[str, Any]]:
    def key(record: Any) -> str:
        if name == "assignments":
            return f"{record.person}/{record.post}/{record.from_}"
        return str(record.id)

    return {key(record): record.model_dump(by_alias=True) for record in getattr(setup, name)}


def differences(before: Setup, after: Setup, name: str) -> dict[str, Any]:
    old, new = keyed(before, name), keyed(after, name)
    found: dict[str, Any] = dict.fromkeys(old.keys() - new.keys(), "gone")
    found |= dict.fromkeys(new.keys() - old.keys(), "new")
    for key in old.keys() & new.keys():
        changed = {field: value for field, value in new[key].items() if old[key][field] != value}
        if changed:
            found[key] = changed
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in GIVEN["cases"]])
def test_an_action_changes_this_and_nothing_else(case: dict[str, Any]) -> None:
    before, made = projected(case)
    found: dict[str, Any] = {name: differences(before.setup, made.roster.setup, name) for name in LISTS}
    found["journal"] = {
        kind: len(getattr(made.roster.earlier, kind))
        for kind in Journal.model_fields
        if getattr(made.roster.earlier, kind)
    }
    assert {name: each for name, each in found.items() if each} == case["gives"]
    if "pairs" in case:
        assert [pair.until for pair in made.roster.earlier.mentorship] == case["pairs"]
    for id_, fields in case.get("then", {}).items():
        person = keyed(made.roster.setup, "persons")[id_]
        assert {name: person[name] for name in fields} == fields


@pytest.mark.parametrize("case", [pytest.param(case, id=case["case"]) for case in GIVEN["cases"]])
def test_the_change_says_what_the_set_ups_differ_in(case: dict[str, Any]) -> None:
    before, made = projected(case)
    people = differences(before.setup, made.roster.setup, "persons")
    posts = differences(before.setup, made.roster.setup, "assignments")
    assert {p.id for p in made.change.arrived} == {id_ for id_, what in people.items() if what == "new"}
    assert {p.id for p in made.change.left} == {id_ for id_, what in people.items() if what == "gone"}
    started = {f"{a.person}/{a.post}/{a.from_}" for a in made.change.started}
    assert started == {key for key, what in posts.items() if what == "new"}
    ended = {f"{a.person}/{a.post}/{a.from_}" for a in made.change.ended}
    others = {key for key, what in posts.items() if what != "new"} - ended
    # Of whoever left, what had ended before is gone too.
    assert {key.split("/")[0] for key in others} <= {p.id for p in made.change.left}


def test_a_roster_that_was_projected_on_is_as_it_was() -> None:
    case = GIVEN["cases"][0]
    roster = roster_of(case)
    before = roster.setup.model_dump_json()
    project(roster, ACTION.validate_python({"id": "X1", **case["action"]}))
    assert roster.setup.model_dump_json() == before


def test_a_collection_that_is_absent_stays_absent() -> None:
    document = {**GIVEN["roster"]}
    del document["assignments"], document["persons"]
    action = ACTION.validate_python({"id": "X1", **GIVEN["cases"][0]["action"]})
    made = project(Roster.of(Setup.model_validate(document)), action)
    assert made.roster.setup.assignments is None
    assert made.roster.setup.persons is None


def test_what_is_done_earlier_is_written_into_the_set_up_and_read_from_it() -> None:
    case = next(case for case in GIVEN["cases"] if case["action"]["action"] == "mentorship")
    _, made = projected(case)
    written = made.roster.written()
    assert written.journal is not None
    assert [pair.mentee for pair in Roster.of(written).earlier.mentorship] == ["B"]
    assert Roster.of(roster_of(case).setup).written().journal is None


def test_a_promotion_begins_a_new_term_once_it_is_done() -> None:
    document = copy.deepcopy(GIVEN["roster"])
    document["persons"][0]["file"] = {"since": GIVEN["roster"]["as_of"]}
    roster = Roster.of(Setup.model_validate(document))
    promotion = ACTION.validate_python({"id": "X1", **GIVEN["cases"][0]["action"]})
    lateral = promotion.model_copy(update={"promotes": False})
    for action, since in ((promotion, promotion.from_), (lateral, document["as_of"])):
        projected = project(roster, action).roster
        assert person_of(projected).since == document["as_of"]
        assert person_of(settled(projected, action)).since == since


def person_of(roster: Roster) -> Any:
    (person,) = [person for person in roster.setup.persons or () if person.id == "A"]
    return person.file
