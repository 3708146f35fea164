"""Which rules concern which kind of action."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import cache
from typing import get_args

from policy_engine.documents.action_base import ActionBase
from policy_engine.documents.actions import JudgedAction
from policy_engine.expr.ast import Expr
from policy_engine.expr.walk import selected, walk
from policy_engine.program.rules import Program, Rule


@cache
def fields_for(action: type[ActionBase]) -> frozenset[str]:
    """The lists of JudgedAction that an action of this model stands in."""
    return frozenset(name for name, item in _items().items() if issubclass(action, item))


@cache
def _items() -> Mapping[str, type[ActionBase]]:
    return {name: get_args(info.annotation)[0] for name, info in JudgedAction.model_fields.items()}


def for_kind(program: Program, action: type[ActionBase]) -> Program:
    """The program without the rules that range over other kinds of actions."""
    lists = fields_for(action)
    return dataclasses.replace(
        program,
        rules=tuple(rule for rule in program.rules if _concerns(rule, lists)),
        not_judged=tuple(each for each in program.not_judged if _concerns(each.rule, lists)),
    )


def _concerns(rule: Rule, lists: frozenset[str]) -> bool:
    ranged_over = {name for binding in rule.bindings for name in _lists_in(binding.source)}
    return not ranged_over or not ranged_over.isdisjoint(lists)


def _lists_in(source: Expr) -> set[str]:
    paths = (selected(node) for node in walk(source))
    return {str(path[0]) for root, path in paths if root == "judged" and path}
