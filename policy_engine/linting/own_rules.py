"""The file's own rules: whether they can apply, hold and fail, what they repeat, what is simpler."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from policy_engine.diagnostics import Span
from policy_engine.documents.lint_facts import (
    LintedCondition,
    LintedExpression,
    LintedRequirement,
    RepeatedRule,
)
from policy_engine.documents.terms import Judges
from policy_engine.expr import parser
from policy_engine.expr.ast import COMPARISONS, Binary, Expr, Literal
from policy_engine.expr.printer import to_text
from policy_engine.linting.edits import Edit, Rewriting
from policy_engine.linting.normal import wording
from policy_engine.linting.reader import FileReader
from policy_engine.linting.satisfiable import can_hold
from policy_engine.linting.simpler import Simpler, simplifications
from policy_engine.program.rules import Rule
from policy_engine.program.standard import SUBMITTED, standard_program
from policy_engine.source.tree import Path, ScalarNode
from policy_engine.source.within import span_within

_Wording = tuple[str, ...]


def linted_conditions(reader: FileReader) -> Iterator[LintedCondition]:
    """The `when` of each own rule, and of each own rule of the decision."""
    for path, rule in _own(reader):
        if rule.when is not None:
            yield _condition(reader, path, rule.id, rule.when)
    for path, id_, when in _decision(reader):
        yield _condition(reader, path, id_, when)


def _condition(reader: FileReader, path: Path, id_: str, when: Expr) -> LintedCondition:
    record = LintedCondition.model_construct(rule=id_, text=to_text(when), can_hold=can_hold((when, True)))
    return reader.record(record, reader.span((*path, "when")))


def linted_requirements(reader: FileReader) -> Iterator[LintedRequirement]:
    """The `require` of each own rule that can apply."""
    for path, rule in _own(reader):
        if can_hold((rule.when, True)):
            record = LintedRequirement.model_construct(
                rule=rule.id,
                text=to_text(rule.require),
                forbids=rule.require == Literal(False),
                can_hold=can_hold((rule.when, True), (rule.require, True)),
                can_fail=can_hold((rule.when, True), (rule.require, False)),
            )
            yield reader.record(record, reader.span((*path, "require")))


def repeated_rules(reader: FileReader) -> Iterator[RepeatedRule]:
    """Each own rule, with the standard check or the earlier rule of the chain that says the same."""
    own = {rule.id: path for path, rule in _own(reader)}
    kinds = {each.judges for each in reader.policy.document.rules} if own else set()
    for judges in (each for each in SUBMITTED if each in kinds):
        known = dict(_standard(judges))
        for rule in _declared(reader, judges):
            found = known.setdefault(wording(rule), rule)
            if rule.id in own:
                yield reader.record(_repeated(rule, found), reader.span((*own[rule.id], "id")))


def _repeated(rule: Rule, found: Rule) -> RepeatedRule:
    return RepeatedRule.model_construct(
        rule=rule.id,
        of=None if found is rule else found.id,
        of_code=found.code,
        of_title_zh=found.title.zh,
        of_title_en=found.title.en,
        standard=found.declared is None,
    )


@cache
def _standard(judges: Judges) -> dict[_Wording, Rule]:
    return {wording(rule): rule for rule in reversed(standard_program(judges).rules)}


def _declared(reader: FileReader, judges: Judges) -> Iterator[Rule]:
    """The rules of the chain that judge this, in the order in which they are declared."""
    rules = {rule.id: rule for rule in reader.program.of(judges).rules if rule.declared is not None}
    yield from (rules[each.id] for each in reader.policy.document.rules if each.id in rules)


def _own(reader: FileReader) -> Iterator[tuple[Path, Rule]]:
    """The file's own rules with their paths in it."""
    rules = {rule.id: rule for _, rule in reader.program.own_rules() if reader.is_own(rule.declared)}
    for path, id_ in reader.own_paths(("rules",)):
        if id_ in rules:
            yield path, rules[id_]


def _decision(reader: FileReader) -> Iterator[tuple[Path, str, Expr]]:
    rules = {rule.id: rule for rule in reader.program.decision.rules if reader.is_own(rule.span)}
    for path, id_ in reader.own_paths(("decision", "rules")):
        if id_ in rules and (when := rules[id_].when) is not None:
            yield path, id_, when


def linted_expressions(reader: FileReader) -> Iterator[LintedExpression]:
    """The parts of the file's expressions that can be said more simply."""
    for path, rule in _own(reader):
        for inside, expr in _expressions(rule):
            yield from _simpler(reader, (*path, *inside), rule.id, expr, _changes_figures(inside, rule))
    for path, id_, when in _decision(reader):
        yield from _simpler(reader, (*path, "when"), id_, when, changes_figures=False)


def _expressions(rule: Rule) -> Iterator[tuple[Path, Expr]]:
    for position, need in enumerate(rule.needs):
        yield ("needs", position), need
    for binding in rule.bindings:
        yield ("for", binding.variable), binding.source
    for key in ("when", "require", "observed", "limit"):
        expr: Expr | None = getattr(rule, key)
        if expr is not None:
            yield (key,), expr


def _changes_figures(inside: Path, rule: Rule) -> bool:
    """Whether reports take their figures from the two sides of this very comparison."""
    return inside == ("require",) and isinstance(rule.require, Binary)


def _simpler(
    reader: FileReader, path: Path, id_: str, expr: Expr, changes_figures: bool
) -> Iterator[LintedExpression]:
    node = reader.tree.at(path)
    if not isinstance(node, ScalarNode) or not _as_written(node, expr):
        return  # made up of other expressions, or of functions that are written out while typing
    for found in simplifications(expr):
        at_root = found.at == expr.at
        figures = changes_figures or _is_comparison(found.simpler)
        same = found.same and not (at_root and path[-1] == "require" and figures)
        edit = _rewriting(path, node, found) if same else None
        record = LintedExpression.model_construct(
            rule=id_, written=found.written, simpler=found.text, same=edit is not None
        )
        yield reader.record(record, _span(node, found), edit)


def _is_comparison(expr: Expr) -> bool:
    return isinstance(expr, Binary) and expr.operator in COMPARISONS


def _as_written(node: ScalarNode, expr: Expr) -> bool:
    reading = parser.read(node.text)
    return not reading.problems and reading.tree == expr


def _span(node: ScalarNode, found: Simpler) -> Span:
    return span_within(node, found.at.start, found.at.end)


def _rewriting(path: Path, node: ScalarNode, found: Simpler) -> Edit | None:
    """The change of the text; in brackets where it would otherwise be read differently."""
    start, end = found.at.start, found.at.end
    before, after = node.text[:start], node.text[end:]
    wanted = parser.read(f"{before}({found.text}){after}").tree
    for text in (found.text, f"({found.text})"):
        if wanted is not None and parser.read(f"{before}{text}{after}").tree == wanted:
            return Rewriting(path, start, end, text)
    return None
