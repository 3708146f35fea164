"""What is used of each pool, and how much there is: worked out on any roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policy_engine.engines.compiled import CompiledProgram
from policy_engine.engines.functions import Derived, compile_expression
from policy_engine.expr.ast import Expr, Name
from policy_engine.expr.numbers import Number
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.walk import walk
from policy_engine.findings.judgement import AnyFacts
from policy_engine.program.build import needed_by
from policy_engine.program.rules import Pool, Program

# Roots of expressions that are different for each action, whatever the set-up.
_NOT_OF_SET_UPS = frozenset({"judged", "change", "earlier", "batch", "before", "turns", "procedure"})


@dataclass(frozen=True, slots=True)
class Level:
    """How a pool stands. `limit` is None where it is not known."""

    used: Number
    limit: Number | None


class CompiledPools:
    """The pools of a township's program, with what they rest on and nothing else.

    `follow_from_set_ups`: on the same day and the same set-ups they stand the same.
    """

    def __init__(self, program: Program) -> None:
        names = {
            n.name for pool in program.pools for e in _parts(pool) for n in walk(e) if isinstance(n, Name)
        }
        derivations = needed_by(names, program.derivations)
        read = names | {n.name for d in derivations for n in walk(d.value) if isinstance(n, Name)}
        self.follow_from_set_ups = read.isdisjoint(_NOT_OF_SET_UPS)
        self._values = CompiledProgram(Program(derivations, (), program.scope))
        self.pools = program.pools
        self._pools = [_Compiled(pool) for pool in program.pools]

    def levels(self, facts: AnyFacts) -> Mapping[str, Level]:
        """Each pool that is there and can be counted, by its id."""
        derived = self._values.derive(facts)
        levels: dict[str, Level] = {}
        for compiled in self._pools:
            level = compiled.level(facts, derived)
            if level is not None:
                levels[compiled.pool.id] = level
        return levels


class _Compiled:
    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._when = None if pool.when is None else compile_expression(pool.when)
        self._used = compile_expression(pool.used)
        self._limit = compile_expression(pool.limit)

    def level(self, facts: AnyFacts, derived: Derived) -> Level | None:
        """None where the pool is not there, or what is used cannot be counted: its rule says why."""
        try:
            if self._when is not None and not self._when(facts, derived):
                return None
            used = self._used(facts, derived)
        except EvaluationError:
            return None
        if used is None:  # what the pool needs is not given
            return None
        try:
            return Level(used, self._limit(facts, derived))
        except EvaluationError:
            return Level(used, None)


def _parts(pool: Pool) -> tuple[Expr, ...]:
    return (pool.used, pool.limit) if pool.when is None else (pool.when, pool.used, pool.limit)
