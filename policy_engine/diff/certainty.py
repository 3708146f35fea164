"""Whether a condition can always be told, whatever a submission leaves out.

Where what it reads may be missing, a rule is not judged instead of complied with or broken. A part that is
looked at first can keep another from being looked at, so there only a bound that moves has a direction.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from policy_engine.diff.expressions import normal, parts_of
from policy_engine.expr.ast import (
    COMPARISONS,
    Binary,
    Call,
    Comprehension,
    Conditional,
    Expr,
    Has,
    Index,
    ListLiteral,
    Literal,
    Name,
    Select,
)
from policy_engine.expr.printer import to_text
from policy_engine.expr.types import ListType, MapType, Nullable, RecordType, Type
from policy_engine.expr.walk import children, selected, walk
from policy_engine.program.scope import SCOPES

# Functions that have an answer for all that they are given.
_TOTAL = frozenset({
    "size", "sum", "abs", "floor", "ceil", "repeated", "distinct", "is_subsequence", "flatten", "keys",
    "values", "squeezed", "blank", "contains", "starts_with", "ends_with", "text", "join", "year",
    "days_between", "months_between", "unit_fits",
})  # fmt: skip
_READ = (Name, Select, Index, Has)
# Names under which expressions find the policy.
_POLICY = frozenset({"params", "document"})
# A set-up without these lists cannot be judged anyway, and is not approved.
_ROSTER = (("institutions",), ("posts",), ("persons",), ("assignments",))


def always_told(expr: Expr) -> bool:
    """Whether it comes out as true or false for every submission, as far as the form shows it."""
    match expr:
        # To ask whether something is missing is no use of it.
        case Has(base=base):
            return always_told(base)
        case Binary(operator="==" | "!=", left=Select(base=base), right=Literal(value=None)):
            return always_told(base)
        case Binary(operator="==" | "!=", left=Literal(value=None), right=Select(base=base)):
            return always_told(base)
        case _:
            return _is_told(expr) and all(map(always_told, children(expr)))


def _is_told(part: Expr) -> bool:
    match part:
        case Name(name=name):  # what a rule derives may rest on anything
            return name.startswith("$") or any(name in scope for scope in SCOPES.values())
        case Select(field=field):
            root, steps = selected(part)
            if root == "setup" and steps in _ROSTER:
                return True
            return field not in _may_be_missing(of_policy=not root or root in _POLICY)
        case Call(function=function):
            return function in _TOTAL
        case Binary(operator="/" | "%", right=right):
            return isinstance(right, Literal) and right.value != 0
        case Index():
            return False
        case _:
            return True


@cache
def _may_be_missing(*, of_policy: bool) -> frozenset[str]:
    """The names of fields whose absence makes a rule incomplete, in whatever record they are.

    Not `of_policy`: those of what is submitted, and of what the lists of a policy have in them.
    """
    names: set[str] = set()
    seen: set[tuple[int, bool]] = set()
    waiting = [
        (record, name in _POLICY)
        for scope in SCOPES.values()
        for name, type_ in scope.items()
        for record, _ in _records(type_)
    ]
    while waiting:
        record, section = waiting.pop()
        if (id(record), section) in seen:
            continue
        seen.add((id(record), section))
        for name, field in record.fields.items():
            if field.presence == "expected" and (of_policy or not section):
                names.add(name)
            waiting.extend((inner, section and not listed) for inner, listed in _records(field.type))
    return frozenset(names)


def _records(type_: Type, listed: bool = False) -> Iterator[tuple[RecordType, bool]]:
    """The records that the type leads to, and whether it has many of them."""
    match type_:
        case RecordType():
            yield type_, listed
        case Nullable(inner=inside):
            yield from _records(inside, listed)
        case ListType(item=inside) | MapType(value=inside):
            yield from _records(inside, True)


def same_reading(a: Expr, b: Expr) -> bool:
    """Whether both can always be told, or one of them cannot be told exactly where the other cannot."""
    if always_told(a) and always_told(b):
        return True
    return _continued(a, b) or (_reads(a) == _reads(b) and _same_but_for_bounds(normal(a), normal(b)))


def _reads(expr: Expr) -> tuple[str, ...]:
    """What it reads or asks for, in the order in which it does; what reads nothing may decide too."""
    looked_at = (part for part in walk(expr) if isinstance(part, _READ) or _is_constant(part))
    return tuple("constant" if _is_constant(part) else to_text(part) for part in looked_at)


def _is_constant(part: Expr) -> bool:
    """A condition that is always true, or never; and null, as in asking whether something is there."""
    if isinstance(part, Binary) and (part.operator in COMPARISONS or part.operator == "in"):
        return not any(isinstance(each, _READ) for each in walk(part))
    return isinstance(part, Literal) and (part.value is None or isinstance(part.value, bool))


def _continued(a: Expr, b: Expr) -> bool:
    """Whether one goes on where the other ends, with what can always be told."""
    first, then = sorted(map(_reads, (a, b)), key=len)
    if first != then[: len(first)]:
        return False
    for operator in ("&&", "||"):
        parts = ([normal(part) for part in parts_of(each, operator)] for each in (a, b))
        short, long = sorted(parts, key=len)
        if short == long[: len(short)] and all(map(always_told, long[len(short) :])):
            return True
    return False


def _same_but_for_bounds(a: Expr, b: Expr) -> bool:
    """Also of one part among several, if all others can always be told."""
    for operator in ("&&", "||"):
        was, is_ = parts_of(a, operator), parts_of(b, operator)
        gone, new = [each for each in was if each not in is_], [each for each in is_ if each not in was]
        if len(was) > 1 and len(was) == len(is_) and len(gone) == len(new) == 1:
            kept = all(always_told(each) for each in was if each in is_)
            return kept and _same_but_for_bounds(gone[0], new[0])
    return a == b or _only_bounds_moved(a, b)


def _only_bounds_moved(a: Expr, b: Expr) -> bool:
    """Whether both look at the same things, all of them, and hold them against other limits."""
    return not any(map(_may_skip, walk(a))) and _shape(a) == _shape(b)


def _may_skip(part: Expr) -> bool:
    """Whether it may come out before everything in it was looked at."""
    match part:
        case Binary(operator="&&" | "||") | Conditional():
            return True
        case Comprehension(kind=kind, where=where):
            return where is not None or kind not in ("filter", "map")
        case Binary(operator="/" | "%", right=right):  # another divisor may be none
            return not isinstance(right, Literal)
        case _:
            return False


def _shape(expr: Expr) -> tuple[object, ...]:
    """The expression without its limits: what it reads, and how."""
    match expr:
        case Literal(value=bool() | None | str()):
            return ("literal", expr)
        case Literal(value=int() | Fraction() | datetime.date() as value):
            return ("limit", isinstance(value, datetime.date))
        case ListLiteral(items=items) if all(isinstance(each, Literal) for each in items):
            return ("limits",)
        case Binary(operator="<" | "<=" | ">" | ">="):
            return ("order", *map(_shape, children(expr)))
        case _:
            return (_bare(expr), *map(_shape, children(expr)))


def _bare(expr: Expr) -> tuple[object, ...]:
    """What the node itself says, its parts left out."""
    fields = ("operator", "name", "field", "function", "kind", "variable")
    return (type(expr).__name__, *(getattr(expr, each, None) for each in fields))
