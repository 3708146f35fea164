"""Conditions of decision rules, read from the syntax tree into tests of single fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from policy_engine.diagnostics import Text
from policy_engine.engines.rete_vocabulary import NULL, Vocabulary, is_truth
from policy_engine.expr.ast import (
    Binary,
    Call,
    Comprehension,
    Conditional,
    Expr,
    Has,
    ListLiteral,
    Literal,
    Name,
    Select,
    Unary,
)
from policy_engine.program.decision import SUBJECTS, DecisionRule


@dataclass(frozen=True, slots=True)
class Among:
    """The field's number is one of these."""

    field: str
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Negation:
    part: Condition


@dataclass(frozen=True, slots=True)
class Junction:
    """All of the parts (`every`), or at least one."""

    every: bool
    parts: tuple[Condition, ...]


Condition: TypeAlias = bool | Among | Negation | Junction


class UnsupportedError(Exception):
    """The network cannot judge this condition; `part` names what stands in the way."""

    def __init__(self, code: str, part: Text) -> None:
        self.code = code
        self.part = part
        super().__init__(part.en)


@dataclass(frozen=True, slots=True)
class _Reader:
    rule: DecisionRule
    vocabulary: Vocabulary

    def read(self, expr: Expr) -> Condition:
        match expr:
            case Literal(bool() as value):
                return value
            case Unary("!", operand):
                return Negation(self.read(operand))
            case Binary("&&" | "||" as operator, left, right):
                return Junction(operator == "&&", (self.read(left), self.read(right)))
            case Binary("==" | "!=" as operator, left, right):
                equal = self._equality(left, right)
                return equal if operator == "==" else Negation(equal)
            case Binary("in", left, ListLiteral(items)):
                name = self._field(left)
                return Among(name, frozenset(self._number(name, item) for item in items))
            case Has(base, name):
                return Negation(Among(self._field(Select(base, name)), frozenset({NULL})))
            case Select():
                name = self._field(expr)
                return Among(name, frozenset({self._number(name, Literal(True))}))
        raise _cannot_judge(expr)

    def _equality(self, left: Expr, right: Expr) -> Among:
        if isinstance(left, Literal):
            left, right = right, left
        name = self._field(left)
        if isinstance(right, Literal) and right.value is None:
            return Among(name, frozenset({NULL}))
        return Among(name, frozenset({self._number(name, right)}))

    def _field(self, expr: Expr) -> str:
        match expr:
            case Select(Name(variable), name) if variable == self.rule.variable:
                if name in SUBJECTS[self.rule.over].fields:
                    return name
        raise _cannot_judge(expr)

    def _number(self, name: str, expr: Expr) -> int:
        wanted = bool if is_truth(SUBJECTS[self.rule.over].fields[name]) else str
        match expr:
            case Literal(str() | bool() as value) if isinstance(value, wanted):
                return self.vocabulary.mention(self.rule.over, name, value)
        raise _cannot_judge(expr)


def read_condition(rule: DecisionRule, vocabulary: Vocabulary) -> Condition:
    """The rule's `when` (none is true). Raises UnsupportedError."""
    return True if rule.when is None else _Reader(rule, vocabulary).read(rule.when)


def _cannot_judge(expr: Expr) -> UnsupportedError:
    return UnsupportedError("decision.unsupported-expression", _describe(expr))


def _describe(expr: Expr) -> Text:
    """The part the network stumbles over, as the writer would recognise it."""
    match expr:
        case Call(name) | Comprehension(name):
            return Text(f"{name}(…)", f"{name}(…)")
        case Binary(operator) | Unary(operator):
            return Text(f"运算“{operator}”", f"the operator {operator}")
        case Conditional():
            return Text("“? :”", "? :")
        case Literal(None):
            return Text("null", "null")
        case Literal(value):
            return Text(f"取值“{value}”", f"the value {value}")
        case Select(Name(variable), name):
            return Text(f"“{variable}.{name}”", f"{variable}.{name}")
        case Name(name):
            return Text(f"“{name}”", name)
    return Text("其中一部分", "a part of it")
