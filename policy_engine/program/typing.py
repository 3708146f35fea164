"""Declarations (text) → typed rules and derivations."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from policy_engine.diagnostics import Span, Text
from policy_engine.documents.rules import Derivation as DerivationDeclaration
from policy_engine.documents.rules import Message, RuleDeclaration
from policy_engine.expr.ast import COMPARISONS, Binary, Expr, Literal, Place
from policy_engine.expr.problems import ExpressionError, Problem
from policy_engine.expr.reading import read_expression, taken_name
from policy_engine.expr.type_rules import call_type
from policy_engine.expr.types import BOOL, NULL, UNKNOWN, ListType, MapType, Type
from policy_engine.program.functions import FUNCTIONS
from policy_engine.program.rules import Binding, Derivation, Rule, Template, Words
from policy_engine.program.templates import read_template

# Told of every expression that cannot be used: (path inside the declaration, problems).
Report = Callable[[tuple[str | int, ...], ExpressionError], None]


class Typing:
    """Types the expressions of one declaration, in order, under what the earlier ones guard."""

    def __init__(self, scope: Mapping[str, Type], report: Report) -> None:
        self.scope = dict(scope)
        # A variable of such a name would make a rule say something else than it seems to.
        self.reserved = frozenset(scope) | {"observed", "limit"}
        self.assuming: list[Expr] = []
        self.guard_lost = self.variable_lost = False
        self.report = report

    def read(
        self, path: tuple[str | int, ...], text: str, expected: Type | None = None, *, offset: int = 0
    ) -> Expr:
        """The typed expression; `offset` is where it begins in the text at the path."""
        try:
            return read_expression(
                text, self.scope, expected,
                assuming=tuple(self.assuming), functions=FUNCTIONS, reserved=self.reserved,
            )  # fmt: skip
        except ExpressionError as error:
            told = [_moved(problem, offset) for problem in error.problems if not self._follows(problem)]
            if told:
                self.report(path, ExpressionError(told))
            return error.tree or Literal(None, type=UNKNOWN)

    def _follows(self, problem: Problem) -> bool:
        """Whether it may come only of a guard or a variable that could not be used, which has been told."""
        lost = {"expr.unguarded-null": self.guard_lost, "expr.unknown-name": self.variable_lost}
        return lost.get(problem.code, False)

    def guard(self, value: Expr, condition: Expr) -> None:
        """What follows may rely on `condition`, which is made from `value`."""
        self.guard_lost = self.guard_lost or value == Literal(None, type=UNKNOWN)
        self.assuming.append(condition)

    def need(self, path: tuple[str | int, ...], text: str) -> Expr:
        """A value that must not be null; what follows may use it unguarded."""
        value = self.read(path, text)
        self.guard(value, Binary("!=", value, Literal(None, type=NULL), type=BOOL))
        return value

    def bind(self, variable: str, text: str) -> Binding:
        if variable in self.reserved:
            self.variable_lost = True
            self.report(("for", variable), ExpressionError([taken_name(variable, Place(0, len(text)))]))
        source = self.read(("for", variable), text)
        self.scope[variable] = self._item_type(("for", variable), source)
        return Binding(variable, source)

    def _item_type(self, path: tuple[str | int, ...], source: Expr) -> Type:
        if isinstance(source.type, ListType):
            return source.type.item
        if source.type is not UNKNOWN:
            given = call_type(source.type)
            message = Text(
                f"“for”（对象）应指向一个列表，这里是{given.zh}。",
                f'"for" must range over a list; this is {given.en}.',
            )
            hint = Text("用 keys(…) 逐个取对照表的键。", "Use keys(…) to range over a map.")
            place = Place(source.at.start, source.at.end)
            help_ = (
                hint
                if isinstance(source.type, MapType)
                else Text("例如 for: {p: setup.posts}。", "For example for: {p: setup.posts}.")
            )
            self.report(path, ExpressionError([Problem("expr.not-a-list", place, message, help_)]))
        return UNKNOWN

    def template(self, path: str, message: Message) -> Template:
        """The words of a message, typed in the scope as it is in the end."""
        zh, en = (path, "zh"), (path, "en")
        return Template(lambda: (self._words(zh, message.zh), self._words(en, message.en)))

    def _words(self, path: tuple[str | int, ...], text: str) -> Words:
        return read_template(text, lambda inside, offset: self.read(path, inside, offset=offset))


def _moved(problem: Problem, offset: int) -> Problem:
    at = Place(problem.at.start + offset, problem.at.end + offset)
    return dataclasses.replace(problem, at=at)


def type_rule(
    declaration: RuleDeclaration,
    scope: Mapping[str, Type],
    report: Report,
    declared: Span | None = None,
    *,
    words_later: bool = False,
) -> Rule:
    """The typed rule; every expression that cannot be used is reported, none is left out.

    With `words_later` its messages are typed when first looked at, and reported then:
    only for rules that are known to be free of mistakes.
    """
    typing = Typing(scope, report)
    needs = tuple(typing.need(("needs", i), text) for i, text in enumerate(declaration.needs))
    bindings = tuple(typing.bind(name, text) for name, text in declaration.for_.items())
    when = None if declaration.when is None else typing.read(("when",), declaration.when, BOOL)
    if when is not None:
        typing.guard(when, when)
    require = typing.read(("require",), declaration.require, BOOL)
    observed, limit = _sides(typing, declaration, require)
    typing.scope |= {"observed": observed.type if observed else UNKNOWN}
    typing.scope |= {"limit": limit.type if limit else UNKNOWN}
    message = typing.template("message", declaration.message)
    remedy = None if declaration.remedy is None else typing.template("remedy", declaration.remedy)
    for template in () if words_later else (message, remedy):
        _ = template and (template.zh, template.en)
    return Rule(
        id=declaration.id,
        code=declaration.code or declaration.id,
        bindings=bindings,
        needs=needs,
        when=when,
        require=require,
        observed=observed,
        limit=limit,
        severity=declaration.severity,
        title=title_of(declaration),
        message=message,
        remedy=remedy,
        basis=tuple(declaration.basis),
        replaces=tuple(declaration.replaces),
        waivable=declaration.waivable,
        waived_with=tuple(declaration.waived_with),
        of_whole=declaration.of_whole,
        declared=declared,
    )


def _sides(typing: Typing, declaration: RuleDeclaration, require: Expr) -> tuple[Expr | None, Expr | None]:
    """What was observed and what is allowed: declared, or the two sides of the comparison."""
    observed: Expr | None = None
    limit: Expr | None = None
    if isinstance(require, Binary) and require.operator in COMPARISONS:
        observed, limit = require.left, require.right
    if declaration.observed is not None:
        observed = typing.read(("observed",), declaration.observed)
    if declaration.limit is not None:
        limit = typing.read(("limit",), declaration.limit)
    return observed, limit


def title_of(declaration: RuleDeclaration) -> Text:
    """What the rule is called: its id where it has no title."""
    if declaration.title is None:
        return Text(declaration.id, declaration.id)
    return Text(declaration.title.zh, declaration.title.en)


def type_derivation(
    declaration: DerivationDeclaration, scope: Mapping[str, Type], report: Report
) -> Derivation:
    """The typed derivation; its value's type becomes the type of its name."""
    value = Typing(scope, report).read(("value",), declaration.value)
    return Derivation(declaration.id, value, Text(declaration.title.zh, declaration.title.en))
