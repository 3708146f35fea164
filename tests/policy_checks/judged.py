"""Which rules looked at something and found nothing wrong."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policy_engine.app.policy_judging import program_of
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.functions import Derived
from policy_engine.engines.rules import separate_function
from policy_engine.expr.ast import Literal
from policy_engine.expr.types import BOOL
from policy_engine.findings.judgement import Judgement, PolicyFacts
from policy_engine.policyset.envelope import Bound
from policy_engine.policyset.in_force import Chains, ledger_in_force
from policy_engine.policyset.repository import Repository
from policy_engine.policyset.versions import version_facts
from policy_engine.program.chain import chain_facts
from policy_engine.program.policy_program import policy_program
from policy_engine.program.rules import Rule
from policy_engine.rulebook.loader import load_rulebook

FORBIDDING = frozenset(rule.id for rule in load_rulebook(judges="policy").rules if rule.require == "false")


@dataclass(frozen=True)
class Judged:
    """A chain on a day, with what its checks said."""

    compiled: CompiledProgram
    facts: PolicyFacts
    judgement: Judgement
    bounds: tuple[Bound, ...]

    def silent(self, rules: Iterable[str]) -> list[str]:
        """Those of the rules that looked at something and found nothing.

        A rule that requires `false` looks for what may not be there: it has looked unless it spoke.
        """
        spoken = {failure.rule.id for failure in self.judgement.failures}
        spoken |= {incomplete.rule.id for incomplete in self.judgement.incomplete}
        known = {rule.id: rule for rule in self.compiled.program.rules}
        return [
            id_
            for id_ in rules
            if id_ not in spoken and (id_ in FORBIDDING or self._looked_at(known[id_]) > 0)
        ]

    def _looked_at(self, rule: Rule) -> int:
        """How many elements come to the rule's test: with a test that always fails, each is a failure."""
        found: list[Any] = []
        separate_function(replace(rule, require=Literal(False, type=BOOL)))(
            self.facts, Derived(), found.append
        )
        return len(found)


def judged(root: Path, jurisdiction: str, on: datetime.date) -> Judged:
    """The chain of a jurisdiction on a day, put together as the product does."""
    chains = Chains(Repository(root))
    policy = chains.in_force(jurisdiction, on)
    program = program_of(policy)
    ledger = ledger_in_force(chains.repository, jurisdiction, on)
    versions = version_facts(chains, policy)
    chain = chain_facts(program, ledger, versions, on).chain
    facts = PolicyFacts(chain, policy.document, None if ledger is None else ledger.document, on)
    compiled = CompiledProgram(policy_program(policy, program.bounds))
    return Judged(compiled, facts, compiled.judge(facts), program.bounds)
