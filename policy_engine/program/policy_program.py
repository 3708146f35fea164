"""The program that judges a policy chain itself: the standard checks Q and the chain's own bounds."""

from __future__ import annotations

import dataclasses

from policy_engine.policyset.envelope import Bound
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.bound_rules import rules_of
from policy_engine.program.rules import Program
from policy_engine.program.settings import with_settings
from policy_engine.program.standard import standard_program


def policy_program(policy: PolicyInForce, bounds: tuple[Bound, ...]) -> Program:
    """The checks of this chain. The chain is read as a document; no parameter is folded in."""
    base = standard_program("policy")
    rules = (*base.rules, *(rule for bound in bounds for rule in rules_of(bound)))
    ordered = tuple(sorted(rules, key=lambda rule: (rule.code, rule.id)))
    return dataclasses.replace(base, rules=with_settings(ordered, base, policy))
