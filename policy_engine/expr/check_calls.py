"""Calls: the function exists, its arguments suit, and what is known already is in order."""

from __future__ import annotations

from dataclasses import replace

from policy_engine.diagnostics import Text, did_you_mean
from policy_engine.expr.ast import Call, Comprehension, Expr, Literal, Name, Select
from policy_engine.expr.checking import Checking
from policy_engine.expr.function_types import Function, Mismatch
from policy_engine.expr.guards import Scope
from policy_engine.expr.printer import to_text
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.types import UNKNOWN, ListType, Nullable, Type, strip_null

_MACROS = ("all", "exists", "exists_one", "filter", "map", "has")


def check_call(checker: Checking, expr: Call, scope: Scope) -> Expr:
    if expr.function == "repeated" and len(expr.arguments) == 2:
        return check_call(checker, _written_out(checker, expr), scope)
    function = checker.functions.get(expr.function)
    if function is None:
        scope = _with_variable(checker, expr, scope)
    arguments = tuple(checker.visit(argument, scope) for argument in expr.arguments)
    typed = replace(expr, arguments=arguments)
    if function is None:
        known = (*checker.functions, *_MACROS)
        checker.report(
            "expr.unknown-function", expr.word_at,
            Text(f"没有函数“{expr.function}”。", f'There is no function "{expr.function}".'),
            did_you_mean(expr.function, known) or Text(
                "可用函数见 docs/language.md。", "The functions are listed in docs/language.md."),
        )  # fmt: skip
        return typed
    before = len(checker.problems)
    result = _result(checker, typed, function)
    if len(checker.problems) == before:
        _check_literals(checker, typed, function)
    return replace(typed, type=scope.refine(typed, result))


def _with_variable(checker: Checking, expr: Call, scope: Scope) -> Scope:
    """A misspelt xs.al(x, …) is told of once: its x is a variable, not a second mistake."""
    if len(expr.arguments) < 2:
        return scope
    source, variable = expr.arguments[:2]
    if not isinstance(variable, Name) or variable.name in scope.names:
        return scope
    item = strip_null(checker.quietly(source, scope).type)
    return scope.binding(variable.name, item.item if isinstance(item, ListType) else UNKNOWN)


def _written_out(checker: Checking, expr: Call) -> Call:
    """repeated(xs, 'key') → repeated(xs.map(item, item.key)): a key that is missing must not pass unseen."""
    source, key = expr.arguments
    if not isinstance(key, Literal) or not isinstance(key.value, str):
        checker.report(
            "expr.wrong-type", key.at,
            Text("repeated 的第 2 个参数应为字段名。", "Argument 2 of repeated must be a field's name."),
            Text("例如 repeated(setup.posts, 'id')。", "For example repeated(setup.posts, 'id')."),
        )  # fmt: skip
        return replace(expr, arguments=(source,))
    body = Select(Name("item", at=key.at), key.value, at=key.at, word_at=key.at)
    return replace(expr, arguments=(Comprehension("map", source, "item", body, at=expr.at),))


def _result(checker: Checking, typed: Call, function: Function) -> Type:
    """The type of the result; each unsuitable argument is reported once."""
    types: list[Type] = [argument.type for argument in typed.arguments]
    while True:
        result = function.result_of(types)
        if not isinstance(result, Mismatch):
            return result
        if result.position is None:
            checker.report("expr.argument-count", typed.at, result.message, _example(function))
            return UNKNOWN
        argument = typed.arguments[result.position]
        if isinstance(types[result.position], Nullable):
            types[result.position] = strip_null(argument.type)
            checker.not_null(argument)
        else:
            code, help_ = "expr.wrong-type", _example(function)
            if _only_null_inside(types, result.position, function):
                code, help_ = "expr.unguarded-null", _without_nulls(argument)
            checker.report(code, argument.at, result.message, help_)
            types[result.position] = UNKNOWN


def _only_null_inside(types: list[Type], position: int, function: Function) -> bool:
    """Whether the argument is a list that suits but for the nulls in it."""
    given = types[position]
    if not isinstance(given, ListType) or not isinstance(given.item, Nullable):
        return False
    without = ListType(strip_null(given.item))
    again = function.result_of([*types[:position], without, *types[position + 1 :]])
    return not (isinstance(again, Mismatch) and again.position == position)


def _check_literals(checker: Checking, typed: Call, function: Function) -> None:
    """What can be known now is said now: a date out of the calendar, an unknown unit."""
    for signature in function.signatures:
        if signature.takes(len(typed.arguments)):
            for position, argument in enumerate(typed.arguments):
                checker.check_values(argument, strip_null(signature.parameter(position)))
            break
    values = [argument.value for argument in typed.arguments if isinstance(argument, Literal)]
    if not values or len(values) != len(typed.arguments):
        return
    try:
        function.implementation(*values)
    except EvaluationError as error:
        checker.report("expr.bad-argument", typed.at, _sentence(error.text), _example(function))


def _sentence(text: Text) -> Text:
    """A reason as a sentence of its own."""
    return Text(text.zh.rstrip("。") + "。", text.en[:1].upper() + text.en[1:].rstrip(".") + ".")


def _without_nulls(argument: Expr) -> Text:
    way = f"{to_text(argument)}.filter(x, x != null)"
    return Text(f"请先去掉空值：{way}。", f"Leave the nulls out first: {way}.")


def _example(function: Function) -> Text:
    return Text(f"例如 {function.example}。", f"For example {function.example}.")
