"""What standard checks make of a silent policy: which then cannot be judged, and how severe they are."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from policy_engine.documents.policy import Policy
from policy_engine.documents.rules import RuleDeclaration
from policy_engine.documents.terms import Severity
from policy_engine.program.reading import parameters_named
from policy_engine.program.standard import JUDGED, SUBMITTED, shared_checks, standard_checks
from policy_engine.source.tree import Path


def required_readers(policy: Policy, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of the required standard checks that read what stands at the path, or a part of it."""
    names = {name for name, setting in policy.checks.items() if setting.required}
    codes = {code for id_, code, path in _reads() if names & {id_, code} and _touch(path, keys)}
    return tuple(sorted(codes))


@cache
def _reads() -> tuple[tuple[str, str, Path], ...]:
    """Every parameter that a standard check reads, with the check's id and code. Nothing is typed for it."""
    found: list[tuple[str, str, Path]] = []
    for judges in SUBMITTED:
        checks = standard_checks(judges)
        named = parameters_named(checks, shared_checks(judges))
        found += [(rule.id, rule.code or rule.id, path) for rule in checks.rules for path in named[rule.id]]
    return tuple(found)


def _touch(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def default_severities(check: str, policy: Policy) -> tuple[Severity, ...]:
    """The severities that the rules of a check have by themselves, each once; none if nothing is known of it.

    What blocks and rests on sources that nobody has verified may be a warning only.
    """
    found: set[Severity] = set()
    for rule in _standard_rules():
        if check in (rule.code, rule.id):
            found |= {rule.severity, *(("warn",) if _is_unverified(rule.basis, policy) else ())}
    found |= {rule.severity for rule in policy.rules if rule.id == check}
    return tuple(sorted(found))


def _is_unverified(basis: Collection[str], policy: Policy) -> bool:
    cited = [source for source in policy.legal_sources if source.id in basis]
    return bool(cited) and not any(source.verified for source in cited)


@cache
def _standard_rules() -> tuple[RuleDeclaration, ...]:
    return tuple(rule for judges in JUDGED for rule in standard_checks(judges).rules)
