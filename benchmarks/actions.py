"""Actions on a roster of 120 people that is loaded already, against a full check of its set-up."""

from __future__ import annotations

import datetime
import json
from typing import Any

from benchmarks.measure import interleaved, seconds
from benchmarks.setups import complying
from benchmarks.table import Row
from policy_engine.app.batch import BatchRun
from policy_engine.app.check_actions import ActionChecker
from policy_engine.app.counties import Counties
from policy_engine.app.deciding import decide_case
from policy_engine.app.settlement import settled
from policy_engine.app.towns import Town, towns_of
from policy_engine.documents.actions import Actions
from policy_engine.documents.load import Loaded, load
from policy_engine.resources import shipped

_AT_MOST, _LINEAR = 0.3, 1.25
_COUNTY, _DAY = "331004", datetime.date(2025, 10, 9)
_FEW, _MANY = 250, 1000
_WORK = {
    "执法": "enforcement", "财务": "finance", "财政": "finance", "纪检": "discipline", "组织": "organisation",
    "人事": "personnel", "监察": "supervision", "审计": "audit",
}  # fmt: skip
_FILE = {
    "since": "2020-01-01", "recruited": "2015-01-01", "punishments": [], "certificates": ["行政执法证"],
    "appraisals": [{"year": 2024, "grade": "competent"}], "relatives": [], "home": "330803",
}  # fmt: skip


def actions(turns: int) -> list[Row]:
    """What one action costs, alone and in a batch. Raises AssertionError where one is not done."""
    setup = _roster()
    one, many, few = (_batch(setup, number) for number in (30, _MANY, _FEW))
    town = _town(setup)
    towns = {town.code: town}
    for batch in (one, many, few):
        _all_done(setup, batch)
    took = interleaved(
        {
            "check": lambda: _full_check(town),
            "judged": lambda: BatchRun(one, towns),
            "settled": lambda: settled(one, towns),
        },
        turns,
    )
    number = len(one.document.actions)
    each = took["judged"].median / number / took["check"].median
    after = took["settled"].median / number / took["check"].median
    growth = _settling(many, towns) / _settling(few, towns) / (_MANY / _FEW)
    return [
        Row("set-up of 120 people, loaded → findings and outcome", took["check"].median * 1000, "ms"),
        Row(
            f"one action of a batch of {number}, judged on the roster",
            took["judged"].median / number * 1000, "ms", None,
            f"{each:.2f} × a full check", f"≤ {_AT_MOST} ×", each <= _AT_MOST,
        ),
        Row(
            "  with the set-up's own checks of what the batch leaves behind",
            took["settled"].median / number * 1000, "ms", None, f"{after:.2f} × a full check",
        ),
        Row(
            f"{_MANY} actions in a batch, per action against {_FEW}",
            _settling(many, towns) / _MANY * 1000, "ms", None,
            f"{growth:.2f} ×", f"≤ {_LINEAR} ×", growth <= _LINEAR,
        ),
    ]  # fmt: skip


def _full_check(town: Town) -> None:
    town.classing.with_cause(town.setup_program().judge(town.facts()))
    decide_case(town.county, town.classing.class_, town.setup.township.form, ())


def _settling(batch: Loaded[Actions], towns: dict[str, Town]) -> float:
    return min(seconds(lambda: settled(batch, towns)) for _ in range(5))


def _roster() -> dict[str, Any]:
    """The set-up of the other benchmarks with what actions ask for, and a free seat in every general post."""
    setup: dict[str, Any] = json.loads(complying())
    leader = next(post["id"] for post in setup["posts"] if post["kind"] == "leader")
    for post in setup["posts"]:
        if post["kind"] != "leader":
            post["reports_to"] = leader
        if post["kind"] == "general":
            post["seats"] += 1
        post["work"] = [work for word, work in _WORK.items() if word in post["name"]]
    for person in setup["persons"]:
        person["file"] = _FILE
    setup["journal"] = {"training": [{
        "id": "T0", "action": "training", "from": "2025-09-01", "until": "2025-09-05", "hours": 40,
        "subject": "岗前培训", "plan": "路组〔2025〕7号", "persons": [p["id"] for p in setup["persons"]],
    }]}  # fmt: skip
    return setup


def _town(setup: dict[str, Any]) -> Town:
    county = Counties(shipped("policies")).on(_COUNTY, _DAY)
    return next(iter(towns_of(county, _DAY, [(_bytes(setup), "setup.json")], _COUNTY).values()))


def _batch(setup: dict[str, Any], number: int) -> Loaded[Actions]:
    """Pairs, trainings, and rotations of as many people as there are posts with a free seat."""
    general = [post["id"] for post in setup["posts"] if post["kind"] == "general"]
    held = {a["person"]: a["post"] for a in setup["assignments"] if a["main"] and "until" not in a}
    # One holder of each post, so that everybody can move into the next one's.
    people = list({held[person]: person for person in held if held[person] in general}.values())
    made = [_action(n, people, held) for n in range(number)]
    document = {
        "kind": "actions", "jurisdiction": _COUNTY, "as_of": str(_DAY), "consulted": [], "actions": made,
    }  # fmt: skip
    return load(Actions, _bytes(document), "actions.json")


def _action(number: int, people: list[str], held: dict[str, str]) -> dict[str, Any]:
    person, other = people[number % len(people)], people[(number + 1) % len(people)]
    common = {"id": f"A{number}", "from": str(_DAY)}
    if number % 3 == 0 and number < len(people):
        # Everybody moves into the free seat of the next one's post.
        return {
            **common,
            "action": "rotation",
            "person": person,
            "post": held[other],
            "leaves": [held[person]],
        }
    if number % 3 == 1 and number < len(people):
        return {
            **common, "action": "mentorship", "mentor": person, "mentee": other,
            "until": str(_DAY + datetime.timedelta(days=800)),
        }  # fmt: skip
    return {
        **common, "action": "training", "persons": [person, other], "hours": 8,
        "subject": f"业务培训{number}", "plan": "路组〔2025〕8号",
    }  # fmt: skip


def _all_done(setup: dict[str, Any], batch: Loaded[Actions]) -> None:
    examined = ActionChecker(shipped("policies")).check(
        batch.data, batch.name, [(_bytes(setup), "setup.json")]
    )
    (report,) = examined.reports.reports
    assert all(result.done for result in report.actions), [f.message.zh for f in report.findings]  # noqa: S101


def _bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
