"""Whether one condition holds wherever another does, as far as their form shows it.

Bounds that move, conditions that are added or dropped under && and ||, also below !, all and exists. What
the form does not show is unknown, and never guessed.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal as OneOf

from policy_engine.diff.expressions import parts_of
from policy_engine.expr.ast import (
    Binary,
    BinaryOperator,
    Call,
    Comprehension,
    Conditional,
    Expr,
    ListLiteral,
    Literal,
    Unary,
)

# Of a condition: it holds more often, or less often. Of a number, day or list: there is more of it, or less.
Change = OneOf["same", "more", "less", "unknown"]
_TURNED: dict[Change, Change] = {"same": "same", "more": "less", "less": "more", "unknown": "unknown"}
# Of the same two sides, the first holds wherever the second does not hold more often.
_IMPLIES: frozenset[tuple[BinaryOperator, BinaryOperator]] = frozenset(
    {("<", "<="), ("<", "!="), ("==", "<=")}
)
# Functions that grow with the argument at the position.
_GROWING = {"add_days": (0, 1), "add_months": (0, 1), "add_years": (0, 1)}


def change_of(a: Expr, b: Expr) -> Change:
    """How the condition b differs from a; both as `expressions.normal` gives them."""
    if a == b:
        return "same"
    for operator in ("&&", "||"):
        if any(isinstance(each, Binary) and each.operator == operator for each in (a, b)):
            found = _joined(a, b, "&&" if operator == "&&" else "||")
            if found != "unknown":
                return found
    return _changed(a, b)


def _changed(a: Expr, b: Expr) -> Change:
    """Of conditions that differ, part by part."""
    match a, b:
        case Unary(operator="!", operand=one), Unary(operator="!", operand=other):
            return _turned(change_of(one, other))
        case (Literal(value=True), _) | (_, Literal(value=False)):
            return "less"
        case (Literal(value=False), _) | (_, Literal(value=True)):
            return "more"
        case Binary(), Binary():
            return _compared(a, b)
        case Conditional(), Conditional() if a.test == b.test:
            return _together((change_of(a.then, b.then), change_of(a.otherwise, b.otherwise)))
        case Comprehension(), Comprehension():
            return _quantified(a, b)
        case _:
            return "unknown"


def _turned(change: Change) -> Change:
    return _TURNED[change]


def _together(changes: Iterable[Change]) -> Change:
    """The change of a whole that each part moves the same way."""
    found = set(changes) - {"same"}
    if not found:
        return "same"
    return found.pop() if len(found) == 1 else "unknown"


def _joined(a: Expr, b: Expr, operator: OneOf["&&", "||"]) -> Change:
    """Parts added to && are held less often, to || more often; one changed part decides for the whole."""
    was, is_ = Counter(parts_of(a, operator)), Counter(parts_of(b, operator))
    gone, new = list((was - is_).elements()), list((is_ - was).elements())
    if not gone or not new:
        added: Change = "less" if operator == "&&" else "more"
        return "same" if gone == new else added if new else _turned(added)
    if len(gone) == len(new) == 1 and (len(was) > 1 or len(is_) > 1):
        return change_of(gone[0], new[0])
    return "unknown"


def _compared(a: Binary, b: Binary) -> Change:
    if a.operator != b.operator:
        # Which side stands where says nothing about == and !=.
        unordered = {a.operator, b.operator} & {"==", "!="}
        same_sides = (a.left, a.right) == (b.left, b.right) or (
            bool(unordered) and (a.left, a.right) == (b.right, b.left)
        )
        if same_sides and (a.operator, b.operator) in _IMPLIES:
            return "more"
        return "less" if same_sides and (b.operator, a.operator) in _IMPLIES else "unknown"
    if a.operator in ("<", "<="):
        left, right = quantity_change(a.left, b.left), quantity_change(a.right, b.right)
        return _together((_turned(left), right))
    if a.operator == "in" and a.left == b.left:
        return list_change(a.right, b.right)
    return "unknown"


def _quantified(a: Comprehension, b: Comprehension) -> Change:
    if a.kind != b.kind or a.kind not in ("all", "exists"):
        return "unknown"
    body, source = change_of(a.body, b.body), list_change(a.source, b.source)
    return _together((body, _turned(source) if a.kind == "all" else source))


def quantity_change(a: Expr, b: Expr) -> Change:
    """Whether a number or a day is later or larger in b, whatever the submission says."""
    if a == b:
        return "same"
    match a, b:
        case Literal(value=was), Literal(value=is_):
            return _moved(was, is_)
        case Unary(operator="-", operand=one), Unary(operator="-", operand=other):
            return _turned(quantity_change(one, other))
        case Binary(operator="+"), Binary(operator="+"):
            return _together((quantity_change(a.left, b.left), quantity_change(a.right, b.right)))
        case Binary(operator="-"), Binary(operator="-"):
            return _together((quantity_change(a.left, b.left), _turned(quantity_change(a.right, b.right))))
        case Binary(operator="*" | "/"), Binary() if a.operator == b.operator:
            return _scaled(a, b)
        case Call(function="size", arguments=(one,)), Call(function="size", arguments=(other,)):
            return list_change(one, other)
        case Call(function=name, arguments=was), Call(function=other, arguments=is_):
            if name == other and name in _GROWING and len(was) == len(is_):
                return _together(map(quantity_change, was, is_))
    return "unknown"


def _moved(was: object, is_: object) -> Change:
    numbers = all(isinstance(each, int | Fraction) and not isinstance(each, bool) for each in (was, is_))
    days = all(isinstance(each, datetime.date) for each in (was, is_))
    if not numbers and not days:
        return "unknown"
    return "more" if is_ > was else "less"  # type: ignore[operator]  # both numbers, or both days


def _scaled(a: Binary, b: Binary) -> Change:
    """A product grows with a factor where the other cannot be negative."""
    if a.operator == "*":
        if a.right == b.right and _never_negative(a.right):
            return quantity_change(a.left, b.left)
        if a.left == b.left and _never_negative(a.left):
            return quantity_change(a.right, b.right)
    elif a.right == b.right and _never_negative(a.right):
        return quantity_change(a.left, b.left)
    elif a.left == b.left and all(map(_never_negative, (a.left, a.right, b.right))):
        return _turned(quantity_change(a.right, b.right))
    return "unknown"


def _never_negative(expr: Expr) -> bool:
    if isinstance(expr, Call):
        return expr.function == "size"
    if isinstance(expr, Binary) and expr.operator in ("+", "*", "/"):
        return _never_negative(expr.left) and _never_negative(expr.right)
    value = expr.value if isinstance(expr, Literal) else None
    return isinstance(value, int | Fraction) and not isinstance(value, bool) and value >= 0


def list_change(a: Expr, b: Expr) -> Change:
    """Whether a list has more in it in b: words that are listed, or what a filter lets through."""
    if a == b:
        return "same"
    if isinstance(a, ListLiteral) and isinstance(b, ListLiteral):
        was, is_ = set(a.items), set(b.items)
        if not all(isinstance(item, Literal) for item in was | is_):
            return "unknown"
        return "same" if was == is_ else "more" if was < is_ else "less" if is_ < was else "unknown"
    if isinstance(a, Comprehension) and isinstance(b, Comprehension) and a.kind == b.kind == "filter":
        return _together((change_of(a.body, b.body), list_change(a.source, b.source)))
    if isinstance(b, Comprehension) and b.kind == "filter" and b.source == a:
        return "less"
    if isinstance(a, Comprehension) and a.kind == "filter" and a.source == b:
        return "more"
    return "unknown"
