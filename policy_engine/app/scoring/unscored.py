"""People without a total: as long as there are any nothing is approved, whatever was submitted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_engine.app.scoring.material import Material
from policy_engine.assessment.model import PersonResult, Recomputed
from policy_engine.diagnostics import Text
from policy_engine.findings.places import path_text
from policy_engine.findings.report import Finding, Subject
from policy_engine.findings.report_model import Bilingual

# Under which a total that cannot be worked out is reported.
NO_TOTAL = "D02"
_NAMED = 3  # people; of the others it is told how many there are


def unscored(material: Material, recomputed: Recomputed) -> Iterator[Finding]:
    """What several people lack in the same words once, on the whole assessment; else one for each person.

    Each stands for totals that are wanted and cannot be had.
    """
    wanting = [
        (place, result)
        for place, result in enumerate(recomputed.people)
        if _is_wanted(result) and result.points.total is None
    ]
    lacking: dict[Text, list[str]] = {}
    for _, result in wanting:
        for reason in dict.fromkeys(result.points.missing):
            lacking.setdefault(reason, []).append(result.standing.entry.person)
    shared = {reason: people for reason, people in lacking.items() if len(people) > 1}
    yield from (_of_several(material, reason, people) for reason, people in shared.items())
    for place, result in wanting:
        own = [reason for reason in result.points.missing if reason not in shared]
        if own or not result.points.missing:
            yield _of_one(material, place, result, own)


def _is_wanted(result: PersonResult) -> bool:
    """Nobody asks for that of an exempt person, or of one who gets no grade, unless it was submitted."""
    standing = result.standing
    submitted = standing.entry.submitted
    stated = submitted is not None and submitted.total is not None
    return not standing.exempt and (stated or standing.service != "ungraded")


def _of_several(material: Material, reason: Text, people: Sequence[str]) -> Finding:
    more = len(people) - _NAMED
    zh, en = "、".join(people[:_NAMED]), ", ".join(people[:_NAMED])
    if more > 0:
        zh, en = f"{zh}，另有 {more} 人", f"{en}, and {more} more"
    said = Text(
        f"{len(people)} 人（{zh}）的得分算不出来，原因相同：{reason.zh}",
        f"the totals of {len(people)} people ({en}) cannot be worked out, for the same reason: {reason.en}",
    )
    span, number = material.key("people"), material.masked(material.document.number)
    subject = Subject(kind="assessment", id=number, path="people", line=span.line, column=span.column)
    return _finding(material, subject, said)


def _of_one(material: Material, place: int, result: PersonResult, reasons: Sequence[Text]) -> Finding:
    id_ = result.standing.entry.person
    said = Text(
        f"{id_} 的得分算不出来：{''.join(each.zh for each in reasons)}",
        f"the total of {id_} cannot be worked out: {' '.join(each.en for each in reasons)}",
    )
    span = material.value("people", place)
    path = path_text(("people", place))
    subject = Subject(
        kind="assessedentry", id=material.masked(id_), path=path, line=span.line, column=span.column
    )
    return _finding(material, subject, said)


def _finding(material: Material, subject: Subject, said: Text) -> Finding:
    return Finding(
        code=NO_TOTAL,
        id="total-not-worked-out",
        severity="block",
        status="incomplete",
        title=Bilingual(zh="得分都应算得出来", en="every total can be worked out"),
        subject=subject,
        observed=None,
        limit=None,
        margin=None,
        message=material.masking.bilingual(said),
        clause=None,
        basis=(),
        remedy=Bilingual(zh="补齐上述内容后重新计分", en="supply what is missing and score again"),
    )
