"""Submitted bonuses while the pot cannot be shared out: whoever is the cause, nobody's can be compared."""

from __future__ import annotations

from dataclasses import replace

from policy_engine.assessment.model import BonusResult
from policy_engine.diagnostics import Text
from policy_engine.findings.judgement import Incomplete, Judgement

# The rule that compares what was submitted with what each person's bonus comes to.
_SUBMITTED_BONUS = "submitted-bonus"


def with_cause(judgement: Judgement, bonus: BonusResult | None) -> Judgement:
    """The same, saying of each submitted bonus why it cannot be compared and whose facts are wanting."""
    if bonus is None or bonus.reason is None:
        return judgement
    cause = Text(bonus.reason.zh.rstrip("。"), bonus.reason.en.rstrip("."))
    return replace(judgement, incomplete=tuple(_caused(each, cause) for each in judgement.incomplete))


def _caused(incomplete: Incomplete, cause: Text) -> Incomplete:
    return replace(incomplete, reason=cause) if incomplete.rule.id == _SUBMITTED_BONUS else incomplete
