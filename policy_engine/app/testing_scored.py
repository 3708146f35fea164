"""What of a policy's assessment a test has exercised by having an assessment scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_engine.documents.assessment import Assessment
from policy_engine.documents.terms import ResultPart
from policy_engine.findings.scores import Scores
from policy_engine.source.tree import Path

SECTION = "assessment"
# Read whatever is scored; what only rules read (publicity) counts by the rules that judge it.
_ALWAYS = (
    "mix", "rounding", "service", "pools", "grades", "excellent_share", "leaders_in_base", "effects",
)  # fmt: skip
_OF_PARTS: tuple[tuple[ResultPart, str], ...] = (
    ("dimension", "dimensions"), ("trace", "traces"), ("ballot", "ballots"), ("regular", "regular"),
)  # fmt: skip


def scored_places(assessment: Assessment, scores: Scores) -> Iterator[Path]:
    """The places of the policy from which the results were worked out.

    A part of the total counts where somebody has it, the adjustment where somebody was adjusted, and so on:
    what nobody's result depends on was not exercised.
    """
    for name in (*_ALWAYS, *_of_parts(scores)):
        yield (SECTION, name)
    for name, is_used in (
        ("not_assessed_together", any(person.exempt for person in scores.people)),
        ("post_factor", any(person.factor is not None for person in scores.people)),
        ("bonus", any(person.bonus is not None for person in scores.people)),
        ("adjustment", any(person.adjusted is not None for person in scores.people)),
        ("excellent_raised", assessment.raised is not None),
        ("excellent_lowered", assessment.unit_failed is True),
        ("regular", bool(assessment.regular)),
        ("snail_post", bool(assessment.snail_posts)),
    ):
        if is_used:
            yield (SECTION, name)


def _of_parts(scores: Scores) -> Sequence[str]:
    had = {part.part for person in scores.people for part in person.parts if part.value is not None}
    return [name for part, name in _OF_PARTS if part in had]
