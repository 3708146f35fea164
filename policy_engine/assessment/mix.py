"""Weighted sums: what does not apply gives its weight to the rest, what is missing leaves no sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from policy_engine.assessment.model import Term
from policy_engine.assessment.telling import both, joined, number, share
from policy_engine.diagnostics import Text
from policy_engine.source.tree import Path


@dataclass(frozen=True, slots=True)
class Worked:
    """A figure worked out. `missing` says why it cannot be had; without a value and with nothing missing
    it does not apply, and its note says why."""

    term: Term
    missing: tuple[Text, ...] = ()

    @property
    def applies(self) -> bool:
        return self.term.value is not None or bool(self.missing)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A figure that enters a weighted sum. `path` is that of its weight in the policy."""

    worked: Worked
    weight: Fraction
    path: Path


def lacking(label: Text, *missing: Text, terms: tuple[Term, ...] = ()) -> Worked:
    """What cannot be had; `missing` says each reason in a sentence, with the way out."""
    reasons = tuple(dict.fromkeys(missing))
    return Worked(Term(label, None, note=joined(reasons), terms=terms), reasons)


def not_applying(label: Text, why: Text) -> Worked:
    """What does not apply; `why` is no whole sentence, for what becomes of its weight follows."""
    return Worked(Term(label, None, note=why))


def refused(worked: Worked, reasons: Iterable[Text]) -> Worked:
    """The same, but not to be had for these reasons, if there are any."""
    texts = tuple(reasons)
    if not texts:
        return worked
    return lacking(worked.term.label, *texts, *worked.missing, terms=worked.term.terms)


def weighted_sum(label: Text, items: Sequence[Weighed], path: Path) -> Worked:
    """Σ weight × value, exact. `path` is that of the weights in the policy.

    What does not apply gives its weight to the others in proportion to theirs. A weight of 0 counts for
    nothing and needs no value. Without anything that applies the sum does not apply either. Weights that
    do not sum to 1 give no sum: the policy is broken.
    """
    declared = sum((item.weight for item in items), Fraction(0))
    if declared != 1:
        return lacking(label, _do_not_sum(label, declared))
    applied = sum((item.weight for item in items if item.worked.applies), Fraction(0))
    terms = tuple(_placed(item, applied) for item in items)
    if applied == 0:
        return Worked(
            Term(label, None, path=path, note=Text("各项都不适用", "none of it applies"), terms=terms)
        )
    missing = [text for item in items if item.weight != 0 for text in item.worked.missing]
    if missing:
        return lacking(label, *missing, terms=terms)
    counted = [(t.weight, t.value) for t in terms if t.weight is not None and t.value is not None]
    total = sum((weight * value for weight, value in counted), Fraction(0))
    formula = " + ".join(f"{share(weight)} × {number(value)}" for weight, value in counted)
    return Worked(Term(label, total, both(formula), path, terms=terms))


def _placed(item: Weighed, applied: Fraction) -> Term:
    """The figure with the weight with which it enters a sum in which weights of `applied` apply."""
    term = item.worked.term
    if item.weight == 0:
        note = Text("权重为 0，不计入。", "Its weight is 0: it does not count.")
        return Term(term.label, None, path=item.path, weight=Fraction(0), note=note)
    if not item.worked.applies:
        note = _given_away(term.note, item.weight, shared=applied != 0)
        return replace(term, path=item.path, declared=item.weight, note=note)
    weight = item.weight / applied
    declared = item.weight if weight != item.weight else None
    return replace(term, path=item.path, weight=weight, declared=declared)


def _given_away(why: Text | None, weight: Fraction, *, shared: bool) -> Text:
    because = why or Text("不适用", "does not apply")
    begun = because.en[:1].upper() + because.en[1:]
    if not shared:
        return Text(f"{because.zh}。", f"{begun}.")
    return Text(
        f"{because.zh}；权重 {share(weight)} 由其余各项按比例分担。",
        f"{begun}; its weight of {share(weight)} is shared out among the others in proportion.",
    )


def _do_not_sum(label: Text, declared: Fraction) -> Text:
    return Text(
        f"政策中“{label.zh}”的各项权重之和是 {share(declared)}，应为 100%，请改正政策。",
        f'The weights of "{label.en}" in the policy sum to {share(declared)}, not to 100%;'
        " correct the policy.",
    )
