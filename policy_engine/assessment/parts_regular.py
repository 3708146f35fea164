"""Regular assessments (平时考核) within a year: the mean of the totals, of all that were due."""

from __future__ import annotations

from fractions import Fraction

from policy_engine.assessment.mix import Worked, lacking, not_applying
from policy_engine.assessment.model import Given, Term
from policy_engine.assessment.regular import due_for
from policy_engine.assessment.telling import both, number, part_label
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_people import AssessedEntry

_LABEL = part_label("regular")


def regular_part(entry: AssessedEntry, given: Given) -> Worked:
    """Counts in a year's assessment only: a regular assessment is not made of itself."""
    if given.document.period.every != "year":
        return not_applying(_LABEL, Text("只计入年度考核", "it counts in a year's assessment only"))
    totals = [Fraction(total) for total in entry.regular_totals or ()]
    if not totals:
        return lacking(_LABEL, Text(
            "没有平时考核得分，请补写考核期内各次的得分。",
            "There are no totals of regular assessments; add those held in the period.",
        ))  # fmt: skip
    due = due_for(entry, given.document, given.policy.regular)
    if due is not None and not due[0] <= len(totals) <= due[1]:
        return lacking(_LABEL, _miscounted(len(totals), *due))
    terms = tuple(
        Term(Text(f"第 {at} 次", f"assessment {at}"), total) for at, total in enumerate(totals, start=1)
    )
    summed = " + ".join(number(total) for total in totals)
    formula = both(f"({summed}) ÷ {len(totals)}")
    return Worked(Term(_LABEL, sum(totals, Fraction(0)) / len(totals), formula, terms=terms))


def _miscounted(there: int, fewest: int, most: int) -> Text:
    """A mean of fewer, or of more, than were due would be the mean of something else."""
    due = str(most) if fewest == most else f"{fewest}–{most}"
    return Text(
        f"平时考核应有 {due} 次得分，写了 {there} 次，请核对补齐；"
        "中途到任、离任或者请假的，请写明任职时间、请假。",
        f"Totals of regular assessments: {there} stated, {due} due; check them, and state the service and "
        "the leave of somebody who was not there throughout.",
    )
