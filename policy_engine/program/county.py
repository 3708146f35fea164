"""A county's program: the policy in force and the standard checks, made one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from policy_engine.diagnostics import Diagnostic, DocumentError, Text, did_you_mean
from policy_engine.documents.policy import Policy
from policy_engine.documents.reflection import record_type
from policy_engine.documents.terms import CHINESE, Severity
from policy_engine.expr.ast import Constant, Expr, Name, Select
from policy_engine.expr.problems import ExpressionError
from policy_engine.expr.walk import walk
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.build import needed_by, specialise
from policy_engine.program.decision import Decision
from policy_engine.program.decision_typing import type_decision
from policy_engine.program.fold import Township
from policy_engine.program.places import expression_diagnostics
from policy_engine.program.rules import Program, Rule
from policy_engine.program.standard import standard_program
from policy_engine.program.typing import Report, type_rule
from policy_engine.source.tree import Path

CLASS = "township_class"
# Severities by how much they hold up.
_STRICTNESS: Mapping[Severity, int] = {"info": 0, "warn": 1, "block": 2}
_LOCAL_LAYERS = frozenset({"province", "city", "county"})


class CountyProgram:
    """Built once per policy in force; specialised once per class and form."""

    def __init__(self, policy: PolicyInForce, standard: Program | None = None) -> None:
        base = standard if standard is not None else standard_program()
        self.policy = policy
        self.decision: Decision = type_decision(policy.document.decision, policy.tree)
        rules = (*base.rules, *_own_rules(policy, base))
        self.general = dataclasses.replace(base, rules=_with_settings(rules, base, policy))
        params = Constant(policy.document, (), type=record_type(Policy))
        self._names: Mapping[str, Expr] = {"params": params}
        self._townships: dict[Township, Program] = {}

    def class_program(self, form: str) -> Program:
        """What computes a township's class, and nothing else."""
        derivations = needed_by([CLASS], self.general.derivations)
        program = Program(derivations, (), self.general.scope)
        return specialise(program, self._names, Township(None, form))

    def for_township(self, township: Township) -> Program:
        """The program for one class and form; an unknown class leaves what hangs on it unknown."""
        if township not in self._townships:
            self._townships[township] = specialise(self.general, self._names, township)
        return self._townships[township]


def _own_rules(policy: PolicyInForce, base: Program) -> Iterator[Rule]:
    """The rules that the layers declare themselves, through the same path as the standard ones."""
    found: list[Diagnostic] = []
    taken = {rule.id for rule in base.rules}

    def reporting(path: Path) -> Report:
        def report(inside: Path, error: ExpressionError) -> None:
            found.extend(expression_diagnostics(policy.tree, (*path, *inside), error))

        return report

    rules = []
    for position, declaration in enumerate(policy.document.rules):
        path = ("rules", position)
        if declaration.id in taken:
            found.append(_taken(declaration.id, policy, path))
        taken.add(declaration.id)
        found.extend(_unknown_sources(declaration.basis, policy, path))
        rules.append(type_rule(declaration, base.scope, reporting(path), policy.tree.span_of(path)))
    if found:
        raise DocumentError(found)
    yield from rules


def _with_settings(rules: tuple[Rule, ...], base: Program, policy: PolicyInForce) -> tuple[Rule, ...]:
    """Apply `checks:`, and let what rests on unverified sources alone warn instead of block."""
    settings = policy.document.checks
    names = {rule.code for rule in rules} | {rule.id for rule in rules}
    problems = [_unknown_check(name, names, policy) for name in settings if name not in names]
    loosened: dict[str, Diagnostic] = {}
    made = []
    for rule in rules:
        severity, required = rule.severity, False
        if severity == "block" and _rests_on_unverified(rule, base, policy):
            severity = "warn"
        for name in (rule.code, rule.id):
            if (setting := settings.get(name)) is None:
                continue
            if setting.severity is not None and _loosened(severity, setting.severity, name, policy):
                loosened.setdefault(name, _loosened_check(name, rule, policy))
            severity = setting.severity or severity
            required = required or setting.required
        made.append(dataclasses.replace(rule, severity=severity, required=required))
    problems.extend(loosened.values())
    if problems:
        raise DocumentError(problems)
    return tuple(made)


