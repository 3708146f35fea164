"""How a figure came about, as reports show it: each with the line of policy behind it."""

from __future__ import annotations

from fractions import Fraction

from policy_engine.assessment.bonus_figure import POT
from policy_engine.assessment.model import Term
from policy_engine.diagnostics import Text
from policy_engine.expr.numbers import exact, plain
from policy_engine.findings.clauses import Clauses
from policy_engine.findings.masking import Masking
from policy_engine.findings.report_model import Bilingual, Clause, Shown
from policy_engine.findings.scores import Figure
from policy_engine.findings.wording import shown
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.source.tree import Path


class Figures:
    """Makes figures for readers; `clauses` finds the policy's lines.

    `pot` is the line of the county's ledger that states the bonus pot.
    """

    def __init__(
        self, policy: PolicyInForce, clauses: Clauses, masking: Masking, pot: Clause | None = None
    ) -> None:
        self._pot = pot
        self._policy = policy
        self._clauses = clauses
        self._masking = masking

    def figure(self, term: Term) -> Figure:
        """The figure with everything that it was worked out from."""
        return Figure(
            label=self.said(term.label),
            value=figure_shown(term.value),
            exact=None if term.value is None else plain(exact(term.value)),
            formula=self._maybe(term.formula),
            weight=exact_shown(term.weight),
            declared=exact_shown(term.declared),
            note=self._maybe(term.note),
            clause=self.clause(term.path),
            figures=tuple(self.figure(below) for below in term.terms),
        )

    def clause(self, path: Path | None) -> Clause | None:
        """The policy's line of a value, for the pot the ledger's; None where nobody says it."""
        if path == POT:
            return self._pot
        if path is None or self._policy.tree.at(path) is None:
            return None
        return self._clauses.in_policy(path)

    def said(self, text: Text) -> Bilingual:
        """A sentence, masked."""
        return self._masking.bilingual(text)

    def _maybe(self, text: Text | None) -> Bilingual | None:
        return None if text is None else self.said(text)


def exact_shown(value: Fraction | None) -> Shown:
    """A share that is to be calculated with: never rounded, "7/13" where no decimal is it."""
    if value is None:
        return None
    read = shown(value)
    return read if Fraction(str(read)) == value else plain(exact(value))


def figure_shown(value: object) -> Shown:
    """A number of whatever kind as reports show it; None for none."""
    return None if value is None else shown(exact(value))
