"""What holds of quotas, grades and bonuses whatever the people are; and the slow definition agrees."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policy_engine.assessment.bonus import shared_out
from policy_engine.assessment.grading import graded
from policy_engine.assessment.model import PersonStanding
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_people import AssessedEntry
from tests.assessment import oracle_grades
from tests.assessment.making import Crowd, crowd_and_given, given_of, points, read, standings
from tests.assessment.oracle_grades import Somebody
from tests.effort import tried

_POLICY = {
    **read("grades.yaml")["policy"],
    **{k: read("bonus.yaml")["policy"][k] for k in ("effects", "bonus")},
}
_ONE_POOL = {
    "pools": [{"id": "all", "name": "全体"}],
    "grades": [
        {"id": "excellent", "at_least": oracle_grades.LINE},
        {"id": "competent", "at_least": oracle_grades.NEXT_LINE},
        {"id": "incompetent", "at_least": 0},
    ],
}
_SHARES = st.sampled_from(["0%", "20%", "1/3", "50%", "3/4", "100%"])
_SOMEBODY = st.builds(
    Somebody,
    leader=st.sampled_from([False] * 6 + [True, None]),
    service=st.sampled_from(["graded"] * 6 + ["not_excellent", "ungraded", None]),
    total=st.sampled_from([40, 80, 90, 92, 92, 92, 95, 95, None]),
    claims=st.sampled_from([False] * 5 + [True]),
)


def _standing(number: int, person: Somebody) -> PersonStanding:
    entry: dict[str, Any] = {"person": f"R{number}"}
    if person.claims:
        entry["submitted"] = {"grade": "excellent"}
    reason = Text("理由", "reason")
    return PersonStanding(
        AssessedEntry.model_validate(entry), "administrative", "own", None, None, None,
        person.leader, False, "all", 12, person.service, reason,  # type: ignore[arg-type]
    )  # fmt: skip


@tried(60, thorough=3000)
@given(st.lists(_SOMEBODY, min_size=1, max_size=4), _SHARES)
def test_grades_are_those_that_hold_in_every_possible_world(people: list[Somebody], share: str) -> None:
    given = given_of({**_ONE_POOL, "excellent_share": share}, {"people": [{"person": "R0"}]})
    totals = [None if p.total is None else Decimal(p.total) for p in people]
    found = graded([_standing(n, p) for n, p in enumerate(people)], totals, given)
    exact = Fraction(given.policy.excellent_share or 0)
    assert found.pools[0].quota == oracle_grades.quota_of(people, exact)
    assert [proposal.grade for proposal in found.proposals] == oracle_grades.grades(people, exact)


_PERSON = st.fixed_dictionaries({
    "total": st.sampled_from([30, 75, 89, 90, 92, 92, 95, 95, 99, -1]),
    "factor": st.sampled_from(["1", "6/5", "1/3"]),
    "establishment": st.sampled_from(["administrative", "public_institution", "worker"]),
    "origin": st.sampled_from(["own", "own", "own", "dispatched"]),
    "unit": st.sampled_from(["苏溪派出所", "市自然资源分局"]),
    "status": st.sampled_from(["in_service", "in_service", "probation"]),
    "submit": st.sampled_from(["excellent", "competent", "incompetent", None]),
})  # fmt: skip
_PEOPLE = st.lists(_PERSON, min_size=1, max_size=12).map(
    lambda people: [{"id": f"R{n}", **person} for n, person in enumerate(people)]
)
_ANY_BONUS = st.fixed_dictionaries({
    "by": st.sampled_from([["grade"], ["grade", "post"], ["total"], ["post", "total", "grade"]]),
    "decimals": st.sampled_from([0, 2, None]),
})  # fmt: skip


def _worked_out(
    people: list[dict[str, Any]], share: str, bonus: dict[str, Any], pot: Decimal
) -> dict[str, Any]:
    """Everything of each person and each pool, whatever order they stand in."""
    case = {
        "policy": {"excellent_share": share, "bonus": bonus},
        "document": {"leaders": ["R0"]},
        "pot": str(pot),
        "people": people,
    }
    crowd, given = crowd_and_given(case, _POLICY)
    who = standings(given)
    found = graded(who, crowd.totals, given)
    shared = shared_out(who, crowd.points, found.proposals, given)
    ids = [entry["person"] for entry in crowd.entries]
    return {
        "people": dict(zip(ids, zip(found.proposals, shared.bonuses, strict=True), strict=True)),
        "pools": [(p, None if p.tie is None else sorted(p.tie.people)) for p in found.pools],
        "bonus": shared.result,
    }


@tried(25, thorough=1500)
@given(_PEOPLE, _SHARES, _ANY_BONUS, st.decimals(0, 10**7, places=2), st.randoms())
def test_the_order_of_people_decides_nothing_and_no_limit_is_exceeded(
    people: list[dict[str, Any]], share: str, bonus: dict[str, Any], pot: Decimal, random: Any
) -> None:
    found = _worked_out(people, share, bonus, pot)
    for pool, _ in found["pools"]:
        assert pool.proposed <= pool.quota <= pool.share * pool.eligible
        assert pool.tie is None or 0 < pool.tie.places < len(pool.tie.people)
    paid = [bonus for _, bonus in found["people"].values() if bonus is not None]
    assert sum(map(Fraction, paid)) <= pot
    assert all(bonus >= 0 for bonus in paid)
    if found["bonus"].reason is None:
        assert found["bonus"].shared + found["bonus"].left == pot
    elsewhere = random.sample(people, len(people))
    again = _worked_out(elsewhere, share, bonus, pot)
    assert again["people"] == found["people"]
    assert again["bonus"] == found["bonus"]
    told = [[(p.id, p.eligible, p.quota, p.proposed, p.submitted, tied) for p, tied in each["pools"]]
            for each in (found, again)]  # fmt: skip
    assert told[0] == told[1]


@tried(25, thorough=1500)
@given(
    st.lists(st.fractions(0, 3, max_denominator=12), min_size=1, max_size=6),
    st.decimals(0, 10**6, places=2),
    st.sampled_from([0, 1, 2]),
)
def test_bonuses_are_the_most_that_the_pot_gives(
    factors: list[Fraction], pot: Decimal, decimals: int
) -> None:
    people = [{"id": f"R{n}", "total": 80} for n in range(len(factors))]
    crowd = Crowd(people)
    policy = {**_ONE_POOL, "bonus": {"by": ["post"], "decimals": decimals}}
    given = given_of(policy, {"people": crowd.entries}, pot=str(pot))
    who = standings(given)
    totals = [points(Decimal(80), str(factor)) for factor in factors]
    found = shared_out(who, totals, graded(who, crowd.totals, given).proposals, given)
    if sum(factors) == 0:
        assert set(found.bonuses) == {None}
        return
    unit = Fraction(1, 10**decimals)
    assert [Fraction(b) for b in found.bonuses if b is not None] == oracle_grades.bonuses(
        factors, Fraction(pot), unit
    )
