"""Grades and bonuses a second time, slowly and by what they mean: every possible world is gone through.

A world settles what nobody states (who leads, how somebody is graded, a missing total) and in which order
people with the same total are taken. Who is among the excellent in all worlds is excellent, in none is not,
and else it is open.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

LINE, NEXT_LINE = 90, 60
_TOP, _BOTTOM = 1000, 0


@dataclass(frozen=True)
class Somebody:
    """`claims`: was submitted as excellent. None: nobody states it."""

    leader: bool | None
    service: str | None
    total: int | None
    claims: bool


def grades(people: Sequence[Somebody], share: Fraction) -> list[str | None]:
    """What is proposed for the members of one pool, in their order."""
    quota = _quota(people, share)
    outcomes = [_outcomes(position, people, quota) for position in range(len(people))]
    return [_grade(person, seen) for person, seen in zip(people, outcomes, strict=True)]


def quota_of(people: Sequence[Somebody], share: Fraction) -> int | None:
    return _quota(people, share)


def _quota(people: Sequence[Somebody], share: Fraction) -> int | None:
    if any(person.leader is None and person.claims for person in people):
        return None
    found = {
        sum(1 for p in world if not p.leader and p.service != "ungraded") * share // 1
        for world in _worlds(people)
    }
    return int(found.pop()) if len(found) == 1 else None


def _worlds(people: Sequence[Somebody]) -> Iterator[tuple[Somebody, ...]]:
    return itertools.product(*map(_settled, people))


def _settled(person: Somebody) -> list[Somebody]:
    leaders = [True, False] if person.leader is None else [person.leader]
    services = ["graded", "not_excellent", "ungraded"] if person.service is None else [person.service]
    totals = [_TOP, _BOTTOM] if person.total is None else [person.total]
    return [
        replace(person, leader=leader, service=service, total=total)
        for leader in leaders for service in services for total in totals
    ]  # fmt: skip


def _outcomes(position: int, people: Sequence[Somebody], quota: int | None) -> set[bool]:
    """Whether the person is among the excellent, wherever she contends; both where no quota is told."""
    if quota is None:
        return {True, False}
    seen = set()
    for world in _worlds(people):
        contenders = [
            n for n, p in enumerate(world) if not p.leader and p.service == "graded" and p.total >= LINE
        ]
        if position not in contenders:
            continue
        for order in itertools.permutations(contenders):
            best_first = sorted(order, key=lambda n: -world[n].total)
            seen.add(position in best_first[:quota])
    return seen


def _grade(person: Somebody, seen: set[bool]) -> str | None:
    if person.leader is not False or person.service is None:
        return None
    if person.service == "ungraded":
        return "ungraded"
    if person.total is None:
        return None
    if person.total >= LINE and person.service == "graded" and seen != {False}:
        return "excellent" if seen == {True} else None
    return "competent" if person.total >= NEXT_LINE else "incompetent"


def bonuses(coefficients: Sequence[Fraction], pot: Fraction, unit: Fraction) -> list[Fraction]:
    """Each one's part of the pot, in whole units: the most that is not above it, found by trying."""
    whole = sum(coefficients)
    return [_most(pot, coefficient, whole, unit) for coefficient in coefficients]


def _most(pot: Fraction, coefficient: Fraction, whole: Fraction | int, unit: Fraction) -> Fraction:
    step = unit
    while step * whole <= pot * coefficient:
        step *= 2
    found = Fraction(0)
    while step >= unit:
        if (found + step) * whole <= pot * coefficient:
            found += step
        step /= 2
    return found
