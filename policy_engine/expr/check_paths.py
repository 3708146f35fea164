"""Names, fields and look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from policy_engine.diagnostics import Text, did_you_mean
from policy_engine.expr.ast import Expr, Has, Index, Literal, Name, Select
from policy_engine.expr.checking import Checking
from policy_engine.expr.guards import Scope
from policy_engine.expr.printer import to_text
from policy_engine.expr.type_rules import call_type, field_type, instead_of
from policy_engine.expr.types import (
    BOOL,
    NUMBER,
    TEXT,
    UNKNOWN,
    FieldType,
    ListType,
    MapType,
    RecordType,
    Type,
)

_MOST_NAMES = 12


def check_path(checker: Checking, expr: Name | Select | Has | Index, scope: Scope) -> Expr:
    match expr:
        case Name():
            return _check_name(checker, expr, scope)
        case Select():
            return _check_select(checker, expr, scope)
        case Has():
            return _check_has(checker, expr, scope)
        case Index():
            return _check_index(checker, expr, scope)


def _check_name(checker: Checking, expr: Name, scope: Scope) -> Expr:
    type_ = scope.names.get(expr.name)
    if type_ is None:
        known = _listed(scope.names)
        checker.report(
            "expr.unknown-name", expr.at,
            Text(f"没有名为“{expr.name}”的数据；这里可用：{known.zh}。",
                 f'There is nothing named "{expr.name}" here; known are: {known.en}.'),
            did_you_mean(expr.name, scope.names)
            or Text("请改用其中一个名称。", "Use one of these names."),
        )  # fmt: skip
    return replace(expr, type=scope.refine(expr, type_ or UNKNOWN))


def _listed(names: Iterable[str]) -> Text:
    """The names in reach; of many the first, which documents go by, and the last, which the rule made."""
    every = list(names)
    if len(every) <= _MOST_NAMES:
        return Text("、".join(every), ", ".join(every))
    first, last = every[:5], every[-4:]
    return Text(
        f"{'、'.join(first)}…{'、'.join(last)}（共 {len(every)} 个）",
        f"{', '.join(first)} … {', '.join(last)} ({len(every)} in all)",
    )


def _check_select(checker: Checking, expr: Select, scope: Scope) -> Expr:
    base = checker.visit(expr.base, scope)
    field = _field(checker, expr, base)
    type_ = UNKNOWN if field is None else field_type(field)
    return replace(expr, base=base, type=scope.refine(expr, type_))


def _check_has(checker: Checking, expr: Has, scope: Scope) -> Expr:
    base = checker.visit(expr.base, scope)
    _field(checker, expr, base)
    return replace(expr, base=base, type=BOOL)


def _check_index(checker: Checking, expr: Index, scope: Scope) -> Expr:
    base, key = checker.visit(expr.base, scope), checker.visit(expr.key, scope)
    container = checker.not_null(base)
    result: Type = UNKNOWN
    match container:
        case ListType(item=item):
            checker.require(key, NUMBER)
            _check_position(checker, key)
            result = item
        case MapType(value=value):
            checker.require(key, TEXT)
            result = value
        case _ if container != UNKNOWN:
            given = call_type(container)
            checker.report(
                "expr.wrong-type", expr.at,
                Text(f"“{to_text(base)}”是{given.zh}，不能用 […] 取值。",
                     f'"{to_text(base)}" is {given.en}; […] does not apply.'),
                Text("取字段请写成 记录.字段。", "Write record.field for a field.")
                if isinstance(container, RecordType) else instead_of(container),
            )  # fmt: skip
    return replace(expr, base=base, key=key, type=scope.refine(expr, result))


def _check_position(checker: Checking, key: Expr) -> None:
    if isinstance(key, Literal) and isinstance(key.value, Fraction):
        checker.report(
            "expr.bad-position", key.at,
            Text("列表的位置应为整数，从 0 开始。", "A position in a list is a whole number from 0."),
            Text("例如 x[0] 是第一项。", "For example x[0] is the first one."),
        )  # fmt: skip


def _field(checker: Checking, expr: Select | Has, base: Expr) -> FieldType | None:
    container = checker.not_null(base)
    if isinstance(container, RecordType):
        field = container.fields.get(expr.field)
        if field is None:
            checker.report(
                "expr.unknown-field", expr.word_at,
                Text(f"“{container.label.zh}”没有字段“{expr.field}”。",
                     f'"{container.label.en}" has no field "{expr.field}".'),
                _suggest(expr.field, container.fields),
            )  # fmt: skip
        return field
    if container != UNKNOWN:
        given = call_type(container)
        checker.report(
            "expr.wrong-type", expr.at,
            Text(f"“{to_text(base)}”是{given.zh}，没有字段“{expr.field}”。",
                 f'"{to_text(base)}" is {given.en} and has no field "{expr.field}".'),
            _instead_of_field(container, base, expr.field),
        )  # fmt: skip
    return None


def _suggest(word: str, fields: Mapping[str, FieldType]) -> Text:
    titled = next((name for name, field in fields.items() if field.title == word), None)
    if titled is not None:
        return Text(f"请写成 {titled}。", f"Write {titled}.")
    known = ", ".join(fields)
    return did_you_mean(word, fields) or Text(f"可用字段：{known}。", f"Its fields are: {known}.")


def _instead_of_field(container: Type, base: Expr, field: str) -> Text:
    shown = to_text(base)
    match container:
        case MapType():
            return Text(f"对照表请写成 {shown}['{field}'] 或 '{field}' in {shown}。",
                        f"Write {shown}['{field}'] or '{field}' in {shown}.")  # fmt: skip
        case ListType():
            return Text(f"列表请逐项写，例如 {shown}.all(x, x.{field} …)。",
                        f"Go through the list, for example {shown}.all(x, x.{field} …).")  # fmt: skip
    return Text(f"请直接使用 {shown}。", f"Use {shown} itself.")
