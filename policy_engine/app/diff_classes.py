"""--map: which class of one county is which of another, by id or by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from policy_engine.app import diff_problems as problems
from policy_engine.diagnostics import UsageError
from policy_engine.policyset.in_force import PolicyInForce

_PAIR = 2
_WRITTEN = re.compile(r"\s*([^=＝]+?)\s*[=＝]\s*([^=＝]+?)\s*")


def class_map(pairs: Iterable[str], policies: Sequence[PolicyInForce]) -> dict[str, str]:
    """Class id → class id. Of two policies the left side is the first one's; of more it is any one's.

    Raises UsageError for what is no pair, a class that no policy has, and one that is mapped twice.
    """
    first, others = policies[:1], policies[1:]
    if len(policies) > _PAIR:
        first = others = policies
    left, right = _names(first), _names(others)
    mapped: dict[str, str] = {}
    for written in pairs:
        pair = _WRITTEN.fullmatch(written)
        if pair is None:
            raise UsageError(problems.no_pair(written))
        of, to = _id(pair[1], left), _id(pair[2], right)
        # Of many, classes of several may be one class of another; of two each has its own.
        if of in mapped or (len(policies) == _PAIR and to in mapped.values()):
            raise UsageError(problems.mapped_twice(written))
        mapped[of] = to
    return mapped


def _names(policies: Iterable[PolicyInForce]) -> Mapping[str, str]:
    """Every class id with its name; of two names for one id the first."""
    found: dict[str, str] = {}
    for policy in policies:
        classification = policy.document.classification
        for each in (classification.classes if classification is not None else None) or ():
            found.setdefault(each.id, each.name)
    return found


def _id(written: str, known: Mapping[str, str]) -> str:
    if written in known:
        return written
    by_name = [id_ for id_, name in known.items() if name == written]
    if len(by_name) != 1:
        raise UsageError(problems.unknown_class(written, known))
    return by_name[0]
