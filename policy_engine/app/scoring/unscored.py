"""People without a total: as long as there are any nothing is approved, whatever was submitted."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.app.scoring.material import Material
from policy_engine.assessment.model import PersonResult, Recomputed
from policy_engine.diagnostics import Text
from policy_engine.findings.places import path_text
from policy_engine.findings.report import Finding, Subject
from policy_engine.findings.report_model import Bilingual

# Under which a total that cannot be worked out is reported.
NO_TOTAL = "D02"


def unscored(material: Material, recomputed: Recomputed) -> Iterator[Finding]:
    """One for each person whose total is wanted and cannot be had, at the person's entry."""
    for place, result in enumerate(recomputed.people):
        if _is_wanted(result) and result.points.total is None:
            yield _finding(material, place, result)


def _is_wanted(result: PersonResult) -> bool:
    """Nobody asks for that of an exempt person, or of one who gets no grade, unless it was submitted."""
    standing = result.standing
    submitted = standing.entry.submitted
    stated = submitted is not None and submitted.total is not None
    return not standing.exempt and (stated or standing.service != "ungraded")


def _finding(material: Material, place: int, result: PersonResult) -> Finding:
    id_, reasons = result.standing.entry.person, result.points.missing
    said = Text(
        f"{id_} 的得分算不出来：{''.join(each.zh for each in reasons)}",
        f"the total of {id_} cannot be worked out: {' '.join(each.en for each in reasons)}",
    )
    span = material.value("people", place)
    return Finding(
        code=NO_TOTAL,
        id="total-not-worked-out",
        severity="block",
        status="incomplete",
        title=Bilingual(zh="得分都应算得出来", en="every total can be worked out"),
        subject=Subject(
            kind="assessedentry", id=material.masked(id_), path=path_text(("people", place)),
            line=span.line, column=span.column,
        ),
        observed=None,
        limit=None,
        margin=None,
        message=material.masking.bilingual(said),
        clause=None,
        basis=(),
        remedy=Bilingual(zh="补齐上述内容后重新计分", en="supply what is missing and score again"),
    )  # fmt: skip
