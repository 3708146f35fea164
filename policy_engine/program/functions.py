"""The functions of expressions, with those that know the division codes."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.diagnostics import Text
from policy_engine.divisions import division, division_form
from policy_engine.documents.terms import CHINESE
from policy_engine.expr.function_types import Function, Signature
from policy_engine.expr.functions import FUNCTIONS as LANGUAGE_FUNCTIONS
from policy_engine.expr.types import TEXT, EnumType, FieldType, Nullable, RecordType

_DIVISION = RecordType(
    "Division",
    lambda: {
        "code": FieldType(TEXT, "required", "code", "代码"),
        "name": FieldType(TEXT, "required", "name", "名称"),
    },
)
_FORM = EnumType("form", tuple(CHINESE["form"].items()))

DIVISION_FUNCTIONS = (
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
)  # fmt: skip

FUNCTIONS: Mapping[str, Function] = LANGUAGE_FUNCTIONS | {f.name: f for f in DIVISION_FUNCTIONS}
