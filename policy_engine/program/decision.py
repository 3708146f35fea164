"""A policy's `decision:` as typed rules, ready for an engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from policy_engine.diagnostics import Span, Text
from policy_engine.documents.terms import CHINESE, Outcome
from policy_engine.documents.type_names import VOCABULARIES
from policy_engine.expr.ast import Expr
from policy_engine.expr.types import BOOL, TEXT, EnumType, FieldType, Nullable, RecordType

DecisionSubject = Literal["case", "findings", "routes", "obligations"]


def _enum(name: str) -> EnumType:
    return EnumType(name, tuple(CHINESE[name].items()), VOCABULARIES[name])


def _record(name: str, chinese: str, fields: Mapping[str, FieldType]) -> RecordType:
    return RecordType(name, lambda: fields, Text(chinese, name))


# What a decision rule may look at, by the collection after `for:`.
SUBJECTS: Mapping[DecisionSubject, RecordType] = {
    "case": _record("case", "申报事项", {
        "class": FieldType(Nullable(TEXT), "optional", "township_class", "类别"),
        "form": FieldType(_enum("form"), "required", "form", "建制"),
    }),
    "findings": _record("finding", "核查意见", {
        "code": FieldType(TEXT, "required", "code", "编号"),
        "rule": FieldType(TEXT, "required", "rule", "规则"),
        "severity": FieldType(_enum("severity"), "required", "severity", "等级"),
        "status": FieldType(_enum("status"), "required", "status", "状态"),
        "waived": FieldType(BOOL, "required", "waived", "已豁免"),
        "subject_kind": FieldType(TEXT, "required", "subject_kind", "对象类别"),
    }),
    "routes": _record("route", "报送", {"to": FieldType(TEXT, "required", "to", "报送")}),
    "obligations": _record("obligation", "后续要求", {"id": FieldType(TEXT, "required", "id", "要求")}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """One element of `over`, bound to `variable`, that satisfies `when` derives what is given."""

    id: str
    over: DecisionSubject
    variable: str
    when: Expr | None
    outcome: Outcome | None
    route: str | None
    obligation: str | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`digest` is a hash of the declaration's meaning: equal digests decide alike."""

    rules: tuple[DecisionRule, ...]
    digest: str
