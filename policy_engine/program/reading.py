"""Which parameters rules read, and which fields of a record."""

from __future__ import annotations

from collections.abc import Iterable

from policy_engine.expr.ast import Expr, Has, Name, Select
from policy_engine.expr.types import RecordType, strip_null
from policy_engine.expr.walk import selected, walk
from policy_engine.program.build import needed_by
from policy_engine.program.rules import Program, Rule
from policy_engine.source.tree import Path


def parameters_read(rule: Rule, program: Program) -> tuple[Path, ...]:
    """The parameters that decide the rule, its derived values' included, as paths in the policy."""
    return parameters_in(rule.judging, program)


def parameters_in(expressions: Iterable[Expr], program: Program) -> tuple[Path, ...]:
    """The parameters that expressions read, also through derived values; the longest paths only."""
    read = tuple(expressions)
    used = {node.name for expr in read for node in walk(expr) if isinstance(node, Name)}
    values = [derivation.value for derivation in needed_by(used, program.derivations)]
    found = {path for expr in (*read, *values) for node in walk(expr) if (path := _parameter_path(node))}
    longest = {path for path in found if not any(o != path and o[: len(path)] == path for o in found)}
    return tuple(sorted(longest))


def _parameter_path(node: Expr) -> Path:
    root, path = selected(node)
    return path if root == "params" else ()


def fields_read(expressions: Iterable[Expr], record: str) -> tuple[str, ...]:
    """The fields of one kind of record (by its model's name) that the expressions look at."""
    found = set()
    for expr in expressions:
        for node in walk(expr):
            if isinstance(node, Select | Has):
                type_ = strip_null(node.base.type)
                if isinstance(type_, RecordType) and type_.name == record:
                    found.add(node.field)
    return tuple(sorted(found))
