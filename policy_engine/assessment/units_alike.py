"""Sending units that seem to be meant by the policy's list of those not assessed here, and are not on it.

Their people are assessed with the township, and perhaps should not be: only the office can tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from policy_engine.assessment.membership import sent_by_one_of
from policy_engine.assessment.model import Given, PersonStanding
from policy_engine.divisions import division
from policy_engine.documents.assessed import UnitFact
from policy_engine.expr.functions_of_texts import is_blank, squeezed

_STATION = "派出所"
# The police go by many names: 县公安局治安大队, 交警中队, 苏溪警务站.
_OF_THE_POLICE = ("公安", _STATION, "警")
_WORD = 2  # characters of a name that say which trade it is of: 公安, 税务, 市场


def units_alike(standings: Sequence[PersonStanding], given: Given) -> list[UnitFact]:
    """Each such unit once, at the first of its people, in document order."""
    sent: dict[str, list[PersonStanding]] = {}
    for standing in standings:
        if standing.origin == "dispatched" and not standing.exempt and not is_blank(standing.unit):
            sent.setdefault(squeezed(standing.unit or ""), []).append(standing)
    listed = given.policy.not_assessed_together or []
    found = []
    for unit, people in sent.items():
        like = next((name for name in listed if _resembles(unit, _without_place(name, given))), None)
        if like is not None and not sent_by_one_of(unit, listed):
            found.append(_fact(people, like))
    return found


def _fact(people: Sequence[PersonStanding], like: str) -> UnitFact:
    first = people[0]
    return UnitFact.model_construct(
        entries=[first.entry], person=first.entry.person, unit=first.unit or "", like=like, people=len(people)
    )


def _resembles(unit: str, listed: str) -> bool:
    """Whether a unit is of the same trade as a listed one: the word with which that begins is in its name."""
    if listed.endswith(_STATION):
        return any(word in unit for word in _OF_THE_POLICE)
    return len(listed) > _WORD and listed[:_WORD] in unit


def _without_place(name: str, given: Given) -> str:
    """A listed name without the county's or the township's before it."""
    found = squeezed(name)
    for code in (given.document.jurisdiction, given.document.township):
        known = division(code)
        if known is not None:
            found = found.removeprefix(known.name).removeprefix(known.name[:-1])
    return found
