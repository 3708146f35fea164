"""Reading the tree of a figure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from policy_engine.assessment.model import Term


def all_terms(term: Term) -> Iterator[Term]:
    yield term
    for below in term.terms:
        yield from all_terms(below)


def assert_follows(term: Term) -> None:
    """A figure with weighted figures below it is their sum, and their weights sum to one."""
    weighed = [(below.weight, below.value) for below in term.terms if below.weight is not None]
    if all(weight == 0 for weight, _ in weighed):  # there are none, or nothing that counts applies
        return
    assert sum((weight for weight, _ in weighed), Fraction(0)) == 1
    if term.value is not None:
        known = [weight * value for weight, value in weighed if value is not None]
        assert all(value is not None for weight, value in weighed if weight != 0)
        assert term.value == sum(known, Fraction(0))


def tree(term: Term, closed: Collection[str] = (), depth: int = 0) -> Iterator[str]:
    """One line for each figure: label, value, [weight], formula, <path>, (note).

    What stands below figures with a label of `closed` is left out.
    """
    weight = "" if term.weight is None else f" [{term.weight}]"
    path = "" if term.path is None else " <" + ".".join(map(str, term.path)) + ">"
    formula = "" if term.formula is None else f" = {term.formula.zh}"
    note = "" if term.note is None else f" ({term.note.zh})"
    yield f"{'  ' * depth}{term.label.zh} {term.value}{weight}{formula}{path}{note}"
    for below in () if term.label.zh in closed else term.terms:
        yield from tree(below, closed, depth + 1)
