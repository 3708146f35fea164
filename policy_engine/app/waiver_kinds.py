"""Which way a rule binds, and whether a waiver can move its bound: that hangs on how it is written."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.expr.ast import COMPARISONS, Binary, Expr, Name
from policy_engine.expr.types import NUMBER, strip_null
from policy_engine.expr.walk import walk
from policy_engine.findings.waiving import BoundKind
from policy_engine.program.rules import Rule
from policy_engine.program.scope import SCOPES

_LEFT: Mapping[str, BoundKind] = {"<=": "at_most", "<": "at_most", ">=": "at_least", ">": "at_least"}
_RIGHT: Mapping[str, BoundKind] = {"<=": "at_least", "<": "at_least", ">=": "at_most", ">": "at_most"}
# What is there whatever was submitted: a side made of nothing else has observed nothing.
_LAID_DOWN = frozenset({"params", "policy", "on", "at"})
_ROOTS = frozenset().union(*SCOPES.values()) - _LAID_DOWN


def kind_of(rule: Rule) -> BoundKind | None:
    """How a waivable rule binds; None for one that no waiver may name.

    A number that is to be met exactly has no side to which a bound could be moved; nor has a comparison
    of which it is not clear which side was observed.
    """
    if rule.waivable == "never":
        return None
    return _measured(rule) if is_measured(rule) else "plain"


def is_measured(rule: Rule) -> bool:
    """Whether the rule compares numbers, or says that it has observed one against a limit."""
    require = rule.require
    if isinstance(require, Binary) and require.operator in COMPARISONS and _is_number(require.left):
        return True
    return rule.limit is not None and _is_number(rule.observed)


def _measured(rule: Rule) -> BoundKind | None:
    require, observed, limit = rule.require, rule.observed, rule.limit
    if not isinstance(require, Binary) or observed is None or limit is None:
        return None
    if _weight(observed, rule) == 0 or _weight(observed, rule) < _weight(limit, rule):
        return None
    if (observed, limit) == (require.left, require.right):
        return _LEFT.get(require.operator)
    if (observed, limit) == (require.right, require.left):
        return _RIGHT.get(require.operator)
    return None


def _weight(side: Expr, rule: Rule) -> int:
    """How near a side is to what was submitted: 0 laid down, 1 worked out, 2 read off it."""
    names = {node.name for node in walk(side) if isinstance(node, Name)}
    if not names.isdisjoint(_ROOTS.union(binding.variable for binding in rule.bindings)):
        return 2
    return 0 if names <= _LAID_DOWN else 1


def _is_number(expr: Expr | None) -> bool:
    return expr is not None and strip_null(expr.type) == NUMBER
