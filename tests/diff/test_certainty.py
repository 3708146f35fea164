"""Where something may be missing: what is said to be told alike is told alike, tried out on small numbers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

import pytest

from policy_engine.diff.certainty import always_told, same_reading
from policy_engine.diff.expressions import renamed
from policy_engine.expr.ast import Binary, Expr, Unary
from policy_engine.expr.parser import parse
from policy_engine.expr.printer import to_text
from tests.diff.test_implication import VALUES, changed, condition, value

NUMBERS = (*VALUES, None)
EVERYTHING = [{"x": x, "y": y} for x in VALUES for y in NUMBERS]


def as_rules_say_it(expr: Expr) -> Expr:
    """x as a number that is always there, y as one that may be missing."""
    text = to_text(expr).replace("x", "v").replace("y", "p.seats")
    return renamed(parse(text), {"p": "$1", "v": "$2"})


def is_told(expr: Expr, of: Mapping[str, int | None]) -> bool:
    """Whether it comes out, as the language looks at it: from left to right, as far as it matters."""
    match expr:
        case Unary(operand=operand):
            return is_told(operand, of)
        case Binary(operator="&&" | "||" as joint, left=left, right=right):
            if not is_told(left, of):
                return False
            first = bool(value(left, known(of)))
            return first == (joint == "||") or is_told(right, of)
        case _:
            return of["y"] is not None or "y" not in to_text(expr)


def known(of: Mapping[str, int | None]) -> dict[str, int]:
    """With any number for what is missing: nobody looks at it where it is told."""
    return {name: 0 if number is None else number for name, number in of.items()}


def variant(chance: random.Random, expr: Expr) -> Expr:
    """Changed a little, continued, preceded, or the other way round."""
    added = condition(chance, 1)
    way = chance.random()
    if way < 0.5:
        return changed(chance, expr)
    if way < 0.7:
        return Binary(chance.choice(["&&", "||"]), expr, added)
    if way < 0.85:
        return Binary(chance.choice(["&&", "||"]), added, expr)
    return Binary(expr.operator, expr.right, expr.left) if isinstance(expr, Binary) else expr


def test_what_is_read_alike_is_told_alike() -> None:
    chance = random.Random(20240801)  # noqa: S311 - the same every time, no secrets
    said: Counter[tuple[bool, bool]] = Counter()
    for _ in range(1500):
        a = condition(chance, 2)
        b = variant(chance, a)
        alike = same_reading(as_rules_say_it(a), as_rules_say_it(b))
        differ = any(is_told(a, of) != is_told(b, of) for of in EVERYTHING)
        said[alike, differ] += 1
        assert not (alike and differ), f"{to_text(a)}  →  {to_text(b)}"
        assert same_reading(as_rules_say_it(b), as_rules_say_it(a)) == alike
    assert said[True, False] > 200
    assert said[False, True] > 200


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("size(setup.posts) <= 3", True),
        ("p.kind == 'leader' && !blank(p.name)", True),
        ("p.seats <= 3", False),
        ("params.posts.seats_max > 3", False),
        ("counted_posts <= 3", False),
        ("size(p.holders) / 2 <= 3", True),
        ("1 / size(p.holders) <= 3", False),
        ("by_id(setup.posts, 'A') != null", False),
        ("setup.posts[0].name == 'x'", False),
        ("size(setup.duties) > 0", False),
    ],
)
def test_what_can_always_be_told(text: str, told: bool) -> None:
    assert always_told(renamed(parse(text), {"p": "$1"})) == told


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("p.seats != null && p.seats <= 3", "p.seats != null && p.seats <= 4", True),
        ("p.seats == null || p.seats <= 3", "p.seats == null || p.seats <= 4", True),
        ("has(p.seats) && p.seats <= 3", "has(p.seats) && p.seats <= 4", True),
        ("p.seats != null && p.seats <= 3", "p.seats <= 3 && p.seats != null", False),
        ("has(p.seats) && p.seats <= 3", "p.seats <= 3 && has(p.seats)", False),
        ("p.seats <= 3", "p.seats != null && p.seats <= 3", False),
        ("p.seats <= 3", "p.seats <= 3 && p.seats != null", True),
        ("p.seats <= 3", "p.seats <= 3 && size(p.holders) > 0", True),
        ("p.seats <= 3", "size(p.holders) > 0 && p.seats <= 3", False),
        ("size(p.holders.filter(h, h.since < on)) < 3", "size(p.holders.filter(h, h.since < on)) < 4", True),
        ("p.holders.exists(h, h.since < on)", "p.holders.exists(h, h.since <= on)", False),
        ("p.kind == 'leader' ? p.seats < 3 : true", "p.kind == 'leader' ? p.seats < 4 : true", False),
        ("p.seats in [1, 2]", "p.seats in [1, 2, 3]", True),
    ],
)
def test_what_asks_and_what_reads(one: str, other: str, alike: bool) -> None:
    a, b = (renamed(parse(text), {"p": "$1"}) for text in (one, other))
    assert same_reading(a, b) == same_reading(b, a) == alike
