"""A county's program: the policy in force and the standard checks, made one."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from policy_engine.diagnostics import Text
from policy_engine.documents.policy import Policy
from policy_engine.documents.reflection import record_type
from policy_engine.documents.terms import Judges
from policy_engine.expr.ast import Constant, Expr, Name
from policy_engine.policyset.envelope import bounds_of
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.bound_rules import rule_names
from policy_engine.program.build import lacking, needed_by, specialise
from policy_engine.program.decision import Decision
from policy_engine.program.decision_typing import type_decision
from policy_engine.program.fold import Township
from policy_engine.program.own_rules import own_rules
from policy_engine.program.reading import parameters_in, parameters_read
from policy_engine.program.rules import Program, Rule
from policy_engine.program.settings import refuse_unknown, with_settings
from policy_engine.program.standard import SUBMITTED, standard_program
from policy_engine.source.tree import Path

CLASS = "township_class"


@cache
def standard_reads() -> Mapping[str, tuple[Path, ...]]:
    """Which parameters each standard check reads, and the class, on which all of them hang."""
    reads: dict[str, tuple[Path, ...]] = {}
    for program in map(standard_program, SUBMITTED):
        reads |= {rule.id: parameters_read(rule, program) for rule in program.rules}
    return {**reads, CLASS: parameters_in([Name(CLASS)], standard_program())}


class CountyProgram:
    """Built once per policy in force; specialised once per class and form.

    It holds one program for each kind of submission; `general` is the one of set-ups.
    """

    def __init__(self, policy: PolicyInForce, standard: Program | None = None) -> None:
        bases = {judges: standard_program(judges) for judges in SUBMITTED}
        if standard is not None:
            bases["setup"] = standard
        self.policy = policy
        self.decision: Decision = type_decision(policy.document.decision, policy.tree)
        self.bounds = bounds_of(policy)
        own = own_rules(policy, bases, self.bounds)
        if policy.document.checks:
            known = [rule for base in (*bases.values(), standard_program("policy")) for rule in base.rules]
            known += [rule for rules in own.values() for rule in rules]
            names = {name for rule in known for name in (rule.code, rule.id)}
            refuse_unknown(policy, names.union(*map(rule_names, self.bounds)))
        self._programs = {
            judges: dataclasses.replace(base, rules=with_settings((*base.rules, *own[judges]), base, policy))
            for judges, base in bases.items()
        }
        self.general = self._programs["setup"]
        params = Constant(policy.document, (), type=record_type(Policy))
        self._names: Mapping[str, Expr] = {"params": params}
        self._townships: dict[tuple[Township, Judges], Program] = {}

    def of(self, judges: Judges) -> Program:
        """The checks of one kind of submission, parameters not yet folded in."""
        return self._programs[judges]

    def rules(self) -> Iterator[tuple[Program, Rule]]:
        """Every rule, whatever it judges, with its program."""
        for program in self._programs.values():
            for rule in program.rules:
                yield program, rule

    def class_program(self, form: str) -> Program:
        """What computes a township's class, and nothing else."""
        derivations = needed_by([CLASS], self.general.derivations)
        program = Program(derivations, (), self.general.scope)
        return specialise(program, self._names, Township(None, form))

    def required_checks(self, declared: Collection[Path]) -> tuple[tuple[Rule, Text | None], ...]:
        """The required checks; with each, which parameter it lacks for every township, if it lacks one.

        `declared` are the paths of the declared parameters: what reads no other lacks none.
        """
        known = frozenset(declared)
        return tuple(
            (rule, None if known.issuperset(self._reads(rule, program)) else self._lacking(rule, program))
            for program, rule in self.rules()
            if rule.required
        )

    def _reads(self, rule: Rule, program: Program) -> tuple[Path, ...]:
        return standard_reads().get(rule.id) or parameters_read(rule, program)

    def _lacking(self, rule: Rule, program: Program) -> Text | None:
        return lacking(rule, program, self._names, Township(None, "town"))

    def for_township(self, township: Township, judges: Judges = "setup") -> Program:
        """The program for one class and form; an unknown class leaves what hangs on it unknown."""
        key = (township, judges)
        if key not in self._townships:
            self._townships[key] = specialise(self._programs[judges], self._names, township)
        return self._townships[key]
