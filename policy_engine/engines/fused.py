"""The fused form: one function for the whole program.

Derived values come first, in their order; then each collection is walked once
for all the rules whose first binding ranges over it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from policy_engine.engines.emit import Emitter
from policy_engine.engines.functions import make_function
from policy_engine.engines.rules import inner_lines, rule_lines
from policy_engine.expr.ast import Expr, Name
from policy_engine.expr.printer import to_text
from policy_engine.expr.walk import walk
from policy_engine.findings.judgement import Facts
from policy_engine.program.build import needed_by
from policy_engine.program.rules import Derivation, Program

# (position of the rule, bound elements) of every failure.
Broken: TypeAlias = list[tuple[int, tuple[Any, ...]]]
# (position of the rule, position of the need) of every need that is not met.
Unmet: TypeAlias = list[tuple[int, int]]


def fuse(program: Program) -> Callable[[Facts], tuple[Broken, Unmet]]:
    """A function that judges a set-up, and raises where anything that it reads is missing."""
    emitter = Emitter(eager=True)
    lines = [f"d_{d.id} = {emitter.emit(d.value)}" for d in _read_by_rules(program)]
    for positions in _groups(program):
        loop = _group_lines(emitter, program, positions)
        lines += _where_met(emitter, program.rules[positions[0]].needs, positions, loop)
    run = make_function(emitter, ["facts", "broken", "unmet"], lines)

    def judge(facts: Facts) -> tuple[Broken, Unmet]:
        broken: Broken = []
        unmet: Unmet = []
        run(facts, broken.append, unmet.append)
        return broken, unmet

    return judge


def _read_by_rules(program: Program) -> tuple[Derivation, ...]:
    names = {
        node.name
        for rule in program.rules
        for expr in rule.judging
        for node in walk(expr)
        if isinstance(node, Name)
    }
    return needed_by(names, program.derivations)


def _groups(program: Program) -> list[list[int]]:
    """Positions of the rules that need the same and range over the same collection.

    Outside of bindings, expressions with the same text mean the same.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for position, rule in enumerate(program.rules):
        source = to_text(rule.bindings[0].source) if rule.bindings else ""
        groups.setdefault((source, *map(to_text, rule.needs)), []).append(position)
    return list(groups.values())


def _group_lines(emitter: Emitter, program: Program, positions: list[int]) -> list[str]:
    rules = [(position, program.rules[position]) for position in positions]
    bindings = rules[0][1].bindings
    if not bindings:
        return [line for position, rule in rules for line in rule_lines(emitter, rule, _adding(position))]
    element = emitter.fresh("v")
    lines = [f"for {element} in {emitter.emit(bindings[0].source)}:"]
    for position, rule in rules:
        inner = inner_lines(emitter, rule, element, _adding(position))
        lines += [f"    {line}" for line in inner]
    return lines


def _where_met(
    emitter: Emitter, needs: tuple[Expr, ...], positions: list[int], lines: list[str]
) -> list[str]:
    """The lines, run only where every need is there; else the first that is not is noted."""
    if not needs:
        return lines
    made = []
    for number, need in enumerate(needs):
        made.append(f"{'if' if number == 0 else 'elif'} {emitter.emit(need)} is None:")
        made += [f"    unmet(({position}, {number}))" for position in positions]
    return [*made, "else:", *(f"    {line}" for line in lines)]


def _adding(position: int) -> Callable[[str], str]:
    return lambda bound: f"broken(({position}, {bound}))"

