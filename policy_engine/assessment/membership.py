"""Who belongs to which pool, by establishment and origin; dispatched staff of exempt units belong to none.

Every answer may be None: nobody states what it depends on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol, TypeVar

from policy_engine.documents.assessment_grades import AssessmentPool
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.terms import EstablishmentType, Origin
from policy_engine.expr.functions_of_texts import is_blank, squeezed

_STATION = "派出所"
Word = TypeVar("Word", bound=str)


class Whose(Protocol):
    """What decides with whom somebody is counted. `unit` is that which sent or lent the person."""

    @property
    def establishment(self) -> EstablishmentType | None: ...

    @property
    def origin(self) -> Origin | None: ...

    @property
    def unit(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """The same, before anything else of a person is known."""

    establishment: EstablishmentType | None
    origin: Origin | None
    unit: str | None


def all_of(*answers: bool | None) -> bool | None:
    """False where one is; else None where one is not known; else True."""
    if False in answers:
        return False
    return None if None in answers else True


def is_exempt(whose: Whose, policy: AssessmentPolicy) -> bool | None:
    """Whether the person was dispatched by a unit that is not assessed together with the township."""
    listed = policy.not_assessed_together
    if not listed or whose.origin in ("own", "borrowed_in"):
        return False
    if whose.unit is None or is_blank(whose.unit):
        return None
    if not sent_by_one_of(whose.unit, listed):
        return False
    return None if whose.origin is None else True


def sent_by_one_of(unit: str, listed: Collection[str]) -> bool:
    """Whether a unit is among those listed, as check P11 compares them for a dispatch.

    A police station (公安派出所) is called after its place: 县公安局壶镇派出所, 壶镇派出所.
    """
    sender = squeezed(unit)
    return any(
        squeezed(name) in sender or (squeezed(name).endswith(_STATION) and sender.endswith(_STATION))
        for name in listed
    )


def belongs(whose: Whose, pool: AssessmentPool, policy: AssessmentPolicy) -> bool | None:
    """Whether the person is counted in the pool."""
    exempt = is_exempt(whose, policy)
    return all_of(
        _is_among(whose.establishment, pool.establishment),
        _is_among(whose.origin, pool.origin),
        None if exempt is None else not exempt,
    )


def pool_of(whose: Whose, policy: AssessmentPolicy) -> AssessmentPool | None:
    """The pool that certainly takes the person; None where none does, or it cannot be told."""
    return next((pool for pool in policy.pools or () if belongs(whose, pool, policy) is True), None)


def _is_among(word: Word | None, listed: Collection[Word] | None) -> bool | None:
    if listed is None:  # the pool takes everybody in this respect
        return True
    return None if word is None else word in listed
