"""From rulebook and policy to a county's program, and from there to a township's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence

from policy_engine.diagnostics import Text
from policy_engine.documents.rules import Derivation as DerivationDeclaration
from policy_engine.expr.ast import Absent, Constant, Expr, Literal, Name
from policy_engine.expr.parser import parse
from policy_engine.expr.types import Type
from policy_engine.expr.walk import walk
from policy_engine.program.fold import Folding, Township
from policy_engine.program.rules import Binding, Derivation, NotJudged, Pool, Program, Rule, Template, Words
from policy_engine.program.typing import Report, type_derivation

_NO_WORDS = Template(lambda: ((), ()))


class CycleError(Exception):
    """Derived values that need each other."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(" → ".join(names))


def type_derivations(
    declarations: Iterable[DerivationDeclaration],
    scope: Mapping[str, Type],
    reporting: Callable[[str], Report],
    known: Sequence[Derivation] = (),
) -> tuple[tuple[Derivation, ...], dict[str, Type]]:
    """Typed derivations, each after those it reads, and the scope with their names in it.

    `known` are typed already, in a scope that is part of this one.
    """
    typed: list[Derivation] = list(known)
    names = {**scope, **{derivation.id: derivation.value.type for derivation in known}}
    for declaration in _ordered(declarations):
        derivation = type_derivation(declaration, names, reporting(declaration.id))
        names[derivation.id] = derivation.value.type
        typed.append(derivation)
    return tuple(typed), names


def _ordered(declarations: Iterable[DerivationDeclaration]) -> list[DerivationDeclaration]:
    """Depth first, so that the order does not depend on the files; a cycle is refused."""
    by_id = {d.id: d for d in declarations}
    ordered: dict[str, DerivationDeclaration] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise CycleError([*above[above.index(name) :], name])
        if name in ordered:
            return
        for node in walk(parse(by_id[name].value)):
            if isinstance(node, Name) and node.name in by_id:
                visit(node.name, (*above, name))
        ordered[name] = by_id[name]

    for name in sorted(by_id):
        visit(name, ())
    return list(ordered.values())


def specialise(program: Program, names: Mapping[str, Expr], township: Township) -> Program:
    """The program for one class and form: what is known is put in, what cannot apply is left out.

    `names` gives the known names, usually params. A rule that needs something
    undeclared moves to `not_judged`.
    """
    folding = Folding(dict(names), township)
    derivations: list[Derivation] = []
    for derivation in program.derivations:
        value = folding.fold(derivation.value)
        if isinstance(value, Constant | Literal | Absent):
            folding = Folding({**folding.names, derivation.id: value}, township)
        elif (missing := _undeclared(value)) is not None:
            folding = Folding({**folding.names, derivation.id: missing}, township)
        derivations.append(dataclasses.replace(derivation, value=value))
    rules: list[Rule] = []
    not_judged: list[NotJudged] = []
    for rule in program.rules:
        folded = fold_rule(rule, folding)
        if not _can_apply(folded):
            continue
        missing = next(filter(None, map(_undeclared, folded.judging)), None)
        if missing is not None:
            not_judged.append(NotJudged(folded, missing.reason))
        else:
            rules.append(folded)
    pools = tuple(filter(None, (_fold_pool(pool, folding) for pool in program.pools)))
    return Program(tuple(derivations), tuple(rules), program.scope, tuple(not_judged), pools)


def _fold_pool(pool: Pool, folding: Folding) -> Pool | None:
    """None for a pool that is not there, or that something undeclared keeps from being counted."""
    when = None if pool.when is None else folding.fold(pool.when)
    if isinstance(when, Literal | Constant) and when.value is False:
        return None
    folded = dataclasses.replace(
        pool, when=when, used=folding.fold(pool.used), limit=folding.fold(pool.limit)
    )
    return None if _undeclared(folded.used) or (when is not None and _undeclared(when)) else folded


def lacking(rule: Rule, program: Program, names: Mapping[str, Expr], township: Township) -> Text | None:
    """Which parameter a rule lacks, if it does: `specialise` for one rule, without its words."""
    folding = Folding(dict(names), township)
    read = {node.name for expr in rule.judging for node in walk(expr) if isinstance(node, Name)}
    for derivation in needed_by(read, program.derivations):
        value = folding.fold(derivation.value)
        if not isinstance(value, Constant | Literal | Absent):
            value = _undeclared(value) or value
        if isinstance(value, Constant | Literal | Absent):
            folding = Folding({**folding.names, derivation.id: value}, township)
    bare = dataclasses.replace(rule, message=_NO_WORDS, remedy=None, observed=None, limit=None)
    folded = fold_rule(bare, folding)
    missing = next(filter(None, map(_undeclared, folded.judging)), None) if _can_apply(folded) else None
    return None if missing is None else missing.reason


def fold_rule(rule: Rule, folding: Folding) -> Rule:
    """Fold each expression; a variable hides what is known of the same name from there on."""
    needs = tuple(folding.fold(need) for need in rule.needs)
    bindings: list[Binding] = []
    for binding in rule.bindings:
        bindings.append(Binding(binding.variable, folding.fold(binding.source)))
        folding = folding.without(binding.variable)
    inner = folding

    def maybe(expr: Expr | None) -> Expr | None:
        return None if expr is None else inner.fold(expr)

    return dataclasses.replace(
        rule,
        needs=needs,
        bindings=tuple(bindings),
        when=maybe(rule.when),
        require=inner.fold(rule.require),
        observed=maybe(rule.observed),
        limit=maybe(rule.limit),
        message=_fold_template(rule.message, inner),
        remedy=rule.remedy and _fold_template(rule.remedy, inner),
    )


def _fold_template(template: Template, folding: Folding) -> Template:
    def parts(of: Words) -> Words:
        return tuple(part if isinstance(part, str) else folding.fold(part) for part in of)

    return Template(lambda: (parts(template.zh), parts(template.en)))


def _undeclared(expr: Expr) -> Absent | None:
    """What the expression cannot do without and no layer declares."""
    for node in walk(expr):
        if isinstance(node, Absent) and node.kind == "undeclared":
            return node
    return None


def _can_apply(rule: Rule) -> bool:
    if isinstance(rule.when, Literal | Constant) and rule.when.value is False:
        return False
    return not any(isinstance(b.source, Constant) and _is_empty(b.source.value) for b in rule.bindings)


def _is_empty(value: object) -> bool:
    return isinstance(value, Sequence | Mapping) and len(value) == 0


def needed_by(names: Iterable[str], derivations: Iterable[Derivation]) -> tuple[Derivation, ...]:
    """The derivations that `names` rest on, themselves included, in their order."""
    ordered = tuple(derivations)
    wanted = set(names)
    for derivation in reversed(ordered):
        if derivation.id in wanted:
            wanted |= {node.name for node in walk(derivation.value) if isinstance(node, Name)}
    return tuple(d for d in ordered if d.id in wanted)
