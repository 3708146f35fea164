"""Types every node of an expression and reports every mistake it finds on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policy_engine.diagnostics import Text
from policy_engine.expr import ast
from policy_engine.expr.ast import Expr
from policy_engine.expr.check_calls import check_call
from policy_engine.expr.check_operators import check_binary, check_equality, check_membership, check_unary
from policy_engine.expr.check_paths import check_path
from policy_engine.expr.checking import Checking, constant_type
from policy_engine.expr.function_types import Function
from policy_engine.expr.functions import FUNCTIONS
from policy_engine.expr.guards import Scope, facts_of_items, facts_when
from policy_engine.expr.problems import ExpressionError
from policy_engine.expr.type_rules import instead_of, join
from policy_engine.expr.types import BOOL, UNKNOWN, ListType, Type, anonymous_record, strip_null


def check(
    expr: Expr,
    scope: Mapping[str, Type],
    expected: Type | None = None,
    assuming: tuple[Expr, ...] = (),
    functions: Mapping[str, Function] = FUNCTIONS,
) -> Expr:
    """The same tree with the type of every node filled in.

    `assuming` are checked conditions over the same scope that are known to hold
    where `expr` is computed: they guard its nulls. repeated(xs, 'key') comes
    back written out as repeated(xs.map(item, item.key)).
    Raises ExpressionError with every problem found.
    """
    checker = _Checker(functions)
    within = Scope(scope)
    for condition in assuming:
        within = within.knowing(facts_when(condition, True))
    typed = checker.visit(expr, within)
    if expected is not None:
        checker.require(typed, expected)
    if checker.problems:
        raise ExpressionError(checker.problems, typed)
    return typed


class _Checker(Checking):
    """One visit of one tree; each kind of node has its rule."""

    def visit(self, expr: Expr, scope: Scope) -> Expr:
        match expr:
            case ast.Literal() | ast.Constant():
                return replace(expr, type=constant_type(expr))
            case ast.Absent():
                return expr
            case ast.Name() | ast.Select() | ast.Has() | ast.Index():
                return check_path(self, expr, scope)
            case ast.Comprehension():
                return self._comprehension(expr, scope)
            case ast.ListLiteral():
                return self._list(expr, scope)
            case ast.MapLiteral():
                return self._map(expr, scope)
            case _:
                return self._operation(expr, scope)

    def _operation(self, expr: ast.Call | ast.Unary | ast.Binary | ast.Conditional, scope: Scope) -> Expr:
        match expr:
            case ast.Call():
                return check_call(self, expr, scope)
            case ast.Unary():
                return check_unary(self, expr, scope)
            case ast.Binary():
                return self._binary(expr, scope)
            case ast.Conditional():
                return self._conditional(expr, scope)

    def _binary(self, expr: ast.Binary, scope: Scope) -> Expr:
        left = self.visit(expr.left, scope)
        beyond = scope
        if expr.operator in ("&&", "||"):
            beyond = scope.knowing(facts_when(left, expr.operator == "&&"))
        typed = replace(expr, left=left, right=self.visit(expr.right, beyond))
        if expr.operator in ("==", "!="):
            return check_equality(self, typed)
        if expr.operator == "in":
            return check_membership(self, typed)
        return check_binary(self, typed)

    def _conditional(self, expr: ast.Conditional, scope: Scope) -> Expr:
        test = self.visit(expr.test, scope)
        self.require(test, BOOL)
        then = self.visit(expr.then, scope.knowing(facts_when(test, True)))
        otherwise = self.visit(expr.otherwise, scope.knowing(facts_when(test, False)))
        joined = join(then.type, otherwise.type)
        if joined is None:
            what = Text("两个分支", "the two branches")
            unlike = self.unlike(what, then.type, otherwise.type)
            self.report("expr.unlike-types", expr.at, unlike, instead_of(UNKNOWN))
        return replace(expr, test=test, then=then, otherwise=otherwise, type=joined or UNKNOWN)

    def _comprehension(self, expr: ast.Comprehension, scope: Scope) -> Expr:
        source = self.visit(expr.source, scope)
        item = self.item_type(source)
        inner = scope.binding(expr.variable, item, facts_of_items(source, expr.variable))
        where = None
        if expr.where is not None:
            where = self.visit(expr.where, inner)
            self.require(where, BOOL)
            inner = inner.knowing(facts_when(where, True))
        body = self.visit(expr.body, inner)
        if expr.kind != "map":
            self.require(body, BOOL)
        typed = replace(expr, source=source, where=where, body=body)
        match expr.kind:
            case "map":
                return replace(typed, type=ListType(body.type))
            case "filter":
                kept = ast.Name(expr.variable) in facts_when(body, True)
                return replace(typed, type=ListType(strip_null(item) if kept else item))
            case _:
                return replace(typed, type=BOOL)

    def _list(self, expr: ast.ListLiteral, scope: Scope) -> Expr:
        items = tuple(self.visit(item, scope) for item in expr.items)
        common: Type = UNKNOWN
        for item in items:
            joined = join(common, item.type)
            if joined is None:
                what = Text("列表的各项", "the items of the list")
                unlike = self.unlike(what, common, item.type)
                self.report("expr.unlike-types", item.at, unlike, instead_of(UNKNOWN))
            common = joined or common
        return replace(expr, items=items, type=ListType(common))

    def _map(self, expr: ast.MapLiteral, scope: Scope) -> Expr:
        entries = tuple((name, self.visit(value, scope)) for name, value in expr.entries)
        types = {name: value.type for name, value in entries}
        return replace(expr, entries=entries, type=anonymous_record(types))
