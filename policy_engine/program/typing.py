"""Declarations (text) → typed rules and derivations."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from policy_engine.diagnostics import Span, Text
from policy_engine.documents.rules import Derivation as DerivationDeclaration
from policy_engine.documents.rules import Message, RuleDeclaration
from policy_engine.expr.ast import COMPARISONS, Binary, Comprehension, Expr, Literal, Place
from policy_engine.expr.checker import check
from policy_engine.expr.parser import parse
from policy_engine.expr.problems import ExpressionError, Problem
from policy_engine.expr.types import BOOL, NULL, UNKNOWN, ListType, MapType, Type
from policy_engine.expr.walk import walk
from policy_engine.program.functions import FUNCTIONS
from policy_engine.program.rules import Binding, Derivation, Rule, Template
from policy_engine.program.templates import read_template

# Told of every expression that cannot be used: (path inside the declaration, problems).
Report = Callable[[tuple[str | int, ...], ExpressionError], None]


class _Typing:
    """Types the expressions of one declaration, in order, under what the earlier ones guard."""

    def __init__(self, scope: Mapping[str, Type], report: Report) -> None:
        self.scope = dict(scope)
        # A variable of such a name would make a rule say something else than it seems to.
        self.reserved = frozenset(scope) | {"observed", "limit"}
        self.assuming: list[Expr] = []
        self.report = report

    def read(self, path: tuple[str | int, ...], text: str, expected: Type | None = None) -> Expr:
        try:
            expr = parse(text)
            self._refuse_taken_names(expr)
            return check(expr, self.scope, expected, assuming=tuple(self.assuming), functions=FUNCTIONS)
        except ExpressionError as error:
            self.report(path, error)
            return Literal(None, type=UNKNOWN)

    def _refuse_taken_names(self, expr: Expr) -> None:
        loops = [node for node in walk(expr) if isinstance(node, Comprehension)]
        taken = [_taken(loop.variable, loop.at) for loop in loops if loop.variable in self.reserved]
        if taken:
            raise ExpressionError(taken)

    def need(self, path: tuple[str | int, ...], text: str) -> Expr:
        """A value that must not be null; what follows may use it unguarded."""
        value = self.read(path, text)
        self.assuming.append(Binary("!=", value, Literal(None, type=NULL), type=BOOL))
        return value

    def bind(self, variable: str, text: str) -> Binding:
        if variable in self.reserved:
            self.report(("for", variable), ExpressionError([_taken(variable, Place(0, len(text)))]))
        source = self.read(("for", variable), text)
        self.scope[variable] = self._item_type(("for", variable), source)
        return Binding(variable, source)

    def _item_type(self, path: tuple[str | int, ...], source: Expr) -> Type:
        if isinstance(source.type, ListType):
            return source.type.item
        if source.type is not UNKNOWN:
            message = Text(
                f"“for”（对象）应指向一个列表，这里是 {source.type}",
                f"`for` must range over a list; this is {source.type}",
            )
            hint = Text("用 keys(…) 遍历映射的键", "use keys(…) to range over a map")
            place = Place(source.at.start, source.at.end)
            help_ = hint if isinstance(source.type, MapType) else None
            self.report(path, ExpressionError([Problem("expr.not-a-list", place, message, help_)]))
        return UNKNOWN

    def template(self, path: str, message: Message) -> Template:
        return Template(
            zh=read_template(message.zh, lambda text: self.read((path, "zh"), text)),
            en=read_template(message.en, lambda text: self.read((path, "en"), text)),
        )


def _taken(variable: str, at: Place) -> Problem:
    return Problem(
        "expr.taken-name", at,
        Text(f"变量不能叫“{variable}”，这是固有的名称",
             f'a variable may not be called "{variable}", which is a name of its own'),
        Text("请换一个名称，例如 x", "choose another name, such as x"),
    )  # fmt: skip


def type_rule(
    declaration: RuleDeclaration, scope: Mapping[str, Type], report: Report, declared: Span | None = None
) -> Rule:
    """The typed rule; every expression that cannot be used is reported, none is left out."""
    typing = _Typing(scope, report)
    needs = tuple(typing.need(("needs", i), text) for i, text in enumerate(declaration.needs))
    bindings = tuple(typing.bind(name, text) for name, text in declaration.for_.items())
    when = None if declaration.when is None else typing.read(("when",), declaration.when, BOOL)
    if when is not None:
        typing.assuming.append(when)
    require = typing.read(("require",), declaration.require, BOOL)
    observed, limit = _sides(typing, declaration, require)
    typing.scope |= {"observed": observed.type if observed else UNKNOWN}
    typing.scope |= {"limit": limit.type if limit else UNKNOWN}
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
        title=_title(declaration),
        message=typing.template("message", declaration.message),
        remedy=None if declaration.remedy is None else typing.template("remedy", declaration.remedy),
        basis=tuple(declaration.basis),
        declared=declared,
    )


def _sides(typing: _Typing, declaration: RuleDeclaration, require: Expr) -> tuple[Expr | None, Expr | None]:
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


def _title(declaration: RuleDeclaration) -> Text:
    if declaration.title is None:
        return Text(declaration.id, declaration.id)
    return Text(declaration.title.zh, declaration.title.en)


def type_derivation(
    declaration: DerivationDeclaration, scope: Mapping[str, Type], report: Report
) -> Derivation:
    """The typed derivation; its value's type becomes the type of its name."""
    value = _Typing(scope, report).read(("value",), declaration.value)
    return Derivation(declaration.id, value, Text(declaration.title.zh, declaration.title.en))
