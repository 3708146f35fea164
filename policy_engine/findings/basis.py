"""The legal sources that a rule cites, as reports name them."""

from __future__ import annotations

from policy_engine.documents.policy import Policy
from policy_engine.findings.report import Basis
from policy_engine.program.rules import Rule


def basis_of(rule: Rule, policy: Policy) -> tuple[Basis, ...]:
    """The sources in the policy's list; one that no layer knows is not verified."""
    known = {source.id: source for source in policy.legal_sources}
    return tuple(
        Basis(id=id_, title=known[id_].title, verified=known[id_].verified)
        if id_ in known
        else Basis(id=id_, title=id_, verified=False)
        for id_ in rule.basis
    )
