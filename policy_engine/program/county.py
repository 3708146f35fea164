"""A county's program: the policy in force and the standard checks, made one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.documents.policy import Policy
from policy_engine.documents.reflection import record_type
from policy_engine.documents.rules import RuleDeclaration
from policy_engine.expr.ast import Constant, Expr, Name
from policy_engine.expr.problems import ExpressionError
from policy_engine.expr.types import Type
from policy_engine.policyset.envelope import Bound, bounds_of
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.bound_rules import rule_names
from policy_engine.program.build import lacking, needed_by, specialise
from policy_engine.program.decision import Decision
from policy_engine.program.decision_typing import type_decision
from policy_engine.program.fold import Township
from policy_engine.program.places import expression_diagnostics
from policy_engine.program.reading import parameters_in, parameters_read
from policy_engine.program.rules import Program, Rule
from policy_engine.program.settings import refuse_unknown, with_settings
from policy_engine.program.standard import standard_policy_program, standard_program
from policy_engine.program.typing import type_rule
from policy_engine.source.tree import Path

CLASS = "township_class"
# Pairs of posts and persons are some ten thousand; triples would be a million, and four a hundred.
_MOST_INDEPENDENT = 2
_WORD = re.compile(r"\w+")


@cache
def standard_reads() -> Mapping[str, tuple[Path, ...]]:
    """Which parameters each standard check of set-ups reads, and the class, on which all of them hang."""
    program = standard_program()
    reads = {rule.id: parameters_read(rule, program) for rule in program.rules}
    return {**reads, CLASS: parameters_in([Name(CLASS)], program)}


class CountyProgram:
    """Built once per policy in force; specialised once per class and form."""

    def __init__(self, policy: PolicyInForce, standard: Program | None = None) -> None:
        base = standard if standard is not None else standard_program()
        self.policy = policy
        self.decision: Decision = type_decision(policy.document.decision, policy.tree)
        self.bounds = bounds_of(policy)
        own = tuple(_own_rules(policy, base, self.bounds))
        if policy.document.checks:
            rules_known = (*base.rules, *own, *standard_policy_program().rules)
            names = {name for rule in rules_known for name in (rule.code, rule.id)}
            refuse_unknown(policy, names.union(*map(rule_names, self.bounds)))
        rules = (*base.rules, *own)
        self.general = dataclasses.replace(base, rules=with_settings(rules, base, policy))
        params = Constant(policy.document, (), type=record_type(Policy))
        self._names: Mapping[str, Expr] = {"params": params}
        self._townships: dict[Township, Program] = {}

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
            (rule, None if known.issuperset(self._reads(rule)) else self._lacking(rule))
            for rule in self.general.rules
            if rule.required
        )

    def _reads(self, rule: Rule) -> tuple[Path, ...]:
        return standard_reads().get(rule.id) or parameters_read(rule, self.general)

    def _lacking(self, rule: Rule) -> Text | None:
        return lacking(rule, self.general, self._names, Township(None, "town"))

    def for_township(self, township: Township) -> Program:
        """The program for one class and form; an unknown class leaves what hangs on it unknown."""
        if township not in self._townships:
            self._townships[township] = specialise(self.general, self._names, township)
        return self._townships[township]


def _own_rules(policy: PolicyInForce, base: Program, bounds: tuple[Bound, ...]) -> Iterator[Rule]:
    """The rules that the layers declare themselves, through the same path as the standard ones."""
    found: list[Diagnostic] = []
    taken = {rule.id for rule in (*base.rules, *standard_policy_program().rules)}
    taken |= {name for bound in bounds for name in rule_names(bound)}
    rules = []
    for position, declaration in enumerate(policy.document.rules):
        path = ("rules", position)
        if declaration.id in taken:
            found.append(_taken(declaration.id, policy, path))
        taken.add(declaration.id)
        if _independent(declaration) > _MOST_INDEPENDENT:
            found.append(_too_many_loops(declaration.id, policy, path))
        found.extend(_unknown_sources(declaration.basis, policy, path))
        written = declaration.model_dump_json(by_alias=True, exclude_unset=True)
        rule, mistakes = _typed(written, policy.tree.span_of(path), _Scope(base.scope))
        for inside, error in mistakes:
            found.extend(expression_diagnostics(policy.tree, (*path, *inside), error))
        rules.append(rule)
    if found:
        raise DocumentError(found)
    yield from rules


@dataclass(frozen=True, eq=False)
class _Scope:
    """A scope that is itself only: there is one for each rulebook, and a rule is typed once in it."""

    types: Mapping[str, Type]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Scope) and self.types is other.types

    def __hash__(self) -> int:
        return id(self.types)


@lru_cache(maxsize=1024)  # The same on every day that the chain is judged on.
def _typed(
    declaration: str, span: Span, scope: _Scope
) -> tuple[Rule, tuple[tuple[Path, ExpressionError], ...]]:
    """The rule, with what is wrong with its expressions."""
    mistakes: list[tuple[Path, ExpressionError]] = []

    def report(path: Path, error: ExpressionError) -> None:
        mistakes.append((path, error))

    rule = type_rule(RuleDeclaration.model_validate_json(declaration), scope.types, report, span)
    return rule, tuple(mistakes)


def _unknown_sources(basis: list[str], policy: PolicyInForce, path: Path) -> Iterator[Diagnostic]:
    known = [source.id for source in policy.document.legal_sources]
    for position, id_ in enumerate(basis):
        if id_ not in known:
            yield Diagnostic(
                "rule.unknown-basis",
                Text(f"依据“{id_}”不在依据文件清单中。", f"{id_} is not among the legal sources."),
                policy.tree.span_of((*path, "basis", position)),
                help=Text(
                    "在 legal_sources（依据文件）中列出该文件，或更正编号。",
                    "List it under legal_sources, or correct the id.",
                ),
            )


def _independent(declaration: RuleDeclaration) -> int:
    """How many of a rule's variables range over a collection of their own, whatever the others are."""
    variables: set[str] = set()
    independent = 0
    for variable, source in declaration.for_.items():
        independent += variables.isdisjoint(_WORD.findall(source))
        variables.add(variable)
    return independent


def _too_many_loops(id_: str, policy: PolicyInForce, path: Path) -> Diagnostic:
    return Diagnostic(
        "rule.too-many-loops",
        Text(f"规则“{id_}”的 for（对象）让 {_MOST_INDEPENDENT + 1} 个以上的清单逐一配对，核查会没有尽头。",
             f"The rule {id_} pairs every element of more than {_MOST_INDEPENDENT} lists: it would not end."),
        policy.tree.key_span((*path, "for")) or policy.tree.span_of(path),
        help=Text("第三个起的变量应取自前面的变量，如 {i: setup.institutions, p: i.posts}。",
                  "Let a third variable range over what an earlier one has, as p: i.posts does."),
    )  # fmt: skip


def _taken(id_: str, policy: PolicyInForce, path: Path) -> Diagnostic:
    return Diagnostic(
        "rule.id-taken",
        Text(f"规则编号“{id_}”已被使用。", f"The rule id {id_} is taken."),
        policy.tree.span_of((*path, "id")),
        help=Text(
            "请换一个编号；标准核查项用 checks（核查项）调整。",
            "Choose another; standard checks are adjusted under `checks`.",
        ),
    )
