"""What is said of two conditions by their form must hold for every value: tried out on small numbers."""

from __future__ import annotations

import itertools
import operator
import random
from collections import Counter
from collections.abc import Callable, Mapping

from policy_engine.diff.expressions import normal, renamed
from policy_engine.diff.implication import change_of
from policy_engine.expr.ast import Binary, BinaryOperator, Expr, Literal, Name, Unary
from policy_engine.expr.parser import parse
from policy_engine.expr.printer import to_text

NAMES = ("x", "y")
NUMBERS = (-1, 0, 1, 2)
VALUES = range(-2, 4)
SIGNS: tuple[BinaryOperator, ...] = ("<", "<=", ">", ">=", "==", "!=")
WORKS: Mapping[str, Callable[[int, int], int | bool]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
EVERYTHING = [
    dict(zip(NAMES, values, strict=True)) for values in itertools.product(VALUES, repeat=len(NAMES))
]


def value(expr: Expr, of: Mapping[str, int]) -> int | bool:
    """The plain meaning of what the generator makes."""
    match expr:
        case Literal(value=int() as number):
            return number
        case Name(name=name):
            return of[name]
        case Unary(operator="!", operand=operand):
            return not value(operand, of)
        case Binary(operator="&&", left=left, right=right):
            return bool(value(left, of)) and bool(value(right, of))
        case Binary(operator="||", left=left, right=right):
            return bool(value(left, of)) or bool(value(right, of))
        case Binary(operator=sign, left=left, right=right):
            return WORKS[sign](value(left, of), value(right, of))
    raise TypeError(to_text(expr))


def number(chance: random.Random, depth: int) -> Expr:
    if depth and chance.random() < 0.3:
        return Binary(chance.choice(["+", "-", "*"]), number(chance, depth - 1), number(chance, depth - 1))
    return Name(chance.choice(NAMES)) if chance.random() < 0.5 else Literal(chance.choice(NUMBERS))


def condition(chance: random.Random, depth: int) -> Expr:
    if depth and chance.random() < 0.6:
        if chance.random() < 0.25:
            return Unary("!", condition(chance, depth - 1))
        return Binary(chance.choice(["&&", "||"]), condition(chance, depth - 1), condition(chance, depth - 1))
    sign = chance.choice(SIGNS)
    return Binary(sign, number(chance, 1), number(chance, 1))


def changed(chance: random.Random, expr: Expr) -> Expr:
    """The expression with one thing in it changed: a number, a sign, a part more or less."""
    match expr:
        case Binary(operator="&&" | "||" as joint, left=left, right=right):
            if chance.random() < 0.3:
                return left
            return Binary(joint, changed(chance, left), right)
        case Unary(operand=operand):
            return Unary("!", changed(chance, operand))
        case Binary(operator=sign, left=left, right=right) if chance.random() < 0.6:
            return Binary(sign, left, Binary("+", right, Literal(chance.choice(NUMBERS))))
        case Binary(left=left, right=right):
            return Binary(chance.choice(["<", "<=", "==", "!="]), left, right)
    raise TypeError(to_text(expr))


def test_what_the_form_shows_holds_for_every_value() -> None:
    chance = random.Random(20240701)  # noqa: S311 - the same every time, no secrets
    told: Counter[str] = Counter()
    for _ in range(1000):
        a = condition(chance, 3)
        b = changed(chance, a) if chance.random() < 0.7 else Binary("&&", a, condition(chance, 1))
        said = change_of(normal(a), normal(b))
        told[said] += 1
        was, is_ = ([bool(value(each, of)) for of in EVERYTHING] for each in (a, b))
        pairs = set(zip(was, is_, strict=True))
        if said in ("same", "more"):
            assert (True, False) not in pairs, f"{to_text(a)}  →  {to_text(b)}"
        if said in ("same", "less"):
            assert (False, True) not in pairs, f"{to_text(a)}  →  {to_text(b)}"
        turned = {"more": "less", "less": "more"}.get(said, said)
        assert change_of(normal(b), normal(a)) == turned
    assert min(told[each] for each in ("more", "less", "unknown")) > 50


def test_the_normal_form_means_the_same() -> None:
    chance = random.Random(7)  # noqa: S311 - the same every time, no secrets
    for _ in range(300):
        expr = condition(chance, 3)
        for of in EVERYTHING[::5]:
            assert bool(value(normal(expr), of)) == bool(value(expr, of)), to_text(expr)


def test_variables_are_called_alike_from_the_outside_in() -> None:
    one, other = (
        renamed(parse(text), {})
        for text in (
            "setup.posts.exists(p, p.holders.all(h, h.id != p.id))",
            "setup.posts.exists(x, x.holders.all(p, p.id != x.id))",
        )
    )
    assert one == other
    assert one != renamed(parse("setup.posts.exists(p, p.holders.all(h, h.id != h.id))"), {})
