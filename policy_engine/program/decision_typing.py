"""A policy's `decision:` (text) → typed decision rules."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import get_args

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.documents.rules import DecisionDeclaration, DecisionRuleDeclaration
from policy_engine.expr.ast import Expr
from policy_engine.expr.printer import to_text
from policy_engine.expr.problems import ExpressionError
from policy_engine.expr.reading import read_expression
from policy_engine.expr.types import BOOL
from policy_engine.program.decision import SUBJECTS, Decision, DecisionRule, DecisionSubject
from policy_engine.program.places import expression_diagnostics
from policy_engine.source.tree import Node, Path

_SUBJECTS: Mapping[str, DecisionSubject] = {name: name for name in get_args(DecisionSubject)}


def type_decision(declaration: DecisionDeclaration | None, tree: Node) -> Decision:
    """The decision as an engine takes it. Raises DocumentError with every mistake, located in `tree`."""
    if declaration is None:
        return Decision((), _digest(()))
    found: list[Diagnostic] = []
    rules = [
        _rule(rule, tree, ("decision", "rules", position), found)
        for position, rule in enumerate(declaration.rules)
    ]
    if found:
        raise DocumentError(found)
    typed = tuple(rule for rule in rules if rule is not None)
    return Decision(typed, _digest(typed))


@lru_cache(maxsize=1024)  # A province's decision is that of all its counties.
def _condition(text: str, variable: str, over: DecisionSubject) -> Expr:
    return read_expression(text, {variable: SUBJECTS[over]}, BOOL)


def _rule(
    rule: DecisionRuleDeclaration, tree: Node, path: Path, found: list[Diagnostic]
) -> DecisionRule | None:
    bindings = list(rule.for_.items()) or [("c", "case")]
    variable, subject = bindings[0]
    if len(bindings) > 1 or subject not in _SUBJECTS:
        found.append(_wrong_subject(tree, path))
        return None
    over = _SUBJECTS[subject]
    when = None
    if rule.when is not None:
        try:
            when = _condition(rule.when, variable, over)
        except ExpressionError as error:
            found.extend(expression_diagnostics(tree, (*path, "when"), error))
            return None
    if rule.outcome is None and rule.route is None and rule.obligation is None:
        found.append(_no_effect(rule.id, tree, path))
        return None
    return DecisionRule(
        rule.id, over, variable, when, rule.outcome, rule.route, rule.obligation, tree.span_of(path)
    )


def _digest(rules: tuple[DecisionRule, ...]) -> str:
    """A hash of what the rules mean; places and ids do not matter."""
    lines = []
    for rule in rules:
        when = "true" if rule.when is None else to_text(rule.when)
        lines.append(repr((rule.over, rule.variable, when, rule.outcome, rule.route, rule.obligation)))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _wrong_subject(tree: Node, path: Path) -> Diagnostic:
    allowed = ", ".join(_SUBJECTS)
    return Diagnostic(
        "decision.wrong-subject",
        Text(f"结论规则的对象只能是一个：{allowed}。", f"A decision rule ranges over one of: {allowed}."),
        tree.span_of((*path, "for")),
        help=Text("例如 for: {f: findings}。", "For example: for: {f: findings}."),
    )


def _no_effect(id_: str, tree: Node, path: Path) -> Diagnostic:
    return Diagnostic(
        "decision.no-effect",
        Text(f"结论规则“{id_}”没有任何结果。", f"Decision rule {id_} derives nothing."),
        tree.span_of(path),
        help=Text(
            "写明 outcome（结论）、route（报送）或 obligation（后续要求）。",
            "Give it an outcome, a route or an obligation.",
        ),
    )
