"""Sending units that seem to be meant by the policy's list of those not assessed here, and are not on it."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.app.scoring.material import Material
from policy_engine.assessment.membership import sent_by_one_of
from policy_engine.assessment.model import PersonStanding, Recomputed
from policy_engine.diagnostics import Diagnostic, Severity, Text
from policy_engine.divisions import division
from policy_engine.expr.functions_of_texts import is_blank, squeezed

_STATION = "派出所"
# The police go by many names: 县公安局治安大队, 交警中队, 苏溪警务站.
_OF_THE_POLICE = ("公安", _STATION, "警")
_WORD = 2  # characters of a name that say which trade it is of: 公安, 税务, 市场


def unit_warnings(material: Material, recomputed: Recomputed) -> Iterator[Diagnostic]:
    """Each such unit once, at the first of its people: they are assessed with the township, and perhaps
    should not be."""
    sent: dict[str, list[int]] = {}
    for place, person in enumerate(recomputed.people):
        if _may_be_exempt(person.standing):
            sent.setdefault(squeezed(person.standing.unit or ""), []).append(place)
    listed = material.policy.not_assessed_together or []
    for unit, places in sent.items():
        like = next((name for name in listed if _resembles(unit, _without_place(name, material))), None)
        if like is not None and not sent_by_one_of(unit, listed):
            yield _warning(material, recomputed.people[places[0]].standing, places, like)


def _may_be_exempt(standing: PersonStanding) -> bool:
    return standing.origin == "dispatched" and not standing.exempt and not is_blank(standing.unit)


def _resembles(unit: str, listed: str) -> bool:
    """Whether a unit is of the same trade as a listed one: the word with which that begins is in its name."""
    if listed.endswith(_STATION):
        return any(word in unit for word in _OF_THE_POLICE)
    return len(listed) > _WORD and listed[:_WORD] in unit


def _without_place(name: str, material: Material) -> str:
    """A listed name without the county's or the township's before it."""
    found = squeezed(name)
    for code in (material.document.jurisdiction, material.document.township):
        known = division(code)
        if known is not None:
            found = found.removeprefix(known.name).removeprefix(known.name[:-1])
    return found


def _warning(material: Material, standing: PersonStanding, places: list[int], like: str) -> Diagnostic:
    unit, count = material.masked(standing.unit or ""), len(places)
    path = ("people", places[0], "unit" if standing.entry.unit is not None else "person")
    return Diagnostic(
        "score.unit-like-exempt",
        Text(f"派出单位“{unit}”不在政策所列不纳入一体化考核的单位中，与所列的“{like}”相近："
             f"派出的 {count} 人按纳入一体化考核计算。",
             f"The sending unit {unit} is not among those that the policy leaves out, but is like {like}, "
             f"which is. Of its staff {count} {'is' if count == 1 else 'are'} assessed with the township."),
        material.value(*path),
        Severity.WARNING,
        help=Text("确实属于所列单位的，派出单位改写政策所列的名称；不属于的不用改。",
                  "If that unit is meant, write its name as the policy has it; if not, leave it."),
        related=((Text("政策的规定在这里", "what the policy says"),
                  material.declared("not_assessed_together")),),
    )  # fmt: skip
