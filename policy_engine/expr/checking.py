"""What every rule of the checker needs: reporting, and asking for a type."""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from fractions import Fraction

from policy_engine.diagnostics import Text, did_you_mean
from policy_engine.expr.ast import Conditional, Constant, Expr, ListLiteral, Literal, Place
from policy_engine.expr.function_types import Function
from policy_engine.expr.guards import Scope
from policy_engine.expr.printer import to_text
from policy_engine.expr.problems import Problem
from policy_engine.expr.type_rules import call_type, fits, instead_of
from policy_engine.expr.types import (
    BOOL,
    DATE,
    NULL,
    NUMBER,
    TEXT,
    UNKNOWN,
    EnumType,
    ListType,
    Nullable,
    Type,
    strip_null,
)


class Checking(ABC):
    """The problems found so far, and the questions the rules ask."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self.functions = functions
        self.problems: list[Problem] = []

    @abstractmethod
    def visit(self, expr: Expr, scope: Scope) -> Expr:
        """`expr` with its types filled in."""

    def quietly(self, expr: Expr, scope: Scope) -> Expr:
        """`expr` with its types, for one that is visited again: its problems are told then."""
        before = len(self.problems)
        typed = self.visit(expr, scope)
        del self.problems[before:]
        return typed

    def report(self, code: str, at: Place, message: Text, help_: Text | None = None) -> None:
        self.problems.append(Problem(code, at, message, help_))

    def not_null(self, typed: Expr) -> Type:
        """The type of a value that is about to be used; reports it when it may be null."""
        if isinstance(typed.type, Nullable):
            shown = to_text(typed)
            self.report(
                "expr.unguarded-null", typed.at,
                Text(f"“{shown}”可能为空，不能直接使用。",
                     f'"{shown}" may be null and cannot be used as it is.'),
                Text(f"请先判断：{shown} != null && …，或 {shown} == null || …。",
                     f"Guard it: {shown} != null && …, or {shown} == null || …."),
            )  # fmt: skip
        return strip_null(typed.type)

    def require(self, typed: Expr, wanted: Type) -> None:
        """Reports `typed` unless it may stand where `wanted` is asked for."""
        if isinstance(typed.type, Nullable) and not fits(typed.type, wanted):
            actual = self.not_null(typed)
        else:
            actual = typed.type
        if not fits(actual, wanted):
            asked, given = call_type(wanted), call_type(actual)
            self.report(
                "expr.wrong-type", typed.at,
                Text(f"这里应为{asked.zh}，而“{to_text(typed)}”是{given.zh}。",
                     f'Needed here is {asked.en}, and "{to_text(typed)}" is {given.en}.'),
                instead_of(actual, strip_null(wanted)),
            )  # fmt: skip
        self.check_values(typed, strip_null(wanted))

    def item_type(self, source: Expr) -> Type:
        """What a list holds; anything that is no list is reported."""
        actual = self.not_null(source)
        if isinstance(actual, ListType):
            return actual.item
        if actual != UNKNOWN:
            given = call_type(actual)
            self.report(
                "expr.wrong-type", source.at,
                Text(f"这里应为列表，而“{to_text(source)}”是{given.zh}。",
                     f'A list is needed here, and "{to_text(source)}" is {given.en}.'),
                Text("请写出一个列表，例如 setup.posts。", "Name a list, for example setup.posts."),
            )  # fmt: skip
        return UNKNOWN

    def check_values(self, typed: Expr, wanted: Type) -> None:
        """Texts written where a closed list is asked for must be on it."""
        wanted = wanted.item if isinstance(wanted, ListType) else wanted
        if not isinstance(wanted, EnumType):
            return
        for literal in _texts(typed):
            self._check_value(literal, wanted)

    def _check_value(self, literal: Literal, wanted: EnumType) -> None:
        word, known = str(literal.value), dict(wanted.values)
        if word in known:
            return
        by_chinese = next((value for value, chinese in wanted.values if chinese == word), None)
        meant = Text(f"请写成 '{by_chinese}'。", f"Write '{by_chinese}'.") if by_chinese else None
        # Other spellings of a value carry no Chinese name: accepted, but not listed.
        listed = [pair for pair in wanted.values if pair[1]] or wanted.values
        zh = "、".join(f"{value}（{chinese}）" if chinese else value for value, chinese in listed)
        en = ", ".join(value for value, _ in listed)
        self.report(
            "expr.unknown-value", literal.at,
            Text(f"“{word}”不在“{wanted.label.zh}”的取值之内；可用：{zh}。",
                 f'"{word}" is not one of the values of "{wanted.label.en}": {en}.'),
            meant or did_you_mean(word, known) or Text("请从中选用一个。", "Choose one of them."),
        )  # fmt: skip

    @staticmethod
    def unlike(what: Text, left: Type, right: Type) -> Text:
        first, second = call_type(left), call_type(right)
        return Text(
            f"{what.zh}类型不一致：{first.zh}和{second.zh}。",
            f"{what.en[0].upper()}{what.en[1:]} are of unlike types: {first.en} and {second.en}.",
        )


def _texts(expr: Expr) -> Iterator[Literal]:
    """The text literals that `expr` may stand for."""
    match expr:
        case Literal(value=str()):
            yield expr
        case Conditional(then=then, otherwise=otherwise):
            yield from _texts(then)
            yield from _texts(otherwise)
        case ListLiteral(items=items):
            for item in items:
                yield from _texts(item)


def constant_type(expr: Literal | Constant) -> Type:
    """The type of a value that is there already; a folded table keeps the type it was given."""
    if expr.type != UNKNOWN:
        return expr.type
    match expr.value:
        case None:
            return NULL
        case bool():
            return BOOL
        case int() | Fraction():
            return NUMBER
        case str():
            return TEXT
        case datetime.date():
            return DATE
        case _:
            return UNKNOWN
