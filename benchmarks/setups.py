"""The set-ups that are measured: 90 posts and 120 persons, made from a shipped example.

Always the same bytes. The complying one has no finding at all: it is judged on a date
after which no later policy is known. The faulted ones are the same with a few mistakes.
"""

from __future__ import annotations

import copy
import datetime
import json
from typing import Any

import yaml

from policy_engine.resources import shipped

SOURCE = "331004-luqiao/cases/lubei-2024-complies.yaml"
AS_OF = datetime.date(2025, 3, 1)
POSTS, PERSONS = 90, 120
# Long enough to say something, short enough for about 45 kB in all.
_STATEMENT_CHARACTERS = 3
_DUTIES = 40


def complying() -> bytes:
    """The set-up without a mistake, as compact JSON."""
    return _bytes(_complying())


def faulted() -> list[bytes]:
    """Set-ups with one to a dozen mistakes each, spread over all collections."""
    return [_bytes(make(_complying())) for make in (_overfull, _careless, _misplaced, _leading)]


def _complying() -> dict[str, Any]:
    """The example, moved to a later date, with fewer posts and more persons."""
    setup: dict[str, Any] = yaml.safe_load((shipped("policies") / SOURCE).read_text(encoding="utf-8"))
    setup["as_of"] = AS_OF
    general = [post for post in setup["posts"] if post["kind"] == "general"]
    # The cap of that year is 88: two posts nobody holds as their main one go, with their duties.
    _drop_posts(setup, [post["id"] for post in general if _without_main_holder(setup, post["id"])][:2])
    for post in setup["posts"]:
        post["statement"] = {k: text[:_STATEMENT_CHARACTERS] for k, text in post["statement"].items()}
        if post["kind"] == "special_task":
            post["from"], post["until"] = datetime.date(2025, 1, 1), datetime.date(2025, 9, 30)
    for assignment in setup["assignments"]:
        if "until" not in assignment:
            assignment["from"] = datetime.date(2025, 1, 6)
    setup["duties"] = setup["duties"][:_DUTIES]
    _hire(setup)
    return setup


def _without_main_holder(setup: dict[str, Any], post: str) -> bool:
    return not any(a["post"] == post and a["main"] and "until" not in a for a in setup["assignments"])


def _drop_posts(setup: dict[str, Any], ids: list[str]) -> None:
    setup["posts"] = [post for post in setup["posts"] if post["id"] not in ids]
    setup["assignments"] = [a for a in setup["assignments"] if a["post"] not in ids]
    setup["duties"] = [duty for duty in setup["duties"] if duty["lead_post"] not in ids]


def _hire(setup: dict[str, Any]) -> None:
    """One more seat in a general post for everybody who is missing; nobody with establishment."""
    general = [post for post in setup["posts"] if post["kind"] == "general" and post["seats"] < 4]
    for number in range(PERSONS - len(setup["persons"])):
        post = general[number]
        post["seats"] += 1
        person = f"R{200 + number}"
        setup["persons"].append({
            "id": person, "name": "林*", "establishment": "none", "origin": "own", "status": "in_service",
        })  # fmt: skip
        setup["assignments"].append({"person": person, "post": post["id"], "main": True, "from": AS_OF})


def _overfull(setup: dict[str, Any]) -> dict[str, Any]:
    """More posts than the cap, more featured ones than the share, a post with too many holders."""
    for number in range(8):
        post = copy.deepcopy(setup["posts"][-3])
        post |= {"id": f"X{number}", "name": f"新设岗{number}"}
        setup["posts"].append(post)
    setup["posts"][12]["seats"] = 9
    setup["assignments"].append({"person": "R030", "post": "P01", "main": True, "from": AS_OF})
    setup["claimed"]["administrative"] = 45
    return setup


def _careless(setup: dict[str, Any]) -> dict[str, Any]:
    """Blank statements, a duty nobody leads on, dangling and duplicate ids."""
    setup["posts"][5]["statement"]["basics"] = "暂无"
    del setup["posts"][6]["statement"]["integrity_risks"]
    setup["posts"][40]["catalogue"] = "Q-99"
    setup["posts"][41]["institution"] = "I9"
    setup["posts"][50]["id"] = setup["posts"][51]["id"]
    del setup["duties"][3]["lead_post"]
    setup["duties"][4]["lead_post"] = "P999"
    setup["assignments"][7]["person"] = "R999"
    setup["institutions"][2]["approval"] = "路编〔2019〕1号"
    return setup


def _misplaced(setup: dict[str, Any]) -> dict[str, Any]:
    """Mistakes in institutions, people and grades."""
    setup["township"]["position"] = "旅游型"
    setup["institutions"][1]["function"] = "economy"
    setup["institutions"][3]["plates"].append("城管队")
    setup["institutions"][4]["establishment"]["public_institution"] = 30
    for person in setup["persons"][30:33]:
        person["grade"] = {"series": "professional", "level": 5}
    setup["persons"][40]["origin"] = "dispatched"
    del setup["persons"][11]["slot"]
    special = next(post for post in setup["posts"] if post["kind"] == "special_task")
    special["until"] = datetime.date(2027, 1, 1)
    special["task"] = "略"
    return setup


def _leading(setup: dict[str, Any]) -> dict[str, Any]:
    """Two more leaders' posts, of which only one is held by somebody who leads already."""
    held, shared = setup["posts"][30], setup["posts"][31]
    for post in (held, shared):
        post |= {"kind": "leader", "catalogue": "L-02"}
    for assignment in setup["assignments"]:
        if assignment["post"] == shared["id"]:
            assignment |= {"person": "R002", "main": False}
    setup["persons"][90] |= {"origin": "dispatched", "unit": setup["township"]["name"]}
    return setup


def _bytes(setup: dict[str, Any]) -> bytes:
    return json.dumps(setup, ensure_ascii=False, separators=(",", ":"), default=_date).encode()


def _date(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")
