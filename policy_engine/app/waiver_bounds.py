"""How far upper layers let a waiver go: no farther than they let the policy itself.

A bound may lie on a number, on the record that it is part of, or on a list. A waiver
is held to what it can be measured against, and does not go past the rest at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policy_engine.documents.paths import ById, PolicyPath
from policy_engine.expr.ast import Expr, Index, Select
from policy_engine.expr.numbers import Number, exact
from policy_engine.expr.walk import selected, walk
from policy_engine.findings.places import with_derived
from policy_engine.findings.waiving import BoundKind
from policy_engine.policyset.envelope import NUMERIC, Bound
from policy_engine.program.county import CountyProgram
from policy_engine.program.rules import Program, Rule

# The steps to a parameter: posts.cap, whichever template or class it is given for.
_Steps = tuple[str, ...]


class _Read(NamedTuple):
    """A chain of fields from a name. `picked`: one entry of what is there, not all of it."""

    root: str
    steps: _Steps
    picked: bool


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


def is_bounded(rule: Rule, kind: BoundKind, program: CountyProgram) -> bool:
    """Whether an upper layer bounds what a waiver of the rule would go past without a measure.

    Where the rule has no number to move, that is anything it requires; where it has one, a list that
    the number itself is worked out from.
    """
    if kind == "plain":
        return any(True for _ in _bounds_on(rule.require, rule, program))
    found = _bounds_on(rule.limit, rule, program, derived=False)
    return any(bound.form not in NUMERIC for bound in found)


def _bounds_on(
    expr: Expr | None, rule: Rule, program: CountyProgram, *, derived: bool = True
) -> Iterator[Bound]:
    """The bounds on what an expression of the rule reads, also through derived values."""
    if expr is None or not program.bounds:
        return
    parts = with_derived(expr, _program_of(rule, program)) if derived else (expr,)
    reads = {read for part in parts for read in _reads(part)}
    for bound in program.bounds:
        place = _plain(bound.parsed.path)
        if any(_meet(read, place) for read in reads):
            yield bound


def _program_of(rule: Rule, program: CountyProgram) -> Program:
    return next(of for of, other in program.rules() if other.id == rule.id)


def _reads(expr: Expr) -> Iterator[_Read]:
    """Every chain of fields that is read, in its full length."""
    nodes = list(walk(expr))
    inside = {id(node.base) for node in nodes if isinstance(node, Select)}
    picked = {id(node.base) for node in nodes if isinstance(node, Index)}
    for node in nodes:
        name, steps = selected(node)
        if steps and id(node) not in inside:
            yield _Read(name, steps, id(node) in picked)


def _meet(read: _Read, place: _Steps) -> bool:
    """Whether what is read is the bounded place or part of it, or picks something from what it is part of.

    A record that goes by a name of its own, as a template does, may stand anywhere: what is read of it
    may be the end of the bounded path.
    """
    if read.root == "setup":
        return False
    if read.root == "params":
        return _begins(place, read.steps) or (read.picked and _begins(read.steps, place))
    return any(_begins(place[start:], read.steps) for start in range(1, len(place)))


def _begins(steps: _Steps, whole: _Steps) -> bool:
    return whole[: len(steps)] == steps


def _plain(path: PolicyPath) -> _Steps:
    """Without ids, and without the class or form of a table."""
    steps = [step for step in path if not isinstance(step, ById)]
    while "values" in steps:
        place = steps.index("values")
        steps[place : place + 2] = []
    return tuple(step for step in steps if step != "default")
