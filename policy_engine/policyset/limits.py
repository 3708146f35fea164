"""What the layers above allow at most in a place of the policy, as their bounds say."""

from __future__ import annotations

import datetime
from fractions import Fraction

from policy_engine.documents.paths import parse_path
from policy_engine.policyset.bounded import is_approved
from policy_engine.policyset.envelope import bounds_of
from policy_engine.policyset.in_force import PolicyInForce


def least_limit(policy: PolicyInForce, path: str, on: datetime.date) -> Fraction | None:
    """The strictest `at_most` on a place, with exceptions approved by that day; None where there is none."""
    place = parse_path(path).path
    limits: list[Fraction] = []
    for bound in bounds_of(policy):
        if bound.form != "at_most" or bound.parsed.path != place:
            continue
        exception = bound.entry.unless
        approved = exception is not None and is_approved(policy, bound, on)
        limit = exception.at_most if exception is not None and approved else bound.entry.at_most
        if limit is not None:
            limits.append(limit)
    return min(limits, default=None)
