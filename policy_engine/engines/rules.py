"""The loops and tests of rules, as lines of Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.engines.emit import Emitter
from policy_engine.engines.functions import Derived, compile_expression, make_function
from policy_engine.expr.printer import to_text
from policy_engine.findings.judgement import Facts
from policy_engine.program.rules import Binding, NotJudged, Rule

# (facts, derived, found): hands the bound elements of every failure to `found`.
RuleFunction = Callable[[Facts, Derived, Callable[[tuple[Any, ...]], None]], None]


def rule_lines(emitter: Emitter, rule: Rule, on_failure: Callable[[str], str]) -> list[str]:
    """The rule's loops around its test; `on_failure` says what to do with the bound elements."""
    return _nested(emitter, rule, rule.bindings, [], on_failure)


def inner_lines(
    emitter: Emitter, rule: Rule, element: str, on_failure: Callable[[str], str]
) -> list[str]:
    """The same inside a loop over the first binding's source that is written already."""
    with emitter.named(rule.bindings[0].variable, element):
        return _nested(emitter, rule, rule.bindings[1:], [element], on_failure)


def _nested(
    emitter: Emitter,
    rule: Rule,
    bindings: tuple[Binding, ...],
    names: list[str],
    on_failure: Callable[[str], str],
) -> list[str]:
    if not bindings:
        bound = "(" + "".join(f"{name}, " for name in names) + ")"
        return [f"if {_broken(emitter, rule)}: {on_failure(bound)}"]
    source = emitter.emit(bindings[0].source)
    with emitter.binding(bindings[0].variable) as name:
        inner = _nested(emitter, rule, bindings[1:], [*names, name], on_failure)
    return [f"for {name} in {source}:", *(f"    {line}" for line in inner)]


def _broken(emitter: Emitter, rule: Rule) -> str:
    when = "" if rule.when is None else f"{emitter.emit(rule.when)} and "
    return f"{when}not {emitter.emit(rule.require)}"


def separate_function(rule: Rule) -> RuleFunction:
    """One rule on its own: what it cannot do without stops only itself."""
    emitter = Emitter()
    lines = rule_lines(emitter, rule, lambda bound: f"found({bound})")
    return make_function(emitter, ["facts", "derived", "found"], lines)


def needs_function(rule: Rule) -> Callable[[Facts, Derived], int | None]:
    """(facts, derived) → the position of the first need that is not there; None when all are."""
    tests = [compile_expression(need) for need in rule.needs]

    def missing(facts: Facts, derived: Derived) -> int | None:
        for position, value_of in enumerate(tests):
            if value_of(facts, derived) is None:
                return position
        return None

    return missing


def unmet_need(rule: Rule, need: int) -> NotJudged:
    """The rule is not judged, because of the need at that position."""
    path = to_text(rule.needs[need])
    return NotJudged(rule, Text(f"没有 {path} 的数据", f"{path} is not given"))
