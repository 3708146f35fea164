"""An assessment recomputed as a whole, and the facts that rules range over."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from policy_engine.assessment.facts import barred_by_grade, facts_of
from policy_engine.assessment.model import Given, Recomputed
from policy_engine.assessment.recompute import recompute
from policy_engine.documents.assessed import Assessed
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.traces.model import Aside, PersonTraces, Row, TraceTotals
from tests.assessment import making
from tests.assessment.making import given_of, read

_FILE = read("recomputed.yaml")
_DIGEST = _FILE["document"]["traces"]["sha256"]


def _given(policy: Any = (), document: Any = (), **more: Any) -> Given:
    return given_of({**_FILE["policy"], **dict(policy)}, {**_FILE["document"], **dict(document)}, **more)


@pytest.fixture(scope="module")
def recomputed() -> Recomputed:
    return recompute(_given(pot=_FILE["pot"]))


@pytest.fixture(scope="module")
def facts(recomputed: Recomputed) -> Assessed:
    return facts_of(recomputed)


def _as_written(value: Any) -> Any:
    return Fraction(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


@pytest.mark.parametrize("person", _FILE["results"])
def test_each_figure_is_that_worked_out_by_hand(person: str, recomputed: Recomputed) -> None:
    found = next(r for r in recomputed.people if r.standing.entry.person == person)
    told = {"total": found.points.total, "grade": found.grade, "bonus": found.bonus}
    assert told == {name: _as_written(value) for name, value in _FILE["results"][person].items()}


def test_people_stand_in_the_order_of_the_document(recomputed: Recomputed, facts: Assessed) -> None:
    written = [entry["person"] for entry in _FILE["document"]["people"]]
    assert [r.standing.entry.person for r in recomputed.people] == written
    assert [fact.person for fact in facts.people] == written


@pytest.mark.parametrize("person", _FILE["facts"])
def test_a_persons_facts_are_what_was_recomputed_beside_what_was_submitted(
    person: str, facts: Assessed
) -> None:
    found = next(fact for fact in facts.people if fact.person == person)
    expected = {name: _as_written(value) for name, value in _FILE["facts"][person].items()}
    assert {name: getattr(found, name) for name in expected} == expected


def test_facts_hold_the_very_records_of_the_document(recomputed: Recomputed, facts: Assessed) -> None:
    document = recomputed.given.document
    pairs = [
        (facts.people, document.people),
        (facts.posts, document.posts),
        (facts.turnout, document.turnout),
        (facts.snail_posts, document.snail_posts),
        (facts.regular[:1], document.regular),
        (facts.raises, [document.raised]),
    ]
    for made, records in pairs:
        assert made
        assert [id(fact.entries[0]) for fact in made] == [id(record) for record in records or ()]
    assert facts.regular[1].entries == []


def test_the_rest_of_the_facts(facts: Assessed) -> None:
    pool = facts.pools[0]
    assert (pool.id, pool.eligible, pool.quota, pool.excellent, pool.share) == (
        "civil",
        5,
        1,
        1,
        Fraction(1, 4),
    )
    assert (pool.raise_granted, pool.unit_failed, facts.any_excellent) == (False, False, True)
    claim = facts.raises[0]
    assert (claim.ground, claim.ground_listed, claim.approved) == ("省级表彰", False, False)
    assert [(t.group, t.due, t.cast) for t in facts.turnout] == [("全体干部", 60, 52), ("外单位", 5, 5)]
    # 1/3 × 1 + 2/3 × 1.1; the second post lacks a rating.
    assert [(p.post, p.factor, p.submitted) for p in facts.posts] == [
        ("P1", Fraction(16, 15), Decimal("1.07")), ("P2", None, None),
    ]  # fmt: skip
    assert [(s.person, s.trigger_known, s.trigger, s.below, s.total) for s in facts.snail_posts] == [
        ("D", True, "得分低于 60 分", 60, 80), ("C", False, "迟到", None, Decimal("58.6")),
    ]  # fmt: skip
    bonus = facts.bonus
    assert bonus is not None
    assert (bonus.pot, bonus.submitted, bonus.spread) == (1000, 500, Fraction(3, 2))
    assert facts.publicised_until == datetime.date(2025, 1, 17)
    assert (facts.number, facts.township, facts.every) == ("苏溪考〔2024〕1号", "330782101", "year")


@pytest.mark.parametrize("case", making.cases("left_out.yaml"))
def test_who_of_the_roster_is_left_out_and_is_to_be_assessed(case: dict[str, Any]) -> None:
    written = read("left_out.yaml")
    setup = {**written["setup"], **case.get("setup", {})}
    for person, changes in case.get("persons", {}).items():
        setup["persons"] = [
            {**each, **changes} if each["id"] == person else each for each in setup["persons"]
        ]
    policy = {**written["policy"], **case.get("policy", {})}
    document = {"people": [{"person": "R01"}], **case.get("document", {})}
    facts = facts_of(recompute(given_of(policy, document, setup=setup))).left_out
    assert {fact.person: fact.due for fact in facts} == {**written["due"], **case["due"]}
    assert [fact.person for fact in facts if fact.dispatched] == ["R05", "R06"]
    assert facts == sorted(facts, key=lambda fact: fact.person)


def test_without_a_roster_nobody_is_known_to_be_left_out(facts: Assessed) -> None:
    assert facts.left_out == []


def test_votes_stand_beside_the_turnout_of_their_group() -> None:
    ballots = [{"group": "全体干部", "votes": {"好": 3, "差": 2}}, {"group": "别人", "votes": {"好": 1}}]
    person = {"person": "A", "ballots": ballots}
    told = facts_of(recompute(_given(document={"people": [person], "snail_posts": []}))).people[0].votes
    assert [(each.group, each.counted, each.due, each.cast) for each in told] == [
        ("全体干部", 5, 60, 52), ("别人", 1, None, None),
    ]  # fmt: skip


def test_votes_of_the_one_ballot_stand_beside_its_turnout() -> None:
    person = {"person": "A", "ballots": [{"votes": {"好": 3, "差": 2}}]}
    document = {"people": [person], "turnout": [{"due": 60, "cast": 50}]}
    (told,) = facts_of(recompute(given_of({}, document))).people[0].votes
    assert (told.group, told.counted, told.due, told.cast) == ("", 5, 60, 50)


@pytest.mark.parametrize(
    ("submitted", "total", "spread"),
    [([200, 100, 0], 300, 2), ([300, 200], 500, Fraction(3, 2)), ([0, 0], 0, None), ([None], None, None)],
)
def test_the_spread_is_among_those_who_get_something(
    submitted: list[int | None], total: int | None, spread: int | Fraction | None
) -> None:
    people = [{"person": f"R{n}", "submitted": {"bonus": bonus}} for n, bonus in enumerate(submitted)]
    bonus = facts_of(recompute(_given(document={"people": people, "snail_posts": []}))).bonus
    assert bonus is not None
    assert (bonus.pot, bonus.submitted, bonus.spread) == (None, total, spread)
    assert type(bonus.spread) is type(spread)


def _table(sha256: str) -> TraceTotals:
    rows = (Row(12), Row(3, "2 月"))
    people = {"A": PersonTraces(Fraction(8), Fraction(10), None, rows, {})}
    return TraceTotals("t.csv", sha256, 14, 8, 3, 2, 1, 0, people)


def test_a_table_goes_before_what_is_claimed() -> None:
    facts = facts_of(recompute(_given(traces=_table("1" * 64))))
    first, second = facts.people[:2]
    assert (first.assigned, first.done, first.claimed_assigned) == (8, 10, 10)
    assert first.overdone_rows == ["12", "2 月!3"]
    # Who is not in the table had nothing to do.
    assert (second.assigned, second.done, second.overdone_rows) == (0, 0, [])
    traces = facts.traces
    assert traces is not None
    assert (traces.given, traces.same_file, traces.counted, traces.claimed) == (True, False, 8, 9)
    assert (traces.duplicates, traces.outside_period, traces.after_freeze) == (3, 2, 1)


@pytest.mark.parametrize(
    ("table", "frozen", "same"),
    [
        (_DIGEST, {"on": "2025-01-05", "sha256": _DIGEST}, True),
        (_DIGEST, {"on": "2025-01-05"}, None),
        (_DIGEST, None, None),
        (None, {"on": "2025-01-05", "sha256": _DIGEST}, None),
    ],
)
def test_a_table_is_compared_with_the_digest_of_its_freeze(
    table: str | None, frozen: dict[str, Any] | None, same: bool | None
) -> None:
    given = _given(document={"traces": frozen}, traces=None if table is None else _table(table))
    traces = facts_of(recompute(given)).traces
    assert traces is not None
    assert (traces.same_file, traces.given) == (same, table is not None)


@pytest.mark.parametrize(("weight", "told"), [(None, False), ("0%", False), ("40%", True)])
def test_traces_that_weigh_nothing_are_no_facts(weight: str | None, told: bool) -> None:
    mix = {"dimension": "60%", "trace": weight}
    assert (facts_of(recompute(_given({"mix": mix}, {"traces": None}))).traces is not None) is told


@pytest.mark.parametrize("bonus", [None, {"by": ["grade"], "periods": ["month"]}])
def test_a_period_without_bonus_has_no_facts_of_it(bonus: dict[str, Any] | None) -> None:
    recomputed = recompute(_given({"bonus": bonus}))
    assert facts_of(recomputed).bonus is None
    assert all(result.bonus is None for result in recomputed.people)


def test_an_open_grade_bars_nobody_knows_what() -> None:
    policy = AssessmentPolicy.model_validate({"effects": _FILE["policy"]["effects"]})
    assert barred_by_grade(None, policy) is None
    assert barred_by_grade("ungraded", policy) is None
    assert barred_by_grade("incompetent", policy) == ["honours", "rank", "bonus"]
    assert barred_by_grade("excellent", AssessmentPolicy()) is None


def test_a_bare_document_under_a_bare_policy_has_facts_but_no_figures() -> None:
    facts = facts_of(recompute(given_of({}, {"people": [{"person": "A"}], "leaders": None})))
    person = facts.people[0]
    assert (person.total, person.grade, person.bonus, person.leader, person.dispatched) == (None,) * 5
    assert (facts.pools, facts.raises, facts.posts, facts.regular, facts.traces, facts.bonus) == (
        [],
        [],
        [],
        [],
        None,
        None,
    )
    assert facts.any_excellent is False


def test_how_many_lead_is_told_by_the_list_where_there_is_no_roster() -> None:
    told = [
        facts_of(recompute(_given(document={"leaders": leaders}))).leading
        for leaders in (["L", "L"], [], None)
    ]
    assert told == [1, 0, None]


def test_how_many_lead_is_told_by_the_roster_where_there_is_one() -> None:
    written = read("left_out.yaml")
    document = {"people": [{"person": "R01"}], "leaders": ["R01", "R02"]}
    given = given_of(written["policy"], document, setup=written["setup"])
    posts = {post["id"] for post in written["setup"]["posts"] if post["kind"] == "leader"}
    leading = {each["person"] for each in written["setup"]["assignments"] if each["post"] in posts}
    assert facts_of(recompute(given)).leading == len(leading) == 1


def test_a_weight_is_that_with_which_traces_count_beside_the_ceiling() -> None:
    mix = {"dimension": "50%", "trace": "30%", "ballot": "20%"}
    ballots = {"options": [{"id": "good", "name": "好", "points": 100}], "periods": ["month"]}
    given = dataclasses.replace(
        _given({"mix": mix, "ballots": ballots}, {"turnout": None}), trace_ceiling=Fraction(3, 10)
    )
    facts = facts_of(recompute(given))
    # No ballot in an annual assessment: 30 % of 80 %. Nobody but A has traces at all.
    assert [fact.trace_weight for fact in facts.people if fact.person == "A"] == [Fraction(3, 8)]
    assert facts.traces is not None
    assert facts.traces.ceiling == Fraction(3, 10)


def test_what_a_table_sets_aside_is_told_of_everybody_where_there_is_a_table() -> None:
    table = _table("1" * 64)
    people = {"A": dataclasses.replace(table.people["A"], aside=Aside(1, 2, 3, 4, 5, 6))}

    def told(traces: TraceTotals | None) -> list[tuple[int | None, ...]]:
        return [
            (
                fact.after_freeze_only,
                fact.moved_out,
                fact.handed_over,
                fact.taken_over,
                fact.lowered,
                fact.of_nothing,
            )
            for fact in facts_of(recompute(_given(traces=traces))).people[:2]
        ]

    assert told(dataclasses.replace(table, people=people)) == [(1, 2, 3, 4, 5, 6), (0,) * 6]
    assert told(None) == [(None,) * 6] * 2


def test_a_roster_tells_since_when_somebody_holds_a_post() -> None:
    people = [{"person": person} for person in ("R1", "R2", "R3", "R4")]
    held = [
        {"person": "R1", "post": "P1", "main": True, "from": "2024-11-01"},
        {"person": "R1", "post": "P2", "main": True, "from": "2024-07-01", "until": "2024-10-31"},
        {"person": "R2", "post": "P1", "main": True, "from": "2019-03-05"},
        {"person": "R4", "post": "P1", "main": True, "from": "2025-02-01"},
    ]
    roster = {**read("standing.yaml")["roster"], "assignments": held}
    found = facts_of(recompute(_given(document={"people": people, "posts": []}, setup=roster)))
    assert [fact.months_in_posts for fact in found.people] == [6, 12, None, 0]
