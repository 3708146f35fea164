"""The functions of expressions, with those that know the division codes and the calendar."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from policy_engine.calendars import DayCount, UnknownYearError, counted_days, working_days
from policy_engine.diagnostics import Text
from policy_engine.divisions import division, division_form
from policy_engine.documents.terms import CHINESE
from policy_engine.documents.type_names import VOCABULARIES
from policy_engine.expr.function_types import Function, Signature
from policy_engine.expr.functions import FUNCTIONS as LANGUAGE_FUNCTIONS
from policy_engine.expr.problems import EvaluationError
from policy_engine.expr.types import BOOL, DATE, NUMBER, TEXT, EnumType, FieldType, Nullable, RecordType

_DIVISION = RecordType(
    "Division",
    lambda: {
        "code": FieldType(TEXT, "required", "code", "代码"),
        "name": FieldType(TEXT, "required", "name", "名称"),
    },
    Text("行政区划", "division"),
)
_DAY_COUNT = EnumType("day_count", tuple(CHINESE["day_count"].items()), VOCABULARIES["day_count"])
_FORM = EnumType("form", tuple(CHINESE["form"].items()), VOCABULARIES["form"])


def _working_days(first: datetime.date, last: datetime.date) -> int:
    try:
        return working_days(first, last)
    except UnknownYearError as error:
        raise EvaluationError(error.text) from None


def _counted_days(first: datetime.date, last: datetime.date, how: DayCount, first_day_counts: bool) -> int:
    # A text that is written out in the expression is not held against the vocabulary.
    if how not in CHINESE["day_count"]:
        raise EvaluationError(Text(
            f"计日方式“{how}”应为 working（工作日）或 calendar（自然日）",
            f'days are counted as "working" or "calendar", not "{how}"',
        ))  # fmt: skip
    try:
        return counted_days(first, last, how, first_day_counts)
    except UnknownYearError as error:
        raise EvaluationError(error.text) from None


OFFICIAL_FUNCTIONS = (
    Function(
        "division", "code", (Signature((TEXT,), Nullable(_DIVISION)),), division,
        Text("国家统计用区划代码中的该区划；没有时为 null", "the division that bears the code, or null"),
        "division('331004003') != null",
    ),
    Function(
        "division_form", "code", (Signature((TEXT,), Nullable(_FORM)),), division_form,
        Text("区划代码末三位所示的建制；功能区等为 null",
             "the form that the last three digits show; null for functional areas"),
        "division_form('331004003') == 'subdistrict'",
    ),
    Function(
        "working_days", "first, last", (Signature((DATE, DATE), NUMBER),), _working_days,
        Text("从首日到末日（含首末）的工作日数，按国务院办公厅公布的节假日安排，含调休上班日",
             "working days from first to last, both included,"
             " by the official calendar, make-up days included"),
        "working_days(a.from, on) >= 5",
    ),
    Function(
        "counted_days", "first, last, how, first_day_counts",
        (Signature((DATE, DATE, _DAY_COUNT, BOOL), NUMBER),), _counted_days,
        Text("从首日到末日（含末日）的天数：how 为 'working' 时数工作日，为 'calendar' 时数自然日；"
             "first_day_counts 为 false 时首日不计",
             "days from first to last, last included: working days when how is 'working', all days when"
             " 'calendar'; the first day only if first_day_counts"),
        "counted_days(a.from, on, 'working', false) >= 5",
    ),
)  # fmt: skip

FUNCTIONS: Mapping[str, Function] = LANGUAGE_FUNCTIONS | {f.name: f for f in OFFICIAL_FUNCTIONS}
