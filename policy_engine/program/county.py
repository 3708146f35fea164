"""A county's program: the policy in force and the standard checks, made one."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
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
from policy_engine.program.reading import parameters_in, parameters_named, parameters_read
from policy_engine.program.rules import Program, Rule
from policy_engine.program.settings import refuse_unknown, with_settings
from policy_engine.program.standard import (
    JUDGED,
    SUBMITTED,
    shared_checks,
    standard_checks,
    standard_names,
    standard_program,
    standard_rule,
)
from policy_engine.program.typing import title_of
from policy_engine.source.tree import Path

CLASS = "township_class"


@dataclass(frozen=True, slots=True)
class RequiredCheck:
    """A check that must be judged, and which parameter it lacks for every township, if it lacks one."""

    code: str
    title: Text
    lacks: Text | None


@cache
def standard_reads() -> Mapping[str, tuple[Path, ...]]:
    """Which parameters each standard check reads, and the class, on which all of them hang.

    Read off the checks as they are written: every policy is asked who reads its
    parameters, and most commands need not type more than one kind of checks.
    """
    reads: dict[str, tuple[Path, ...]] = {}
    for judges in SUBMITTED:
        reads |= parameters_named(standard_checks(judges), shared_checks(judges))
    return {**reads, CLASS: parameters_in([Name(CLASS)], standard_program())}


class CountyProgram:
    """Built once per policy in force; specialised once per class and form.

    It holds one program for each kind of submission; `general` is the one of set-ups.
    The others are made when first asked for, but for those about which the policy
    itself may say something wrong: its mistakes are told at once.
    """

    def __init__(self, policy: PolicyInForce, standard: Program | None = None) -> None:
        self.policy = policy
        self.decision: Decision = type_decision(policy.document.decision, policy.tree)
        self.bounds = bounds_of(policy)
        self._standard = standard
        self._own = own_rules(policy, self._base, self.bounds)
        if policy.document.checks:
            names = [self._names_of(judges) for judges in JUDGED]
            refuse_unknown(policy, frozenset().union(*names, *map(rule_names, self.bounds)))
        self._programs: dict[Judges, Program] = {}
        for judges in filter(self._may_be_mistaken, SUBMITTED):
            self.of(judges)
        self.general = self.of("setup")
        self.general = self.of("setup")
        params = Constant(policy.document, (), type=record_type(Policy))
        self._names: Mapping[str, Expr] = {"params": params}
        self._townships: dict[tuple[Township, Judges], Program] = {}

    def _base(self, judges: Judges) -> Program:
        if judges == "setup" and self._standard is not None:
            return self._standard
        return standard_program(judges)

    def _may_be_mistaken(self, judges: Judges) -> bool:
        """Whether the policy has rules of its own there, or sets how severe a check is."""
        severities = {name for name, how in self.policy.document.checks.items() if how.severity is not None}
        return bool(self._own.get(judges)) or not severities.isdisjoint(self._names_of(judges))

    def _names_of(self, judges: Judges) -> frozenset[str]:
        """What `checks:` may call the checks of one kind."""
        rules = [*self._own.get(judges, ())]
        if judges == "setup" and self._standard is not None:
            rules += self._standard.rules
            return frozenset(name for rule in rules for name in (rule.code, rule.id))
        return standard_names(judges).union(name for rule in rules for name in (rule.code, rule.id))

    def of(self, judges: Judges) -> Program:
        """The checks of one kind of submission, parameters not yet folded in."""
        if judges not in self._programs:
            base = self._base(judges)
            rules = with_settings((*base.rules, *self._own.get(judges, ())), base, self.policy)
            self._programs[judges] = dataclasses.replace(base, rules=rules)
        return self._programs[judges]

    def rules(self) -> Iterator[tuple[Program, Rule]]:
        """Every rule, whatever it judges, with its program."""
        return self._rules_of(SUBMITTED)

    def own_rules(self) -> Iterator[tuple[Program, Rule]]:
        """The rules that the layers declare themselves, with their programs."""
        kinds = filter(self._own.get, SUBMITTED)
        return ((of, rule) for of, rule in self._rules_of(kinds) if rule.declared is not None)

    def _rules_of(self, kinds: Iterable[Judges]) -> Iterator[tuple[Program, Rule]]:
        for program in map(self.of, kinds):
            for rule in program.rules:
                yield program, rule

    def class_program(self, form: str) -> Program:
        """What computes a township's class, and nothing else."""
        derivations = needed_by([CLASS], self.general.derivations)
        program = Program(derivations, (), self.general.scope)
        return specialise(program, self._names, Township(None, form))

    def required_checks(self, declared: Collection[Path]) -> Iterator[RequiredCheck]:
        """The required checks, with what they lack for every township.

        `declared` are the paths of the declared parameters: what reads no other lacks none.
        """
        known = frozenset(declared)
        required = frozenset(name for name, how in self.policy.document.checks.items() if how.required)
        for judges in SUBMITTED if required else ():
            if judges in self._programs:
                yield from self._typed_required(self.of(judges), known)
            else:
                yield from self._written_required(judges, required, known)

    def _typed_required(self, program: Program, known: frozenset[Path]) -> Iterator[RequiredCheck]:
        for rule in program.rules:
            if rule.required:
                lacks = None if known.issuperset(self._reads(rule, program)) else self._lacking(rule, program)
                yield RequiredCheck(rule.code, rule.title, lacks)

    def _written_required(
        self, judges: Judges, required: frozenset[str], known: frozenset[Path]
    ) -> Iterator[RequiredCheck]:
        """The same of shipped checks, of which those alone are typed that may lack something."""
        for rule in standard_checks(judges).rules:
            code = rule.code or rule.id
            if not required.isdisjoint((code, rule.id)):
                lacks = None
                if not known.issuperset(standard_reads()[rule.id]):
                    alone = standard_rule(judges, rule.id)
                    lacks = self._lacking(alone.rules[0], alone)
                yield RequiredCheck(code, title_of(rule), lacks)

    def _reads(self, rule: Rule, program: Program) -> tuple[Path, ...]:
        return standard_reads().get(rule.id) or parameters_read(rule, program)

    def _lacking(self, rule: Rule, program: Program) -> Text | None:
        return lacking(rule, program, self._names, Township(None, "town"))

    def for_township(self, township: Township, judges: Judges = "setup") -> Program:
        """The program for one class and form; an unknown class leaves what hangs on it unknown."""
        key = (township, judges)
        if key not in self._townships:
            self._townships[key] = specialise(self.of(judges), self._names, township)
        return self._townships[key]

    def pools_for(self, township: Township) -> Program:
        """What actions draw on, for one class and form, without the checks of actions."""
        return specialise(dataclasses.replace(self.of("action"), rules=()), self._names, township)
