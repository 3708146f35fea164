"""Conditions as alternatives: mutually exclusive rows a fact satisfies one of, or none.

A row says, field by field, which numbers are admitted. Exclusive rows fire a
rule once at most and keep the network's patterns small and flat, where it is
known to work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import TypeAlias

from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.engines.rete_conditions import (
    Among,
    Condition,
    Junction,
    Negation,
    UnsupportedError,
    read_condition,
)
from policy_engine.engines.rete_vocabulary import Vocabulary
from policy_engine.program.decision import SUBJECTS, DecisionRule

# The native library has room for 511 tests below one node; when they are all
# taken it searches for ever. We refuse earlier, in the writer's words.
MAX_NUMBERS = 400
MAX_COMBINATIONS = 5000


@dataclass(frozen=True, slots=True)
class Admitted:
    """A field's number is (`inside`) or is not one of these."""

    field: str
    numbers: tuple[int, ...]
    inside: bool


Alternative: TypeAlias = tuple[Admitted, ...]


def alternatives(rule: DecisionRule, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """When the rule fires; () is never, ((),) always. Raises UnsupportedError."""
    condition = read_condition(rule, vocabulary)
    names = tuple(SUBJECTS[rule.over].fields)
    combinations = prod(1 + len(_mentioned(condition, name)) for name in names)
    rows = tuple(_rows(condition, names)) if combinations <= MAX_COMBINATIONS else ()
    if combinations > MAX_COMBINATIONS or weight(rows) > MAX_NUMBERS:
        part = Text("列出的取值或组合太多", "it lists too many values or combinations")
        raise UnsupportedError("decision.condition-too-wide", part)
    return rows


def weight(rows: Sequence[Alternative]) -> int:
    """How many numbers the rows name: the room they take in the network."""
    return sum(len(admitted.numbers) for row in rows for admitted in row)


def _rows(condition: Condition, names: tuple[str, ...]) -> Iterator[Alternative]:
    """Decides field by field; values that leave the same question open share a branch."""
    if isinstance(condition, bool):
        if condition:
            yield ()
        return
    name, rest = names[0], names[1:]
    otherwise = _assume(condition, name, None)
    branches: dict[Condition, list[int]] = {}
    for number in _mentioned(condition, name):
        left_open = _assume(condition, name, number)
        if left_open != otherwise:
            branches.setdefault(left_open, []).append(number)
    for left_open, numbers in branches.items():
        inside = Admitted(name, tuple(numbers), inside=True)
        yield from ((inside, *row) for row in _rows(left_open, rest))
    excluded = tuple(sorted(number for numbers in branches.values() for number in numbers))
    outside = (Admitted(name, excluded, inside=False),) if excluded else ()
    yield from ((*outside, *row) for row in _rows(otherwise, rest))


def _assume(condition: Condition, name: str, number: int | None) -> Condition:
    """What is left to ask once the field's number is known; None: a number not mentioned."""
    match condition:
        case Among(field, numbers) if field == name:
            return number in numbers
        case Negation(part):
            left_open = _assume(part, name, number)
            return not left_open if isinstance(left_open, bool) else Negation(left_open)
        case Junction(every, parts):
            return _joined(every, [_assume(part, name, number) for part in parts])
    return condition


def _joined(every: bool, parts: list[Condition]) -> Condition:
    if any(part is (not every) for part in parts):
        return not every
    open_parts = tuple(part for part in parts if not isinstance(part, bool))
    if len(open_parts) > 1:
        return Junction(every, open_parts)
    return open_parts[0] if open_parts else every


def _mentioned(condition: Condition, name: str) -> tuple[int, ...]:
    match condition:
        case Among(field, numbers) if field == name:
            return tuple(sorted(numbers))
        case Negation(part):
            return _mentioned(part, name)
        case Junction(_, parts):
            return tuple(sorted({number for part in parts for number in _mentioned(part, name)}))
    return ()


def problems(rules: Sequence[DecisionRule]) -> list[Diagnostic]:
    """What the decision network cannot judge in these rules: one diagnostic per rule, in their order."""
    vocabulary = Vocabulary()
    found = []
    for rule in rules:
        try:
            alternatives(rule, vocabulary)
        except UnsupportedError as problem:
            found.append(_diagnostic(rule, problem))
    return found


def _diagnostic(rule: DecisionRule, problem: UnsupportedError) -> Diagnostic:
    fields = [f"{rule.variable}.{name}" for name in SUBJECTS[rule.over].fields]
    return Diagnostic(
        code=problem.code,
        message=Text(
            f"结论规则“{rule.id}”的条件无法判断：{problem.part.zh}。条件只能把 {'、'.join(fields)} "
            "与固定文字比较（==、!=、in [...]）或与 null 比较，并用 &&、||、! 和括号连接。",
            f"decision rule {rule.id}: its condition cannot be judged: {problem.part.en}. A condition may "
            f"compare {', '.join(fields)} with fixed texts (==, !=, in [...]) or with null, joined by "
            "&&, ||, ! and parentheses.",
        ),
        span=rule.span,
        help=Text(
            "需要计算的内容请写成 rules: 下的自定规则，再在结论规则里按编号引用，如 f.rule == '该规则的 id';"
            "列出的取值太多的，请拆成几条结论规则。",
            "Put what needs computing into a rule of your own under rules: and refer to it in the decision "
            "rule, e.g. f.rule == 'its id'; split a rule that lists too many values into several.",
        ),
    )
