"""--map: which class of one county is which of another, by id or by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policy_engine.app import diff_problems as problems
from policy_engine.diagnostics import UsageError
from policy_engine.policyset.in_force import PolicyInForce

_WRITTEN = re.compile(r"\s*([^=＝]+?)\s*[=＝]\s*([^=＝]+?)\s*")


def class_map(pairs: Iterable[str], policies: Sequence[PolicyInForce]) -> dict[str, str]:
    """Class id → class id of two policies; the left side is the first one's.

    Raises UsageError for what is no pair, a class that the policy has not, and one that is mapped twice.
    """
    left, right = map(_names, policies)
    mapped: dict[str, str] = {}
    for written, one, other in _read(pairs):
        of, to = _id(one, left), _id(other, right)
        if of in mapped or to in mapped.values():
            raise UsageError(problems.mapped_twice(written))
        mapped[of] = to
    return mapped


def shared_classes(pairs: Iterable[str], policies: Sequence[PolicyInForce]) -> list[dict[str, str]]:
    """For each of many policies what its classes go by in all of them, by their ids; empty without pairs.

    Either side of a pair is looked up in each policy by itself: one id may be different classes of different
    counties, and one name have different ids. Classes of several may be one class of another. A policy that
    has both classes of a pair keeps the left one apart. Raises UsageError as class_map does.
    """
    named = [_names(policy) for policy in policies]
    shared: list[dict[str, str]] = [{} for _ in policies]
    moved: set[tuple[int, str]] = set()
    for written, one, other in _read(pairs):
        left, right = _in_all(one, named), _in_all(other, named)
        given = {shared[number][id_] for number, id_ in right if id_ in shared[number]}
        if moved.intersection((*left, *right)) or len(given) > 1 or _are_given(left, shared):
            raise UsageError(problems.mapped_twice(written))
        key = given.pop() if given else _free_key(right[0][1], shared)
        both = {number for number, _ in right}
        moved.update(left)
        for number, id_ in (*right, *(each for each in left if each[0] not in both)):
            shared[number][id_] = key
    return shared if moved else []


def _read(pairs: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Each pair as it was written, with its sides."""
    for written in pairs:
        pair = _WRITTEN.fullmatch(written)
        if pair is None:
            raise UsageError(problems.no_pair(written))
        yield written, pair[1], pair[2]


def _in_all(written: str, named: Sequence[Mapping[str, str]]) -> list[tuple[int, str]]:
    """The number of each policy that has the class, and its id there. A name goes before an id."""
    numbered = list(enumerate(named))
    by_name = [(number, id_) for number, of in numbered for id_, name in of.items() if name == written]
    found = by_name or [(number, written) for number, of in numbered if written in of]
    if not found or len({number for number, _ in found}) < len(found):
        listed = {id_: "、".join(dict.fromkeys(of[id_] for of in named if id_ in of))
                  for of in named for id_ in of}  # fmt: skip
        raise UsageError(problems.unknown_class(written, listed))
    return found


def _are_given(classes: Iterable[tuple[int, str]], shared: Sequence[Mapping[str, str]]) -> bool:
    return any(id_ in shared[number] for number, id_ in classes)


def _free_key(id_: str, shared: Sequence[Mapping[str, str]]) -> str:
    """The id, and a number behind it where another pair's classes go by it."""
    taken = {key for given in shared for key in given.values()}
    number = 1
    while (key := id_ if number == 1 else f"{id_} ({number})") in taken:
        number += 1
    return key


def _names(policy: PolicyInForce) -> Mapping[str, str]:
    """Every class id with its name."""
    classification = policy.document.classification
    classes = (classification.classes if classification is not None else None) or ()
    return {each.id: each.name for each in classes}


def _id(written: str, known: Mapping[str, str]) -> str:
    if written in known:
        return written
    by_name = [id_ for id_, name in known.items() if name == written]
    if len(by_name) != 1:
        raise UsageError(problems.unknown_class(written, known))
    return by_name[0]
