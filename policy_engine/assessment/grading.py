"""Proposed grades: by the policy's lines on the total, excellent only as far as the pool's quota goes.

Who reaches the line of the excellent and is outside the quota, or may not be excellent because of service or
leave, gets the next grade. Grades of leading members are the county's to give, and stay open, unless the
policy counts them in. People of exempt units are graded by their unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from policy_engine.assessment.membership import belongs
from policy_engine.assessment.model import Given, PersonStanding, PoolResult
from policy_engine.assessment.pools import counts_beside_leaders, pools_of
from policy_engine.assessment.ranking import Ranking, ranking_of
from policy_engine.assessment.telling import number
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_grades import GradeLine
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.terms import AppraisalGrade


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed grade and why it is that one; None: open."""

    grade: AppraisalGrade | None
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class Graded:
    """What is proposed for each person, in their order, and what became of the pools."""

    proposals: tuple[Proposal, ...]
    pools: tuple[PoolResult, ...]


def graded(standings: Sequence[PersonStanding], totals: Sequence[Decimal | None], given: Given) -> Graded:
    """Grades for people with these totals (None: it cannot be had); both in document order."""
    pools = pools_of(standings, given)
    by_person = {s.entry.person: total for s, total in zip(standings, totals, strict=True)}
    line = next((each.at_least for each in given.policy.grades or () if each.id == "excellent"), None)
    rankings = {} if line is None else {p.result.id: ranking_of(p, by_person, line) for p in pools}
    proposals = tuple(
        _proposal(standing, total, rankings, given.policy)
        for standing, total in zip(standings, totals, strict=True)
    )
    excellent = [s.pool for s, made in zip(standings, proposals, strict=True) if made.grade == "excellent"]
    return Graded(proposals, tuple(
        replace(
            pool.result,
            proposed=excellent.count(pool.result.id),
            tie=rankings[pool.result.id].tie() if rankings else None,
        )
        for pool in pools
    ))  # fmt: skip


def _proposal(
    standing: PersonStanding, total: Decimal | None, rankings: Mapping[str, Ranking], policy: AssessmentPolicy
) -> Proposal:
    settled = _without_total(standing, policy)
    if settled is not None:
        return settled
    if total is None:
        return Proposal(None, Text("得分无法计算", "the total cannot be computed"))
    if not policy.grades:
        return Proposal(None, Text("政策没有规定等次的分数线", "the policy has no lines for grades"))
    reached = [line for line in policy.grades if total >= line.at_least]
    if not reached:
        return Proposal(None, Text("得分低于最低等次的分数线", "the total is below the line of every grade"))
    if reached[0].id != "excellent":
        return Proposal(reached[0].id, _by_line(reached[0], policy.grades))
    return _of_candidate(standing, total, reached[1:], rankings, policy)


def _without_total(standing: PersonStanding, policy: AssessmentPolicy) -> Proposal | None:
    """What is settled whatever the total is."""
    if standing.exempt:
        return Proposal(None, Text(
            "派出单位不纳入一体化考核，由派出单位考核", "assessed by the sending unit, not with the township",
        ))  # fmt: skip
    counted = counts_beside_leaders(standing, policy)
    if counted is False:
        return Proposal(None, Text(
            "领导班子成员的等次由县委确定", "the county committee gives the grades of leading members",
        ))  # fmt: skip
    if counted is None:
        return Proposal(None, Text(
            "没有写明是否领导班子成员，等次无法确定；请补写领导班子（leaders，没有的写 []），或给出方案",
            "nobody says whether this is a leading member; state leaders ([] for none), or give the set-up",
        ))  # fmt: skip
    if standing.service is None:
        return Proposal(None, standing.service_reason)
    return Proposal("ungraded", standing.service_reason) if standing.service == "ungraded" else None


def _of_candidate(
    standing: PersonStanding,
    total: Decimal,
    further: Sequence[GradeLine],
    rankings: Mapping[str, Ranking],
    policy: AssessmentPolicy,
) -> Proposal:
    """Of somebody who reaches the line of the excellent; `further` are the other lines reached."""
    if standing.service == "not_excellent":
        return _next(further, standing.service_reason)
    if standing.pool is None:
        return Proposal(None, _no_pool(standing, policy))
    place = rankings[standing.pool].place(total)
    if place.inside is None:
        return Proposal(None, place.reason)
    return Proposal("excellent", place.reason) if place.inside else _next(further, place.reason)


def _next(further: Sequence[GradeLine], reason: Text) -> Proposal:
    return Proposal(further[0].id if further else None, reason)


def _no_pool(standing: PersonStanding, policy: AssessmentPolicy) -> Text:
    pools = policy.pools or ()
    if any(belongs(standing, pool, policy) is None for pool in pools):
        return Text(
            "没有写明编制类型、来源或派出单位，不知道在哪个考核范围",
            "establishment, origin or sending unit is not stated, and the pool hangs on it",
        )
    if not pools:
        return Text("政策没有规定考核范围", "the policy has no pools")
    return Text("不在政策规定的任何考核范围，不能评优秀", "in none of the pools of the policy")


def _by_line(line: GradeLine, lines: Sequence[GradeLine]) -> Text:
    """Everybody reaches zero: of that grade the line above it says more."""
    least = number(Fraction(line.at_least))
    above = [each.at_least for each in lines if each.at_least > line.at_least]
    if line.at_least <= 0 and above:
        missed = number(Fraction(min(above)))
        return Text(f"得分低于 {missed} 分", f"the total is below {missed}")
    return Text(f"得分达到 {least} 分", f"the total reaches {least}")
