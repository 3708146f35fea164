"""The fused form: one function for the whole program.

Derived values come first, in their order; then each collection is walked once
for all the rules whose first binding ranges over it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from policy_engine.engines.eager import EagerEmitter, Loop
from policy_engine.engines.functions import make_function
from policy_engine.engines.joins import free_names
from policy_engine.engines.rules import Guarded, guarded
from policy_engine.expr.ast import Constant, Expr, Literal, Name
from policy_engine.expr.printer import to_text
from policy_engine.expr.walk import walk
from policy_engine.findings.judgement import AnyFacts
from policy_engine.program.build import needed_by
from policy_engine.program.rules import Derivation, Program

# (position of the rule, bound elements) of every failure.
Broken: TypeAlias = list[tuple[int, tuple[Any, ...]]]
# (position of the rule, position of the need) of every need that is not met.
Unmet: TypeAlias = list[tuple[int, int]]


def fuse(program: Program) -> Callable[[AnyFacts], tuple[Broken, Unmet]]:
    """A function that judges a set-up, and raises where anything that it reads is missing."""
    emitter = EagerEmitter()
    lines = _derivation_lines(emitter, program)
    short = _short_lists(program)
    for positions in _groups(program):
        loop = _group_lines(emitter, program, positions, short)
        lines += _where_met(emitter, program.rules[positions[0]].needs, positions, loop)
    run = make_function(emitter, ["facts", "broken", "unmet"], lines)

    def judge(facts: AnyFacts) -> tuple[Broken, Unmet]:
        broken: Broken = []
        unmet: Unmet = []
        run(facts, broken.append, unmet.append)
        return broken, unmet

    return judge


def _derivation_lines(emitter: EagerEmitter, program: Program) -> list[str]:
    lines: list[str] = []
    for derivation in _read_by_rules(program):
        value = emitter.settle(derivation.value)
        if isinstance(value, Constant | Literal):
            emitter.settled[derivation.id] = value
        else:
            lines.append(f"d_{derivation.id} = {emitter.emit(value)}")
    return lines


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


def _group_lines(
    emitter: EagerEmitter, program: Program, positions: list[int], short: Collection[str]
) -> list[str]:
    rules = [(position, program.rules[position]) for position in positions]
    first = rules[0][1]
    if not first.bindings:
        return _under_guards([guarded(emitter, rule, None, _adding(position)) for position, rule in rules])
    source = emitter.emit(first.bindings[0].source)
    loop = Loop(emitter.fresh("v"), first.needs, few=_reads_only(first.bindings[0].source, short))
    with emitter.loop(loop):
        tests = [guarded(emitter, rule, loop.element, _adding(position)) for position, rule in rules]
    turn = [*_assignments(loop.row), *_under_guards(tests)]
    if not loop.ahead:
        return [f"for {loop.element} in {source}:", *_indented(turn)]
    # What the loop needs beforehand is not worth making where it has no turns.
    elements = emitter.fresh("s")
    inner = [*_assignments(loop.ahead), f"for {loop.element} in {elements}:", *_indented(turn)]
    return [f"{elements} = {source}", f"if {elements}:", *_indented(inner)]


def _short_lists(program: Program) -> frozenset[str]:
    """Names of what an action is and does, and of values derived from nothing else: a few elements each."""
    short = {"judged", "change"}
    for derivation in program.derivations:
        if _reads_only(derivation.value, short):
            short.add(derivation.id)
    return frozenset(short)


def _reads_only(source: Expr, names: Collection[str]) -> bool:
    read = free_names(source)
    return bool(read) and read <= set(names)


def _assignments(values: Mapping[str, str]) -> list[str]:
    return [f"{local} = {value}" for local, value in values.items()]


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _under_guards(tests: Sequence[Guarded]) -> list[str]:
    """Rules that begin with the same condition share its test."""
    groups: dict[str | None, list[Guarded]] = {}
    for test in tests:
        groups.setdefault(test.guards[0] if test.guards else None, []).append(test)
    lines: list[str] = []
    for guard, group in groups.items():
        if guard is None:
            lines += [line for test in group for line in test.lines]
        else:
            inner = _under_guards([Guarded(test.guards[1:], test.lines) for test in group])
            lines += [f"if {guard}:", *_indented(inner)]
    return lines


def _where_met(
    emitter: EagerEmitter, needs: tuple[Expr, ...], positions: list[int], lines: list[str]
) -> list[str]:
    """The lines, run only where every need is there; else the first that is not is noted."""
    made: list[str] = []
    for number, need in enumerate(needs):
        if isinstance(need, Constant) and need.value is not None:
            continue  # a parameter that is declared
        made.append(f"{'elif' if made else 'if'} {emitter.emit(need)} is None:")
        made += [f"    unmet(({position}, {number}))" for position in positions]
    return [*made, "else:", *_indented(lines)] if made else lines


def _adding(position: int) -> Callable[[str], str]:
    return lambda bound: f"broken(({position}, {bound}))"
