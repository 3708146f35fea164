"""A person's points: the parts, their mix, the post's factor, rounding, adjustment (section S5).

    dimension = Σ weight × score ÷ maximum × 100
    trace     = Σ weight × points by the metric's scale            (× factor, where it is for traces)
    ballot    = Σ group weight × mean points of the group's votes
    regular   = mean of the totals of the regular assessments
    computed  = Σ weight × part                                    (× factor, where it is for totals)
    total     = computed + adjustment

A part that does not apply (nothing assigned; no ballot in this period; no regular assessments in a period
that is one) gives its weight to the others in proportion to theirs. Rounding: `end` rounds `computed`, and
nothing before it; `each_part` rounds every part as it enters the mix, and `computed` again. Points are not
capped: a factor or an adjustment may lift them above 100, or below 0. All of it is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from policy_engine.assessment.mix import Weighed, Worked, lacking, weighted_sum
from policy_engine.assessment.model import Given, PersonTotal, Term
from policy_engine.assessment.naming import named
from policy_engine.assessment.parts_ballot import ballot_part
from policy_engine.assessment.parts_dimension import dimension_part, score_facts
from policy_engine.assessment.parts_regular import regular_part
from policy_engine.assessment.parts_trace import trace_part
from policy_engine.assessment.post_factor import factor_of, main_post, persons_factor, times
from policy_engine.assessment.rounding import finite, rounded
from policy_engine.assessment.telling import both, number, rounding_label
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.assessment_policy import AssessmentPolicy, Mix, Rounding
from policy_engine.documents.terms import FactorUse, ResultPart
from policy_engine.source.tree import Path

__all__ = ["factor_of", "main_post", "named", "points_of"]

_MIX: Path = ("assessment", "mix")
_ROUNDING: Path = ("assessment", "rounding")
_BAND: Path = ("assessment", "adjustment", "points_at_most")
_TOTAL = Text("得分", "total")
_UNROUNDED = Text("舍入前", "before rounding")
_BEFORE = Text("调整前得分", "total before adjustment")
_ADJUSTMENT = Text("党委调节", "adjustment by the party committee")


def points_of(entry: AssessedEntry, given: Given) -> PersonTotal:
    """Everything that a person's points come to; `missing` says why there are none.

    Points are for one assessment under one policy; whether the policy is sound, and whether the document
    fits it, is looked at before. What is unsound all the same leaves no total, never a wrong one.
    """
    policy = given.policy
    factor = persons_factor(entry, given)
    weights = _weights(policy.mix)
    mixed = _mixed({part: _part(part, entry, given, factor) for part in weights}, weights)
    worked = _final(mixed, factor, policy)
    computed = None if worked.term.value is None else finite(worked.term.value)
    figure, total = _adjusted(worked.term, entry, given)
    return PersonTotal(
        parts={
            part: term for part, term in zip(weights, mixed.term.terms, strict=True) if weights[part] != 0
        },
        computed=computed,
        total=total,
        missing=worked.missing,
        figure=figure,
        scores=score_facts(entry, policy),
        factor=None if factor is None else factor.term.value,
    )


def _weights(mix: Mix | None) -> dict[ResultPart, Fraction]:
    """What each part weighs, in the order in which they are told; without those that the mix leaves out."""
    if mix is None:
        return {}
    said: dict[ResultPart, Fraction | None] = {
        "dimension": mix.dimension,
        "trace": mix.trace,
        "ballot": mix.ballot,
        "regular": mix.regular,
    }
    return {part: weight for part, weight in said.items() if weight is not None}


def _part(part: ResultPart, entry: AssessedEntry, given: Given, factor: Worked | None) -> Worked:
    """A part as it enters the mix: with the factor where it is for traces, and rounded where parts are."""
    rounding = given.policy.rounding
    worked = _WORKED[part](entry, given)
    if part == "trace" and _factor_is_for("trace", given.policy):
        worked = times(worked, factor)
    if rounding is None or rounding.when != "each_part":
        return worked
    return _rounded(worked, rounding)


_WORKED: Mapping[ResultPart, Callable[[AssessedEntry, Given], Worked]] = {
    "dimension": lambda entry, given: dimension_part(entry, given.policy),
    "trace": trace_part,
    "ballot": ballot_part,
    "regular": regular_part,
}


def _factor_is_for(what: FactorUse, policy: AssessmentPolicy) -> bool:
    return policy.post_factor is not None and policy.post_factor.applies_to == what


def _mixed(parts: Mapping[ResultPart, Worked], weights: Mapping[ResultPart, Fraction]) -> Worked:
    """The mix; its terms are the parts, each with the weight with which it counts."""
    if not parts:
        return lacking(_TOTAL, Text(
            "政策没有规定得分的构成，请在政策中写明。",
            "The policy does not declare what a total is made of; declare the mix.",
        ))  # fmt: skip
    items = [Weighed(parts[part], weight, (*_MIX, part)) for part, weight in weights.items()]
    mixed = weighted_sum(_TOTAL, items, _MIX)
    if not mixed.term.terms:  # weights that do not sum to one
        return replace(mixed, term=replace(mixed.term, terms=tuple(each.term for each in parts.values())))
    if mixed.applies:
        return mixed
    return lacking(_TOTAL, Text(
        "构成得分的各项都不适用，没有得分，请另行研究。",
        "No part of the total applies, so there is none; decide otherwise.",
    ), terms=mixed.term.terms)  # fmt: skip


def _final(mixed: Worked, factor: Worked | None, policy: AssessmentPolicy) -> Worked:
    """The total before adjustment: with the factor where it is for totals, and rounded.

    Without a declared rounding it must have an end of its own.
    """
    worked = times(mixed, factor) if _factor_is_for("total", policy) else mixed
    if policy.rounding is not None:
        return _rounded(worked, policy.rounding)
    value = worked.term.value
    if value is None or finite(value) is not None:
        return worked
    return lacking(_TOTAL, Text(
        f"得分 {number(value)} 除不尽，政策没有规定如何舍入，请在政策中写明。",
        f"The total {number(value)} has no end, and the policy does not say how to round; declare it.",
    ), terms=(replace(worked.term, label=_UNROUNDED),))  # fmt: skip


def _rounded(worked: Worked, rounding: Rounding) -> Worked:
    """The figure rounded; the same where rounding changes nothing, or there is nothing to round."""
    before = worked.term
    if before.value is None:
        return worked
    value = Fraction(rounded(before.value, rounding))
    if value == before.value:
        return worked
    mode = rounding_label(rounding.mode)
    formula = Text(
        f"{number(before.value)} 保留 {rounding.decimals} 位小数（{mode.zh}）",
        f"{number(before.value)} rounded {mode.en} (decimals: {rounding.decimals})",
    )
    return Worked(Term(before.label, value, formula, _ROUNDING, terms=(replace(before, label=_UNROUNDED),)))


def _adjusted(computed: Term, entry: AssessedEntry, given: Given) -> tuple[Term, Decimal | None]:
    """The total with the adjustment, exactly; whether it lies in the policy's band is for the rules."""
    if entry.adjustment is None or computed.value is None:
        return computed, None if computed.value is None else finite(computed.value)
    points = Fraction(entry.adjustment.points)
    path = None if given.policy.adjustment is None else _BAND
    terms = (replace(computed, label=_BEFORE), Term(_ADJUSTMENT, points, path=path))
    sign, size = ("−", -points) if points < 0 else ("+", points)
    formula = both(f"{number(computed.value)} {sign} {number(size)}")
    value = computed.value + points
    return Term(_TOTAL, value, formula, terms=terms), finite(value)
