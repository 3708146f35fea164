"""Pools that actions draw on: each is a figure in the report, and a rule."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.diagnostics import Text
from policy_engine.documents.rules import Message, PoolDeclaration, RuleDeclaration
from policy_engine.expr.types import BOOL, NUMBER, Type
from policy_engine.program.rules import Pool
from policy_engine.program.typing import Report, Typing


def type_pool(declaration: PoolDeclaration, scope: Mapping[str, Type], report: Report) -> Pool:
    """The typed pool; every expression that cannot be used is reported."""
    typing = Typing(scope, report)
    for position, need in enumerate(declaration.needs):
        typing.need(("needs", position), need)
    when = None if declaration.when is None else typing.read(("when",), declaration.when, BOOL)
    if when is not None:
        typing.guard(when, when)
    return Pool(
        declaration.id,
        Text(declaration.title.zh, declaration.title.en),
        declaration.scope,
        when,
        typing.read(("used",), declaration.used, NUMBER),
        typing.read(("limit",), declaration.limit, NUMBER),
    )


# Other actions neither move anybody nor set up a post; a roster that cannot be counted is no fault of theirs.
_TOUCHING = "size(judged.placement) + size(judged.person_action) + size(judged.special_assignment) > 0"


def rule_id_of(pool: str) -> str:
    """The id of a pool's rule, by the pool's."""
    return f"{pool}-within-limit"


def pool_rule(pool: PoolDeclaration) -> RuleDeclaration:
    """The rule of a pool: an action that takes more of it must leave it within its limit.

    One that takes nothing more may pass although the pool is overdrawn already.
    """
    grew = f"({pool.used}) > before['{pool.id}']"
    given = [f"({condition})" for condition in (pool.when, pool.drawn_by) if condition is not None]
    conditions = [_TOUCHING, *given, grew]
    zh, en = pool.title.zh, pool.title.en
    return RuleDeclaration.model_validate({
        "id": rule_id_of(pool.id),
        "code": pool.code,
        "judges": "action",
        "for": {"a": "judged.any"},
        "needs": pool.needs,
        "when": " && ".join(conditions),
        "require": f"({pool.used}) <= ({pool.limit})",
        "title": Message(zh=f"{zh}不超限额", en=f"{en} within the limit"),
        "message": Message(
            zh=f"办理后{zh}用到 {{observed}}，限额 {{limit}}，办理前已用 {{before['{pool.id}']}}",
            en=f"{en}: {{observed}} would be used, the limit is {{limit}}; before {{before['{pool.id}']}}",
        ),
        "severity": pool.severity,
        "basis": pool.basis,
        "waived_with": pool.waived_with,
        "of_whole": True,
        "remedy": Message(
            zh="先腾出 {observed - limit} 个，或先报批增加限额，再办理本事项",
            en="free {observed - limit} first, or have the limit raised, then do this",
        ),
    })  # fmt: skip
