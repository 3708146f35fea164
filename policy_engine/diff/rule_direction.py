"""Judgement of a rule's expressions: what asks more, applies to more or looks at more is tighter."""

from __future__ import annotations

from policy_engine.diagnostics import Text
from policy_engine.diff import reasons
from policy_engine.diff.certainty import same_reading
from policy_engine.diff.expressions import normal
from policy_engine.diff.implication import Change, change_of, list_change
from policy_engine.diff.model import Direction
from policy_engine.diff.nodes import Expression, Node
from policy_engine.expr.ast import Expr, Literal

_ALWAYS: tuple[Expr, ...] = (Literal(True),)


def judge_expressions(a: Node | None, b: Node | None) -> tuple[Direction, Text]:
    """The change from a to b; a condition that is not there always holds."""
    present = a if isinstance(a, Expression) else b
    role = present.meaning.role if isinstance(present, Expression) else None
    was, is_ = _trees(a), _trees(b)
    if was is None or is_ is None:
        return "different", reasons.UNREADABLE
    if role is None:
        same = len(was) == len(is_) and all(map(_same, was, is_))
        return ("neutral", reasons.SAME_CONDITION) if same else ("different", reasons.OTHER_CONDITION)
    if len(was) != len(is_) or (role == "for" and (a is None or b is None)):
        return "different", reasons.OTHER_CONDITION
    compare = list_change if role == "for" else change_of
    changes = {compare(normal(one), normal(other)) for one, other in zip(was, is_, strict=True)} - {"same"}
    if "unknown" not in changes and not all(map(same_reading, was, is_)):
        return "different", reasons.MAY_BE_MISSING
    if not changes:
        return "neutral", reasons.SAME_CONDITION
    change: Change = changes.pop() if len(changes) == 1 else "unknown"
    if change == "unknown":
        return "different", reasons.OTHER_CONDITION
    looser = (change == "more") == (role == "require")
    return "looser" if looser else "tighter", reasons.condition(role, more=change == "more")


def _trees(node: Node | None) -> tuple[Expr, ...] | None:
    if node is None:
        return _ALWAYS
    return node.trees if isinstance(node, Expression) else None


def _same(one: Expr, other: Expr) -> bool:
    return normal(one) == normal(other)
