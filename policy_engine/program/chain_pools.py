"""The pools of an assessment: whom two of them take, and whom none does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product
from typing import get_args

from policy_engine.documents.assessment_grades import AssessmentPool
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.chain_assessment import PoolGap, PoolOverlap
from policy_engine.documents.terms import CHINESE, EstablishmentType, Origin
from policy_engine.program.chain_places import Placed, place_text
from policy_engine.source.tree import Path

_POOLS: Path = ("assessment", "pools")
# People of whom the law says how many may be excellent: each of them must be in a pool.
_COUNTED: tuple[EstablishmentType, ...] = ("administrative", "civil_service_like", "public_institution")
_COUNTED_FROM: tuple[Origin, ...] = ("own", "dispatched")
_ESTABLISHMENT_EN = {
    "administrative": "administrative", "civil_service_like": "civil-service-like",
    "public_institution": "public-institution", "worker": "worker", "none": "unestablished",
}  # fmt: skip
_ORIGIN_EN = {"own": "own", "dispatched": "dispatched", "borrowed_in": "borrowed"}

Kind = tuple[EstablishmentType, Origin]


def pool_conflicts(assessment: AssessmentPolicy) -> Iterator[tuple[int, int]]:
    """Positions of pools that take the same people, the first of the two first."""
    for (one, first), (other, second) in combinations(enumerate(assessment.pools or ()), 2):
        if not set(_kinds(first)).isdisjoint(_kinds(second)):
            yield one, other


def pool_overlaps(assessment: AssessmentPolicy) -> Iterator[Placed]:
    """Pools that take the same people, at the second of the two."""
    pools = assessment.pools or []
    for one, other in pool_conflicts(assessment):
        taken = set(_kinds(pools[other]))
        path: Path = (*_POOLS, other)
        zh, en = _people(kind for kind in _kinds(pools[one]) if kind in taken)
        record = PoolOverlap.model_construct(
            path=place_text(path), name=pools[other].name, other=pools[one].name, who_zh=zh, who_en=en
        )
        yield Placed(record, path)


def pool_gaps(assessment: AssessmentPolicy) -> Iterator[Placed]:
    """People of establishments with an excellent share whom no pool takes."""
    if assessment.pools is None:
        return
    taken = {kind for pool in assessment.pools for kind in _kinds(pool)}
    missing = [kind for kind in product(_COUNTED, _COUNTED_FROM) if kind not in taken]
    if missing:
        zh, en = _people(missing)
        record = PoolGap.model_construct(path=place_text(_POOLS), who_zh=zh, who_en=en)
        yield Placed(record, _POOLS)


def _kinds(pool: AssessmentPool) -> list[Kind]:
    establishments: tuple[EstablishmentType, ...] = get_args(EstablishmentType)
    origins: tuple[Origin, ...] = get_args(Origin)
    return list(product(
        establishments if pool.establishment is None else pool.establishment,
        origins if pool.origin is None else pool.origin,
    ))  # fmt: skip


def _people(kinds: Iterable[Kind]) -> tuple[str, str]:
    """Kinds of people in words: 派驻的行政、事业人员; dispatched administrative and … staff."""
    by_origin: dict[Origin, list[EstablishmentType]] = {}
    for establishment, origin in kinds:
        by_origin.setdefault(origin, []).append(establishment)
    zh = "；".join(
        f"{CHINESE['origin'][origin]}的{'、'.join(CHINESE['establishment_type'][each] for each in found)}人员"
        for origin, found in by_origin.items()
    )
    en = "; ".join(
        f"{_ORIGIN_EN[origin]} staff ({', '.join(_ESTABLISHMENT_EN[each] for each in found)})"
        for origin, found in by_origin.items()
    )
    return zh, en
