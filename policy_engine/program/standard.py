"""The standard checks, typed once: they are the same for every county."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.documents.terms import Judges
from policy_engine.expr.problems import ExpressionError
from policy_engine.expr.types import Type
from policy_engine.program.build import type_derivations
from policy_engine.program.pools import pool_rule, type_pool
from policy_engine.program.rules import Derivation, Program
from policy_engine.program.scope import ROOTS, SCOPES
from policy_engine.program.typing import Report, type_rule
from policy_engine.rulebook.loader import Checks, load_rulebook

ON_A_ROSTER: tuple[Judges, ...] = ("action", "roster", "round")
# What is submitted and judged by a county's policy, in the order in which checks are listed.
SUBMITTED: tuple[Judges, ...] = ("setup", *ON_A_ROSTER)


def type_checks(
    checks: Checks, roots: Mapping[str, Type] = ROOTS, known: Sequence[Derivation] = ()
) -> Program:
    """The program of a rulebook, parameters not yet folded in. Raises DocumentError with every mistake.

    `known` are derived values that are typed already.
    """
    found: list[Diagnostic] = []

    def reporting(id_: str) -> Report:
        def report(path: tuple[str | int, ...], error: ExpressionError) -> None:
            where = ".".join(map(str, (id_, *path)))
            for problem in error.problems:
                message = type(problem.message)(
                    f"规则库 {where}：{problem.message.zh}", f"rulebook {where}: {problem.message.en}"
                )
                found.append(Diagnostic(problem.code, message, help=problem.help))

        return report

    derivations, scope = type_derivations(checks.derivations, roots, reporting, known)
    declared = sorted((*checks.rules, *map(pool_rule, checks.pools)), key=lambda r: (r.code or "", r.id))
    rules = tuple(type_rule(rule, scope, reporting(rule.id)) for rule in declared)
    pools = tuple(type_pool(pool, scope, reporting(pool.id)) for pool in checks.pools)
    if found:
        raise DocumentError(found)
    return Program(derivations, rules, scope, pools=pools)


@cache
def standard_program(judges: Judges = "setup") -> Program:
    """The shipped checks of one kind of submission, or of policies themselves."""
    # Whatever is judged against a roster may use what is derived of a set-up.
    shared = standard_program().derivations if judges in ON_A_ROSTER else ()
    return type_checks(load_rulebook(judges=judges), SCOPES[judges], shared)
