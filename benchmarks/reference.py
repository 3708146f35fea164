"""The reference: the same checks as plain Python over json.loads, written by hand for one county.

It does what a competent programmer would write for exactly these rules: one walk per
collection, sets and dictionaries prepared beforehand, dates compared as ISO text. It
trusts its input: where the engine says "incomplete", this raises KeyError.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from benchmarks.reference_people import check_assignments, check_duties, check_grades, check_persons
from benchmarks.reference_policy import COUNTY, Policy
from benchmarks.reference_posts import check_posts
from policy_engine.divisions import division, division_form
from policy_engine.expr.functions_of_texts import is_blank

# (rule id, what it was found at, one label for each thing the rule looked at).
Found: TypeAlias = tuple[str, tuple[str, ...]]
Json: TypeAlias = dict[str, Any]


class Reference:
    """Judges set-ups of one township."""

    def __init__(self) -> None:
        self._policy = Policy()

    def from_bytes(self, data: bytes) -> list[Found]:
        """What is wrong with the set-up in `data`."""
        return self.judge(json.loads(data))

    def judge(self, setup: Json) -> list[Found]:
        """The same for a set-up that has been read."""
        found: list[Found] = []
        policy = self._policy
        # One pass over the assignments serves persons and posts; so does one over the duties.
        assignments = check_assignments(setup, found)
        duties_of_post = check_duties(setup, found)
        numbers = check_posts(policy, setup, assignments, duties_of_post, found)
        people = check_persons(policy, setup, assignments, found)
        check_grades(policy, people.grades, found)
        _check_township(policy, setup, found)
        _check_institutions(policy, setup, found)
        _check_numbers(policy, setup, numbers | people.numbers, found)
        return found


def _check_township(policy: Policy, setup: Json, found: list[Found]) -> None:
    township = setup["township"]
    code = township["code"]
    if (claimed := township.get("class")) is not None and claimed != policy.class_:
        found.append(("class-as-computed", ()))
    if division(code) is None and policy.added.get(code, "9") > setup["as_of"]:
        found.append(("division-code-known", ()))
    form = division_form(code)
    if form is None:
        found.append(("division-is-township", ()))
    elif township["form"] != form:
        found.append(("form-as-coded", ()))
    if not code.startswith(COUNTY):
        found.append(("division-in-jurisdiction", ()))
    if township.get("position") not in policy.positions:
        found.append(("position-known", ()))
    if setup["template"] != policy.template:
        found.append(("template-as-classed", ()))


def _check_institutions(policy: Policy, setup: Json, found: list[Found]) -> None:  # noqa: C901 - one walk for all the checks
    rooms = specials = administrative = public = 0
    platforms = dict.fromkeys(policy.platforms, 0)
    seen: dict[str, int] = {}
    named: dict[str, list[str]] = {}
    for institution in setup["institutions"]:
        id_, kind = institution["id"], institution["kind"]
        seen[id_] = seen.get(id_, 0) + 1
        named.setdefault(institution["name"], []).append(id_)
        establishment = institution["establishment"]
        administrative += establishment.get("administrative", 0)
        public += establishment.get("public_institution", 0)
        if kind == "command_room":
            rooms += 1
        elif "综合信息指挥" in institution["name"]:
            found.append(("command-room-relabelled", (id_,)))
        if kind == "platform":
            function = institution.get("function")
            if function in platforms:
                platforms[function] += 1
            else:
                found.append(("platform-in-template", (id_,)))
        elif kind == "special":
            specials += 1
            if institution.get("catalogue") not in policy.specials:
                found.append(("special-in-catalogue", (id_,)))
        if kind not in policy.institution_kinds:
            found.append(("institution-kind-in-template", (id_,)))
        _check_approval(policy, institution, establishment, found)
    found.extend(("institution-ids-unique", (i, i)) for i, n in seen.items() if n > 1 for _ in range(n))
    found.extend(("institution-name-once", (n, i)) for n, ids in named.items() if len(ids) > 1 for i in ids)
    found.extend(("platform-once", (f,)) for f, n in platforms.items() if n != 1)
    if rooms != policy.command_rooms:
        found.append(("command-rooms", ()))
    if specials > policy.special_max:
        found.append(("special-within-limit", ()))
    if administrative > policy.ledger["administrative"]:
        found.append(("institutions-administrative-total", ()))
    if public > policy.ledger["public_institution"]:
        found.append(("institutions-public-total", ()))


def _check_approval(policy: Policy, institution: Json, establishment: Json, found: list[Found]) -> None:
    id_, approval = institution["id"], institution.get("approval")
    approved = policy.approved.get(institution["name"])
    if is_blank(approval):
        found.append(("institution-approval", (id_,)))
    elif approved is None or approved["approval"] != approval:
        found.append(("institution-approval-in-ledger", (id_,)))
    if approved is None:
        return
    allowed = approved["establishment"]
    if establishment.get("administrative", 0) != allowed.get("administrative", 0):
        found.append(("institution-administrative", (id_,)))
    if establishment.get("public_institution", 0) != allowed.get("public_institution", 0):
        found.append(("institution-public", (id_,)))
    plates = approved.get("plates", ())
    found.extend(("plates-in-ledger", (id_, p)) for p in institution.get("plates", ()) if p not in plates)


def _check_numbers(policy: Policy, setup: Json, numbers: dict[str, int], found: list[Found]) -> None:
    ledger, claimed = policy.ledger, setup["claimed"]
    slots, claimed_slots = ledger["mid_level"], claimed["mid_level"]
    counted = numbers["counted"]
    broken = {
        "administrative-owned": numbers["administrative"] > ledger["administrative"],
        "public-institution-owned": numbers["public_institution"] > ledger["public_institution"],
        "posts-over-cap": counted > policy.cap,
        "featured-share": counted > 0 and 100 * numbers["featured"] > policy.featured_percent * counted,
        "mid-level-pooled": numbers["slots"] > slots["chief"] + slots["deputy"],
        "leadership-slots": numbers["leaders"] > ledger["leaders"],
        "claimed-administrative": claimed["administrative"] != ledger["administrative"],
        "claimed-public-institution": claimed["public_institution"] != ledger["public_institution"],
        "claimed-leaders": claimed["leaders"] != ledger["leaders"],
        "claimed-chiefs": claimed_slots["chief"] != slots["chief"],
        "claimed-deputies": claimed_slots["deputy"] != slots["deputy"],
        "ledger-present": ledger is None,
        "later-version": policy.later_from is not None,
        "posts-declared": not setup["posts"],
        "roster-declared": not setup["persons"],
        "duties-declared": not setup["duties"],
    }
    found.extend((rule, ()) for rule, is_broken in broken.items() if is_broken)
