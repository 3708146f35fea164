"""Operators: what they take, and comparing like with like."""

from __future__ import annotations

from dataclasses import replace

from policy_engine.diagnostics import Text
from policy_engine.expr.ast import Binary, Expr, Unary
from policy_engine.expr.checking import Checking
from policy_engine.expr.guards import Scope
from policy_engine.expr.printer import to_text
from policy_engine.expr.type_rules import call_type, comparable, instead_of, is_simple, is_textual
from policy_engine.expr.types import (
    BOOL,
    DATE,
    NUMBER,
    TEXT,
    UNKNOWN,
    EnumType,
    ListType,
    MapType,
    RecordType,
    Type,
    strip_null,
)

_ORDERING = frozenset({"<", "<=", ">", ">="})


def check_unary(checker: Checking, expr: Unary, scope: Scope) -> Expr:
    operand = checker.visit(expr.operand, scope)
    wanted = BOOL if expr.operator == "!" else NUMBER
    checker.require(operand, wanted)
    return replace(expr, operand=operand, type=wanted)


def check_binary(checker: Checking, typed: Binary) -> Expr:
    """Logic, ordering and arithmetic; both sides are typed already."""
    if typed.operator in ("&&", "||"):
        checker.require(typed.left, BOOL)
        checker.require(typed.right, BOOL)
        return replace(typed, type=BOOL)
    left, right = checker.not_null(typed.left), checker.not_null(typed.right)
    if UNKNOWN in (left, right):
        known = right if left == UNKNOWN else left
        result = NUMBER if typed.operator != "+" else _sum_type(known, known) or UNKNOWN
    elif typed.operator in _ORDERING:
        if (left, right) not in ((NUMBER, NUMBER), (DATE, DATE)):
            _report_ordering(checker, typed, left, right)
        result = BOOL
    elif typed.operator == "+":
        result = _sum_type(left, right) or UNKNOWN
        if result == UNKNOWN:
            _report_arithmetic(checker, typed, left, right)
    else:
        result = NUMBER
        if (left, right) != (NUMBER, NUMBER):
            _report_arithmetic(checker, typed, left, right)
    return replace(typed, type=BOOL if typed.operator in _ORDERING else result)


def _sum_type(left: Type, right: Type) -> Type | None:
    if left == NUMBER and right == NUMBER:
        return NUMBER
    return TEXT if is_textual(left) and is_textual(right) else None


def check_equality(checker: Checking, typed: Binary) -> Expr:
    left, right = typed.left, typed.right
    if not comparable(left.type, right.type):
        _report_comparison(checker, typed, Text("比较的两边", "the two sides"), left.type, right.type)
    checker.check_values(right, strip_null(left.type))
    checker.check_values(left, strip_null(right.type))
    return replace(typed, type=BOOL)


def _report_comparison(checker: Checking, typed: Binary, what: Text, left: Type, right: Type) -> None:
    if isinstance(strip_null(left), RecordType) and isinstance(strip_null(right), RecordType):
        checker.report(
            "expr.unlike-types", typed.at,
            Text("记录不能整条比较。", "Records are not compared as a whole."),
            Text("请比较字段，例如 a.id == b.id。", "Compare a field, for example a.id == b.id."),
        )  # fmt: skip
        return
    help_ = _instead_of_equality(strip_null(left), strip_null(right))
    checker.report("expr.unlike-types", typed.at, checker.unlike(what, left, right), help_)


def _instead_of_equality(left: Type, right: Type) -> Text:
    if DATE in (left, right) and TEXT in (left, right):
        return Text("日期请写成 date('2024-01-01')。", "Write a date as date('2024-01-01').")
    if NUMBER in (left, right) and TEXT in (left, right):
        return Text("数值不加引号。", "Write a number without quotation marks.")
    if isinstance(left, EnumType) and isinstance(right, EnumType):
        return Text("这是两套不同的固定选项，请核对字段。",
                    "These are two different closed lists; check the fields.")  # fmt: skip
    return instead_of(right if is_simple(left) else left)


def check_membership(checker: Checking, typed: Binary) -> Expr:
    sought, container = checker.not_null(typed.left), checker.not_null(typed.right)
    match container:
        case ListType(item=item):
            if not comparable(sought, item):
                what = Text("“in”左边与列表各项", 'the left of "in" and the items of the list')
                _report_comparison(checker, typed, what, sought, item)
            checker.check_values(typed.left, strip_null(item))
            checker.check_values(typed.right, sought)
        case MapType():
            checker.require(typed.left, TEXT)
        case _ if container != UNKNOWN:
            given = call_type(container)
            checker.report(
                "expr.wrong-type", typed.right.at,
                Text(f"“in”右边应为列表或对照表，而“{to_text(typed.right)}”是{given.zh}。",
                     f'The right of "in" must be a list or map, and "{to_text(typed.right)}" is {given.en}.'),
                Text("文本包含请写成 contains(整体, 部分)。",
                     "For part of a text write contains(whole, part).")
                if is_textual(container) else instead_of(container),
            )  # fmt: skip
    return replace(typed, type=BOOL)


def _report_ordering(checker: Checking, typed: Binary, left: Type, right: Type) -> None:
    first, second = call_type(left), call_type(right)
    help_ = instead_of(right if is_simple(left) else left)
    if DATE in (left, right):
        help_ = Text("日期请写成 date('2024-01-01')。", "Write a date as date('2024-01-01').")
    elif is_textual(left) or is_textual(right):
        help_ = Text("文本没有大小之分（'31' 会排在 '4' 之前）；请比较数值或日期。",
                     "Texts have no order ('31' comes before '4'); compare numbers or dates.")  # fmt: skip
    checker.report(
        "expr.wrong-type", typed.at,
        Text(f"“{typed.operator}”用于两个数值或两个日期，这里是{first.zh}和{second.zh}。",
             f'"{typed.operator}" compares two numbers or two dates, not {first.en} and {second.en}.'),
        help_,
    )  # fmt: skip


def _report_arithmetic(checker: Checking, typed: Binary, left: Type, right: Type) -> None:
    first, second = call_type(left), call_type(right)
    help_ = instead_of(right if is_simple(left) else left)
    if DATE in (left, right):
        help_ = Text("日期请用 add_days、add_months、days_between。",
                     "For dates use add_days, add_months, days_between.")  # fmt: skip
    elif isinstance(left, ListType) and isinstance(right, ListType):
        help_ = Text("合并列表请写成 flatten([a, b])。", "Write flatten([a, b]) to join lists.")
    elif TEXT in (left, right) and NUMBER in (left, right):
        help_ = Text("数值转成文本请写成 text(x)。", "Write text(x) to turn a number into a text.")
    both = Text("两个数值或两个文本", "two numbers or two texts") if typed.operator == "+" else (
        Text("两个数值", "two numbers"))  # fmt: skip
    checker.report(
        "expr.wrong-type", typed.at,
        Text(f"“{typed.operator}”用于{both.zh}，这里是{first.zh}和{second.zh}。",
             f'"{typed.operator}" takes {both.en}, not {first.en} and {second.en}.'),
        help_,
    )  # fmt: skip
