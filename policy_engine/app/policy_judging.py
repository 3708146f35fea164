"""A policy chain against the checks of policies themselves."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable

from policy_engine.app.procedures import procedure_problems
from policy_engine.app.waivers import policy_problems
from policy_engine.diagnostics import DocumentError, Span
from policy_engine.documents.chain import Chain
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.rete import unsupported
from policy_engine.findings.judgement import PolicyFacts
from policy_engine.findings.policy_findings import PolicyAssembly
from policy_engine.findings.report import Finding
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.layer import LayerFile
from policy_engine.policyset.versions import version_facts
from policy_engine.program.chain import chain_facts
from policy_engine.program.county import CountyProgram
from policy_engine.program.policy_program import policy_program
from policy_engine.program.rules import Program

# Makes a program ready to judge.
Compile = Callable[[Program], CompiledProgram]


class PolicyJudge:
    """Judges chains of one policies folder. Chains with the same bounds and settings share a program."""

    def __init__(self, chains: Chains, compile_: Compile = CompiledProgram) -> None:
        self._chains = chains
        self._compile = compile_
        self._compiled: dict[Hashable, CompiledProgram] = {}

    def findings(
        self, program: CountyProgram, ledger: Loaded[Ledger] | None, on: datetime.date
    ) -> tuple[tuple[Finding, Span], ...]:
        """Everything that the checks of policies say of the chain on the date, with places."""
        policy = program.policy
        facts = chain_facts(program, ledger, version_facts(self._chains, policy), on)
        document = None if ledger is None else ledger.document
        judgement = self._program(program).judge(PolicyFacts(facts.chain, policy.document, document, on))
        found = PolicyAssembly(policy, ledger, facts.places).findings(judgement)
        return (*found, *self.also(program, facts.chain))

    def also(self, _program: CountyProgram, _chain: Chain) -> tuple[tuple[Finding, Span], ...]:
        """What else is to be said of the lowest file of a chain: nothing, unless it is linted, too."""
        return ()

    def _program(self, program: CountyProgram) -> CompiledProgram:
        policy = program.policy
        key = tuple((file.layer.file, file.layer.sha256) for file in policy.files if _says_how(file))
        if key not in self._compiled:
            self._compiled[key] = self._compile(policy_program(policy, program.bounds))
        return self._compiled[key]


def _says_how(file: LayerFile) -> bool:
    """Whether a layer says anything of how policies are judged: bounds, settings of checks, sources."""
    return not file.tree.entries.keys().isdisjoint(("envelope", "checks", "legal_sources"))


def program_of(policy: PolicyInForce) -> CountyProgram:
    """The county's program. Raises DocumentError, also for a decision or steps that no engine can follow."""
    program = CountyProgram(policy)
    problems = [*unsupported(program.decision), *procedure_problems(policy), *policy_problems(program)]
    if problems:
        raise DocumentError(problems)
    return program


def blocks(finding: Finding) -> bool:
    """Whether nothing can be approved under a policy of which this is found."""
    return finding.status == "incomplete" or (finding.status == "fail" and finding.severity == "block")
