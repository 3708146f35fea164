"""The line of policy, or of the ledger, behind a value."""

from __future__ import annotations

from typing import Any

from policy_engine.documents.ledger import Ledger
from policy_engine.documents.load import Loaded
from policy_engine.expr.ast import Binary, Constant, Expr, Index
from policy_engine.expr.walk import walk
from policy_engine.findings.places import path_text, steps_from, with_derived
from policy_engine.findings.report_model import Clause
from policy_engine.findings.wording import shown
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.program.rules import Program, Rule
from policy_engine.source.tree import Node, Path, ScalarNode


class Clauses:
    """The line of the policy, or of the ledger, that sets a rule's limit."""

    def __init__(self, policy: PolicyInForce, ledger: Loaded[Ledger] | None, township: str) -> None:
        self._policy = policy
        self._ledger = ledger
        self._township = township

    def of(self, rule: Rule, program: Program) -> Clause | None:
        """Looked for in the limit first, then in whatever else decides, last in what must be declared.

        A county's own rule is its own.
        """
        whole = None if rule.limit is None else self._sum(rule.limit, program)
        if whole is not None:
            return whole
        expressions = [e for e in (rule.limit, rule.require, rule.when) if e is not None]
        expressions += [binding.source for binding in rule.bindings]
        for expr in expressions:
            clause = self._in(expr, program)
            if clause is not None:
                return clause
        if rule.declared is not None:
            return self._declared(rule)
        return next(filter(None, (self._in(need, program) for need in rule.needs)), None)

    def _in(self, expr: Expr, program: Program) -> Clause | None:
        for part in with_derived(expr, program):
            for node in walk(part):
                if isinstance(node, Constant) and node.origin:
                    return self.in_policy(node.origin)
                if (path := steps_from(node, "ledger")) and self._ledger is not None:
                    return self._in_ledger(self._ledger, path)
                if isinstance(node, Index) and steps_from(node.base, "county_ledger") and self._ledger:
                    return self._in_ledger(self._ledger, ())
        return None

    def _sum(self, limit: Expr, program: Program) -> Clause | None:
        """What holds all the values that a limit is the sum of; None where it is no sum of such."""
        parts = _summands(limit)
        if len(parts) < 2:
            return None
        if self._ledger is not None and (held := _held([_ledger_path(p, program) for p in parts])):
            clause = self._in_ledger(self._ledger, held[0])
            tree, path = self._ledger.tree, ("townships", self._township, *held[0])
            return clause.model_copy(update={"value": {n: _value(tree, (*path, n)) for n in held[1]}})
        if (held := _held([_policy_path(p, program) for p in parts])) and held[0]:
            clause, tree = self.in_policy(held[0]), self._policy.tree
            return clause.model_copy(update={"value": {n: _value(tree, (*held[0], n)) for n in held[1]}})
        return None

    def in_policy(self, path: Path) -> Clause:
        """The clause at a path of the merged policy."""
        span = self._policy.place(path)
        return Clause(
            file=span.file,
            line=span.line,
            path=_named_path(self._policy.tree, path),
            layer=self._policy.layer_of(span).kind,
            value=_value(self._policy.tree, path),
        )

    def _in_ledger(self, ledger: Loaded[Ledger], inside: Path) -> Clause:
        path = ("townships", self._township, *inside)
        span = ledger.tree.key_span(path) or ledger.tree.span_of(path)
        return Clause(
            file=span.file, line=span.line, path=path_text(path), layer="county",
            value=_value(ledger.tree, path),
        )  # fmt: skip

    def _declared(self, rule: Rule) -> Clause | None:
        span = rule.declared
        if span is None:
            return None
        layer = self._policy.layer_of(span).kind
        return Clause(file=span.file, line=span.line, path=f"rules[{rule.id}]", layer=layer, value=None)


def _summands(expr: Expr) -> tuple[Expr, ...]:
    if isinstance(expr, Binary) and expr.operator == "+":
        return (*_summands(expr.left), *_summands(expr.right))
    return (expr,)


def _ledger_path(expr: Expr, program: Program) -> Path:
    """The first value of the township's ledger that is read; () for none."""
    nodes = (node for part in with_derived(expr, program) for node in walk(part))
    return next((path for node in nodes if (path := steps_from(node, "ledger"))), ())


def _policy_path(expr: Expr, program: Program) -> Path:
    """The first parameter that is read; () for none."""
    nodes = (node for part in with_derived(expr, program) for node in walk(part))
    return next((node.origin for node in nodes if isinstance(node, Constant) and node.origin), ())


def _held(paths: list[Path]) -> tuple[Path, tuple[str, ...]] | None:
    """The record that different values are the fields of, and their names; None where they have none."""
    holders = {path[:-1] for path in paths}
    names = tuple(dict.fromkeys(str(path[-1]) for path in paths if path))
    if len(holders) != 1 or not all(paths) or len(names) < 2:
        return None
    return next(iter(holders)), names


def _named_path(tree: Node, path: Path) -> str:
    """institutions.templates[full].platforms: records of a list go by their id."""
    steps: list[str | int] = []
    for end, step in enumerate(path, start=1):
        id_ = tree.at((*path[:end], "id")) if isinstance(step, int) else None
        named = f"[{id_.value}]" if isinstance(id_, ScalarNode) else None
        if named is not None and steps:
            steps[-1] = f"{steps[-1]}{named}"
        else:
            steps.append(step)
    return path_text(tuple(steps))


def _value(tree: Node, path: Path) -> Any:
    """The value at the path where it is short enough to quote: one value, or a list of such."""
    node = tree.at(path)
    value = None if node is None else shown(node.to_plain())
    if isinstance(value, dict):
        return None
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return None
    return value
