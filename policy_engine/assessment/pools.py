"""The pools in which the excellent are counted, and how many each may have: floor(share × eligible), exact.

Eligible is who is in the pool and graded, not of an exempt unit, and no leading member (unless the policy
counts them). Where nobody states what decides whether somebody counts (establishment, origin, sending unit,
leading member, probation), the quota is worked out with and without her, and stated only where both agree.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from policy_engine.assessment.membership import all_of, belongs
from policy_engine.assessment.model import Given, PersonStanding, PoolResult
from policy_engine.assessment.shares import ShareInForce, share_in_force
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_grades import AssessmentPool
from policy_engine.documents.assessment_policy import AssessmentPolicy


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is, or may be (None), in a pool; whether she counts there, and may be excellent."""

    standing: PersonStanding
    inside: bool | None
    counted: bool | None
    eligible: bool | None
    contends: bool | None


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool with its members, before grades are proposed. `result` says nothing yet of these."""

    declared: AssessmentPool
    members: tuple[Member, ...]
    result: PoolResult


def pools_of(standings: Sequence[PersonStanding], given: Given) -> tuple[Pool, ...]:
    """The policy's pools, each with who is or may be in it and its quota; members in document order."""
    share = share_in_force(given)
    return tuple(_pool(declared, standings, given, share) for declared in given.policy.pools or ())


def _pool(
    declared: AssessmentPool, standings: Sequence[PersonStanding], given: Given, share: ShareInForce
) -> Pool:
    members = tuple(
        member
        for standing in standings
        if (member := _member(standing, declared, given.policy)).inside is not False
    )
    quota, reason = _quota(members, share)
    return Pool(
        declared,
        members,
        PoolResult(
            id=declared.id,
            name=declared.name,
            people=sum(member.inside is True for member in members),
            eligible=sum(member.eligible is True for member in members),
            share=share.share,
            share_reason=reason,
            path=share.path,
            quota=quota,
            proposed=0,
            submitted=sum(m.counted is True and submitted_excellent(m.standing) for m in members),
            tie=None,
            raise_granted=share.raise_granted,
        ),
    )


def _member(standing: PersonStanding, declared: AssessmentPool, policy: AssessmentPolicy) -> Member:
    inside = belongs(standing, declared, policy)
    counted = all_of(inside, counts_beside_leaders(standing, policy))
    service = standing.service
    return Member(
        standing,
        inside,
        counted,
        eligible=all_of(counted, None if service is None else service != "ungraded"),
        contends=all_of(counted, None if service is None else service == "graded"),
    )


def counts_beside_leaders(standing: PersonStanding, policy: AssessmentPolicy) -> bool | None:
    """Whether the person is counted as far as leading members go: none is, unless the policy counts them."""
    if policy.leaders_in_base is True:
        return True
    return None if standing.leader is None else not standing.leader


def submitted_excellent(standing: PersonStanding) -> bool:
    submitted = standing.entry.submitted
    return submitted is not None and submitted.grade == "excellent"


def _quota(members: Sequence[Member], share: ShareInForce) -> tuple[int | None, Text | None]:
    """How many may be excellent; None with the reason where that is open."""
    if share.share is None:
        return None, share.reason
    certain = sum(member.eligible is True for member in members)
    doubtful = sum(member.eligible is None for member in members)
    fewest, most = (math.floor(share.share * base) for base in (certain, certain + doubtful))
    claiming = any(member.counted is None and submitted_excellent(member.standing) for member in members)
    if fewest != most or claiming:
        return None, _untold(members)
    return most, share.reason


def _untold(members: Sequence[Member]) -> Text:
    """What is not stated, and of how many people."""
    causes = (
        (sum(m.inside is None for m in members),
         "编制类型、来源或派出单位", "establishment, origin or sending unit"),
        (sum(m.inside is True and m.counted is None for m in members),
         "是否领导班子成员", "whether they are leading members"),
        (sum(m.counted is True and m.eligible is None for m in members),
         "是否确定等次所需的情况", "what decides whether they are graded"),
    )  # fmt: skip
    told = [cause for cause in causes if cause[0] > 0]
    zh = "；".join(f"有 {count} 人没有写明{what}" for count, what, _ in told)
    en = "; ".join(f"{what}: not stated of {count}" for count, _, what in told)
    return Text(f"{zh}，优秀名额无法确定", f"{en}; how many may be excellent cannot be told")


def pool_conflicts(policy: AssessmentPolicy) -> Iterator[tuple[int, int]]:
    """Positions of pools that would take the same person: some establishment and origin is in both."""
    for (first, one), (second, other) in combinations(enumerate(policy.pools or ()), 2):
        if _meet(one.establishment, other.establishment) and _meet(one.origin, other.origin):
            yield first, second


def _meet(these: Collection[str] | None, those: Collection[str] | None) -> bool:
    """Whether a word is in both; None stands for all words."""
    if these is None or those is None:
        return these != [] and those != []
    return not set(these).isdisjoint(those)
