"""What an assessment says of who somebody is that cannot be so, whatever a roster would say."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.app.scoring.material import Material
from policy_engine.assessment.membership import sent_by_one_of
from policy_engine.diagnostics import Diagnostic, Text


def identity_problems(material: Material) -> Iterator[Diagnostic]:
    """Own staff of whom it is stated that a unit sent them that is not assessed with the township.

    Either they are graded and paid here or by that unit: which of the two is wrong nobody can tell. On a
    roster, statements that are not its own are refused already.
    """
    listed = material.policy.not_assessed_together or []
    for place, entry in enumerate(material.document.people):
        if material.town is None and entry.origin == "own" and sent_by_one_of(entry.unit or "", listed):
            yield _own_of_exempt_unit(material, place, entry.unit or "")


def _own_of_exempt_unit(material: Material, place: int, unit: str) -> Diagnostic:
    named = material.masked(unit)
    return Diagnostic(
        "score.own-of-exempt-unit",
        Text(f"来源写的是本单位，派出单位却写了“{named}”，这个单位不纳入一体化考核。",
             f"The origin is stated as own, and yet the unit as {named}, which is not assessed together with "
             "the township."),
        material.value("people", place, "unit"),
        help=Text("由该单位派驻的，来源改写 dispatched（派驻）；是本单位人员的，删去 unit（派出单位）。",
                  "If that unit sent the person, the origin is dispatched; if not, leave the unit out."),
        related=((Text("来源写在这里", "the origin"), material.value("people", place, "origin")),
                 (Text("政策的规定在这里", "what the policy says"),
                  material.declared("not_assessed_together"))),
    )  # fmt: skip
