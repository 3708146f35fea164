"""The loops and tests of rules, as lines of Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.engines.emit import Emitter
from policy_engine.engines.functions import Derived, compile_expression, make_function
from policy_engine.engines.joins import conjuncts, free_names
from policy_engine.expr.ast import Constant, Expr, Literal, Name, Select
from policy_engine.expr.printer import to_text
from policy_engine.expr.types import Nullable, RecordType, strip_null
from policy_engine.findings.judgement import AnyFacts
from policy_engine.program.rules import Binding, NotJudged, Rule

# (facts, derived, found): hands the bound elements of every failure to `found`.
RuleFunction = Callable[[AnyFacts, Derived, Callable[[tuple[Any, ...]], None]], None]


def rule_lines(emitter: Emitter, rule: Rule, on_failure: Callable[[str], str]) -> list[str]:
    """The rule's loops around its test; `on_failure` says what to do with the bound elements."""
    return _nested(emitter, rule, rule.bindings, [], conjuncts(rule.when), on_failure)


@dataclass(frozen=True, slots=True)
class Guarded:
    """Lines that run only where every guard holds, in this order."""

    guards: tuple[str, ...]
    lines: tuple[str, ...]


def guarded(emitter: Emitter, rule: Rule, element: str | None, on_failure: Callable[[str], str]) -> Guarded:
    """The rule inside the loop over its first binding, if it has any, of which `element` is the name.

    Conditions that do not look at the inner loops' elements become guards
    around these loops, unless an inner collection might turn out to be missing:
    that must come to light whether the condition holds or not.
    """
    parts = conjuncts(rule.when)
    if element is None:
        return Guarded(_guards(emitter, parts), tuple(_test(emitter, (), rule, [], on_failure)))
    with emitter.named(rule.bindings[0].variable, element):
        inner = rule.bindings[1:]
        count = len(parts) if all(map(_is_there, (b.source for b in inner))) else 0
        own = {binding.variable for binding in inner}
        guards = tuple(takewhile(lambda part: not free_names(part) & own, parts[:count]))
        texts = _guards(emitter, guards)
        lines = _nested(emitter, rule, inner, [element], parts[len(guards) :], on_failure)
    return Guarded(texts, tuple(lines))


def _guards(emitter: Emitter, parts: Iterable[Expr]) -> tuple[str, ...]:
    known_to_hold = Literal(True)
    return tuple(emitter.emit(part) for part in parts if part != known_to_hold)


def _is_there(source: Expr) -> bool:
    """Whether a collection cannot be missing: a known one, or what a record always has."""
    if isinstance(source.type, Nullable):
        return False
    if isinstance(source, Select) and isinstance(source.base, Name):
        record = source.base.type
        return isinstance(record, RecordType) and record.fields[source.field].presence != "expected"
    return isinstance(source, Name | Constant)


def _nested(
    emitter: Emitter,
    rule: Rule,
    bindings: tuple[Binding, ...],
    names: list[str],
    when: tuple[Expr, ...],
    on_failure: Callable[[str], str],
) -> list[str]:
    if not bindings:
        return _test(emitter, when, rule, names, on_failure)
    source = emitter.emit(bindings[0].source)
    with emitter.binding(bindings[0].variable) as name:
        inner = _nested(emitter, rule, bindings[1:], [*names, name], when, on_failure)
    return [f"for {name} in {source}:", *(f"    {line}" for line in inner)]


def _test(
    emitter: Emitter, when: tuple[Expr, ...], rule: Rule, names: list[str], on_failure: Callable[[str], str]
) -> list[str]:
    conditions = [*map(emitter.emit, when), f"not {emitter.emit(rule.require)}"]
    bound = "(" + "".join(f"{name}, " for name in names) + ")"
    return [f"if {' and '.join(conditions)}: {on_failure(bound)}"]


def separate_function(rule: Rule) -> RuleFunction:
    """One rule on its own: what it cannot do without stops only itself."""
    emitter = Emitter()
    lines = rule_lines(emitter, rule, lambda bound: f"found({bound})")
    return make_function(emitter, ["facts", "derived", "found"], lines)


def needs_function(rule: Rule) -> Callable[[AnyFacts, Derived], int | None]:
    """(facts, derived) → the position of the first need that is not there; None when all are."""
    tests = [compile_expression(need) for need in rule.needs]

    def missing(facts: AnyFacts, derived: Derived) -> int | None:
        for position, value_of in enumerate(tests):
            if value_of(facts, derived) is None:
                return position
        return None

    return missing


def unmet_need(rule: Rule, need: int) -> NotJudged:
    """The rule is not judged, because of the need at that position."""
    expr = rule.needs[need]
    path = to_text(expr)
    record = strip_null(expr.base.type) if isinstance(expr, Select) else None
    title = (
        record.fields[expr.field].title if isinstance(expr, Select) and isinstance(record, RecordType) else ""
    )
    zh = f"没有{title}（{path}）的数据" if title else f"没有 {path} 的数据"
    return NotJudged(rule, Text(zh, f"{path} is not given"))
