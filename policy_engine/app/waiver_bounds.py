"""How far upper layers let a waiver go: no farther than they let the policy itself."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.documents.paths import ById, PolicyPath
from policy_engine.expr.ast import Expr
from policy_engine.expr.numbers import Number, exact
from policy_engine.expr.walk import selected, walk
from policy_engine.findings.places import with_derived
from policy_engine.findings.waiving import BoundKind
from policy_engine.policyset.envelope import NUMERIC, Bound
from policy_engine.program.county import CountyProgram
from policy_engine.program.rules import Program, Rule

# A parameter and the section it stands in: posts.cap, whichever template or class it is given for.
_Tail = tuple[str, ...]


def farthest(rule: Rule, kind: BoundKind, program: CountyProgram) -> Number | None:
    """The farthest number that a waiver of the rule may grant; None where no upper layer bounds it.

    An exception that an upper layer approves (`unless`) is the policy's to use, not a waiver's.
    """
    numbers = [
        exact(number)
        for bound in _bounds_on(rule.limit, rule, program)
        if bound.form == kind and (number := getattr(bound.entry, bound.form)) is not None
    ]
    if not numbers:
        return None
    return min(numbers) if kind == "at_most" else max(numbers)


def is_bounded(rule: Rule, program: CountyProgram) -> bool:
    """Whether an upper layer bounds a number that the rule requires: if it were waived, nothing would be."""
    return any(True for _ in _bounds_on(rule.require, rule, program))


def _bounds_on(expr: Expr | None, rule: Rule, program: CountyProgram) -> Iterator[Bound]:
    """The bounds on numbers that an expression of the rule reads, also through derived values."""
    if expr is None or not program.bounds:
        return
    tails = set(_tails(expr, _program_of(rule, program)))
    for bound in program.bounds:
        if bound.form in NUMERIC and _tail(_plain(bound.parsed.path)) in tails:
            yield bound


def _program_of(rule: Rule, program: CountyProgram) -> Program:
    return next(of for of, other in program.rules() if other.id == rule.id)


def _tails(expr: Expr, program: Program) -> Iterator[_Tail]:
    for part in with_derived(expr, program):
        for node in walk(part):
            name, steps = selected(node)
            if steps:
                yield _tail(tuple(str(step) for step in (name, *steps)))


def _tail(steps: _Tail) -> _Tail:
    return steps[-2:]


def _plain(path: PolicyPath) -> _Tail:
    """Without ids, and without the class or form of a table."""
    steps = [step for step in path if not isinstance(step, ById)]
    while "values" in steps:
        place = steps.index("values")
        steps[place : place + 2] = []
    return tuple(step for step in steps if step != "default")
