"""The standard checks, typed once: they are the same for every county."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cache

from policy_engine.diagnostics import Diagnostic, DocumentError
from policy_engine.documents.terms import Judges
from policy_engine.expr.problems import ExpressionError
from policy_engine.expr.types import Type
from policy_engine.program.build import type_derivations
from policy_engine.program.pools import pool_rule, type_pool
from policy_engine.program.reading import resting_on
from policy_engine.program.rules import Derivation, Program
from policy_engine.program.scope import ROOTS, SCOPES
from policy_engine.program.typing import Report, type_rule
from policy_engine.rulebook.loader import Checks, load_rulebook

ON_A_ROSTER: tuple[Judges, ...] = ("action", "roster", "round")
# What is submitted and judged by a county's policy, in the order in which checks are listed.
SUBMITTED: tuple[Judges, ...] = ("setup", *ON_A_ROSTER, "assessment")
# What policies are judged for too. Ids are unique over all of these.
JUDGED: tuple[Judges, ...] = (*SUBMITTED, "policy")


def type_checks(
    checks: Checks,
    roots: Mapping[str, Type] = ROOTS,
    known: Sequence[Derivation] = (),
    *,
    words_later: bool = False,
) -> Program:
    """The program of a rulebook, parameters not yet folded in. Raises DocumentError with every mistake.

    `known` are derived values that are typed already. With `words_later` messages are
    typed when first looked at, and it is then that a mistake in them raises DocumentError.
    """
    found: list[Diagnostic] = []
    is_typed = False

    def reporting(id_: str) -> Report:
        def report(path: tuple[str | int, ...], error: ExpressionError) -> None:
            where = ".".join(map(str, (id_, *path)))
            for problem in error.problems:
                message = type(problem.message)(
                    f"规则库 {where}：{problem.message.zh}", f"rulebook {where}: {problem.message.en}"
                )
                found.append(Diagnostic(problem.code, message, help=problem.help))
            if is_typed:
                raise DocumentError(found)

        return report

    derivations, scope = type_derivations(checks.derivations, roots, reporting, known)
    rules = tuple(
        type_rule(rule, scope, reporting(rule.id), words_later=words_later)
        for rule in with_pool_rules(checks).rules
    )
    pools = tuple(type_pool(pool, scope, reporting(pool.id)) for pool in checks.pools)
    if found:
        raise DocumentError(found)
    is_typed = True
    return Program(derivations, rules, scope, pools=pools)


def with_pool_rules(checks: Checks) -> Checks:
    """The same with the rule of each pool among the others, in the order in which checks are listed."""
    rules = sorted((*checks.rules, *map(pool_rule, checks.pools)), key=lambda r: (r.code or "", r.id))
    return dataclasses.replace(checks, rules=tuple(rules))


@cache
def standard_checks(judges: Judges) -> Checks:
    """The shipped checks of one kind as they are written, those of its pools included."""
    return with_pool_rules(load_rulebook(judges=judges))


def shared_checks(judges: Judges) -> Checks | None:
    """The checks whose derived values those of `judges` may use beside their own."""
    # Whatever is judged against a roster may use what is derived of a set-up.
    return standard_checks("setup") if judges in ON_A_ROSTER else None


@cache
def standard_names(judges: Judges) -> frozenset[str]:
    """The codes and ids of the shipped checks of one kind; nothing need be typed for that."""
    rules = standard_checks(judges).rules
    return frozenset(name for rule in rules for name in (rule.code or rule.id, rule.id))


@cache
def standard_program(judges: Judges = "setup") -> Program:
    """The shipped checks of one kind of submission, or of policies themselves."""
    shared = () if shared_checks(judges) is None else standard_program().derivations
    # A test types the words of all of them.
    return type_checks(load_rulebook(judges=judges), SCOPES[judges], shared, words_later=True)


@cache
def standard_rule(judges: Judges, id_: str) -> Program:
    """One of the shipped checks and what it rests on, where the others are not needed."""
    (declared,) = (rule for rule in standard_checks(judges).rules if rule.id == id_)
    alone = resting_on(declared, standard_checks(judges), shared_checks(judges))
    return type_checks(alone, SCOPES[judges], words_later=True)
