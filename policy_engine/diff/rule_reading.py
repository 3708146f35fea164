"""A rule as it is compared: its expressions as trees, in which the variables of `for` are called alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from policy_engine.diff.expressions import renamed
from policy_engine.diff.nodes import Expression, Meaning, Role, Section
from policy_engine.documents.rules import DecisionRuleDeclaration, RuleDeclaration
from policy_engine.expr.ast import Expr
from policy_engine.expr.parser import parse
from policy_engine.expr.problems import ExpressionError

_ROLES: Mapping[str, Role] = {"for": "for", "when": "when", "require": "require"}
_EXPRESSIONS = ("for", "needs", "when", "require", "observed", "limit")


def rule_section(rule: RuleDeclaration | DecisionRuleDeclaration, section: Section) -> Section:
    """The record with its expressions read. A rule of the decision asks nothing: its `when` has no role."""
    names: dict[str, str] = {}
    sources: list[tuple[str, Mapping[str, str]]] = []
    for variable, source in rule.for_.items():
        sources.append((source, dict(names)))
        names[variable] = f"${len(names) + 1}"
    judged = isinstance(rule, RuleDeclaration)
    fields = dict(section.fields)
    for key in _EXPRESSIONS:
        node = fields.get(key)
        if node is None:
            continue
        meaning = replace(node.meaning, role=_ROLES.get(key)) if judged else node.meaning
        if key == "for":
            fields[key] = _expression(meaning, node.steps, sources, node.raw)
        else:
            # What must be there is looked at before any variable is bound.
            texts = node.raw if isinstance(node.raw, list) else [node.raw]
            scope = {} if key == "needs" else names
            fields[key] = _expression(meaning, node.steps, [(text, scope) for text in texts], node.raw)
    return replace(section, fields=fields)


def _expression(
    meaning: Meaning,
    steps: tuple[str | int, ...],
    texts: Iterable[tuple[str, Mapping[str, str]]],
    raw: object,
) -> Expression:
    """`texts` come with the names that are known where they stand."""
    listed = tuple(texts)
    trees: list[Expr] = []
    for text, names in listed:
        try:
            trees.append(renamed(parse(text), names))
        except ExpressionError:  # validation says what is wrong with it; here it is a text
            return Expression(meaning, steps, None, tuple(text for text, _ in listed), raw)
    return Expression(meaning, steps, tuple(trees), tuple(text for text, _ in listed), raw)
