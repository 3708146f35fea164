"""The rules that the layers declare themselves, typed through the same path as the standard ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.documents.rules import RuleDeclaration
from policy_engine.documents.terms import Judges
from policy_engine.expr.problems import ExpressionError
from policy_engine.expr.types import Type
from policy_engine.policyset.envelope import Bound
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.bound_rules import rule_names
from policy_engine.program.places import expression_diagnostics
from policy_engine.program.rules import Program, Rule
from policy_engine.program.standard import JUDGED, SUBMITTED, standard_checks
from policy_engine.program.typing import type_rule
from policy_engine.source.tree import Path

# Pairs of posts and persons are some ten thousand; triples would be a million, and four a hundred.
_MOST_INDEPENDENT = 2
_WORD = re.compile(r"\w+")


def own_rules(
    policy: PolicyInForce, base_of: Callable[[Judges], Program], bounds: tuple[Bound, ...]
) -> Mapping[Judges, list[Rule]]:
    """The own rules, by what they judge. Raises DocumentError with every mistake."""
    if not policy.document.rules:
        return {}
    found: list[Diagnostic] = []
    taken = {rule.id for judges in (*JUDGED, "waiver") for rule in standard_checks(judges).rules}
    taken |= {name for bound in bounds for name in rule_names(bound)}
    rules: dict[Judges, list[Rule]] = {judges: [] for judges in SUBMITTED}
    for position, declaration in enumerate(policy.document.rules):
        path = ("rules", position)
        if declaration.judges not in rules:
            found.append(_not_judged_by_rules(declaration.judges, policy, path))
            continue
        if declaration.id in taken:
            found.append(_taken(declaration.id, policy, path))
        taken.add(declaration.id)
        if _independent(declaration) > _MOST_INDEPENDENT:
            found.append(_too_many_loops(declaration.id, policy, path))
        if declaration.replaces:
            found.append(_replaces(declaration.id, policy, path))
        found.extend(_unknown_sources(declaration.basis, policy, path))
        written = declaration.model_dump_json(by_alias=True, exclude_unset=True)
        scope = _Scope(base_of(declaration.judges).scope)
        rule, mistakes = _typed(written, policy.tree.span_of(path), scope)
        for inside, error in mistakes:
            found.extend(expression_diagnostics(policy.tree, (*path, *inside), error))
        rules[declaration.judges].append(rule)
    if found:
        raise DocumentError(found)
    return rules


def _replaces(id_: str, policy: PolicyInForce, path: Path) -> Diagnostic:
    """Standing in for a standard check would be loosening it under another name."""
    return Diagnostic(
        "rule.replaces",
        Text(f"自定规则“{id_}”不能取代标准核查项。", f"The rule {id_} cannot stand in for a standard check."),
        policy.tree.span_of((*path, "replaces")),
        help=Text("删去 replaces（取代）；自定规则只能增加要求。",
                  "Remove `replaces`; rules of a policy's own only add to what is asked."),
    )  # fmt: skip


def _not_judged_by_rules(judges: Judges, policy: PolicyInForce, path: Path) -> Diagnostic:
    return Diagnostic(
        "rule.not-of-policies",
        Text("自定规则不能核查政策文件本身。", f"Rules of a policy's own cannot judge a {judges}."),
        policy.tree.span_of((*path, "judges")),
        help=Text(
            "judges（核查对象）可写 setup（机构设置方案）、action（人事事项）、"
            "roster（人员名册）、round（选岗）、assessment（考核）；"
            "对下级政策的约束写在 envelope（上级约束）中。",
            "`judges` may be setup, action, roster, round or assessment; bounds on policies stand under "
            "`envelope`.",
        ),
    )


@dataclass(frozen=True, eq=False)
class _Scope:
    """A scope that is itself only: there is one for each rulebook, and a rule is typed once in it."""

    types: Mapping[str, Type]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Scope) and self.types is other.types

    def __hash__(self) -> int:
        return id(self.types)


@lru_cache(maxsize=128)  # The same on every day that the chain is judged on; no county's stay for long.
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