def _loosened(standard: Severity, set_to: Severity, name: str, policy: PolicyInForce) -> bool:
    """Whether a county or city lets pass what the layers above block or warn of."""
    layer = policy.layer_of(policy.place(("checks", name, "severity"))).kind
    return _STRICTNESS[set_to] < _STRICTNESS[standard] and layer in ("city", "county")


def _rests_on_unverified(rule: Rule, base: Program, policy: PolicyInForce) -> bool:
    if rule.declared is not None and policy.layer_of(rule.declared).kind in _LOCAL_LAYERS:
        return False
    sources = {source.id: source for source in policy.document.legal_sources}
    cited = [sources[id_] for id_ in rule.basis if id_ in sources]
    if not cited or any(source.verified for source in cited):
        return False
    return not any(
        policy.layer_of(policy.place(path)).kind in _LOCAL_LAYERS
        for path in parameters_read(rule, base)
        if policy.tree.at(path) is not None
    )


def parameters_read(rule: Rule, program: Program) -> tuple[Path, ...]:
    """The parameters that decide the rule, its derived values' included, as paths in the policy."""
    used = {node.name for expr in rule.judging for node in walk(expr) if isinstance(node, Name)}
    values = [derivation.value for derivation in needed_by(used, program.derivations)]
    found = {
        path for expr in (*rule.judging, *values) for node in walk(expr) if (path := _parameter_path(node))
    }
    longest = {path for path in found if not any(o != path and o[: len(path)] == path for o in found)}
    return tuple(sorted(longest))


def _parameter_path(node: Expr) -> tuple[str, ...]:
    steps: list[str] = []
    while isinstance(node, Select):
        steps.append(node.field)
        node = node.base
    return tuple(reversed(steps)) if isinstance(node, Name) and node.name == "params" else ()


def _unknown_sources(basis: list[str], policy: PolicyInForce, path: Path) -> Iterator[Diagnostic]:
    known = [source.id for source in policy.document.legal_sources]
    for position, id_ in enumerate(basis):
        if id_ not in known:
            yield Diagnostic(
                "rule.unknown-basis",
                Text(f"依据“{id_}”不在依据文件清单中", f"{id_} is not among the legal sources"),
                policy.tree.span_of((*path, "basis", position)),
                help=Text(
                    "在 legal_sources（依据文件）中列出该文件，或更正编号",
                    "list it under legal_sources, or correct the id",
                ),
            )


def _taken(id_: str, policy: PolicyInForce, path: Path) -> Diagnostic:
    return Diagnostic(
        "rule.id-taken",
        Text(f"规则编号“{id_}”已被使用", f"the rule id {id_} is taken"),
        policy.tree.span_of((*path, "id")),
        help=Text(
            "请换一个编号；标准核查项用 checks（核查项）调整",
            "choose another; standard checks are adjusted under `checks`",
        ),
    )


def _unknown_check(name: str, known: set[str], policy: PolicyInForce) -> Diagnostic:
    return Diagnostic(
        "checks.unknown",
        Text(f"没有核查项“{name}”", f"there is no check {name}"),
        policy.place(("checks", name)),
        help=did_you_mean(name, known),
    )


def _loosened_check(name: str, rule: Rule, policy: PolicyInForce) -> Diagnostic:
    zh = CHINESE["severity"][rule.severity]
    return Diagnostic(
        "checks.loosened",
        Text(
            f"核查项“{name}”的等级为“{zh}”，县（市、区）只能从严、不能放宽",
            f"check {name} is of severity {rule.severity}; a county may tighten it, not loosen it",
        ),
        policy.place(("checks", name, "severity")),
        help=Text(
            "删去这一设置；确需放宽的，由省级政策设定",
            "remove it; only the province may loosen a check",
        ),
    )
