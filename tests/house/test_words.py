"""Nothing that a reader sees is a pattern, a class name or half a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from policy_engine.documents.actions import Actions
from policy_engine.documents.assessment import Assessment
from policy_engine.documents.ledger import Ledger
from policy_engine.documents.policy import Policy
from policy_engine.documents.round import Round
from policy_engine.documents.rules import Rulebook
from policy_engine.documents.schema import schema_of
from policy_engine.documents.setup import Setup
from policy_engine.documents.terms import CHINESE
from policy_engine.documents.type_names import VOCABULARIES
from policy_engine.expr.types import EnumType, ListType, MapType, Nullable, RecordType, Type
from policy_engine.program.scope import SCOPES
from tools.message_codes import codes_in_table

DOCUMENTS = (Policy, Setup, Ledger, Rulebook, Actions, Round, Assessment)


def _with_pattern(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema
        for below in schema.values():
            yield from _with_pattern(below)
    elif isinstance(schema, list):
        for below in schema:
            yield from _with_pattern(below)


def _records(type_: Type, seen: dict[str, RecordType]) -> None:
    match type_:
        case Nullable(inner=inner) | ListType(item=inner) | MapType(value=inner):
            _records(inner, seen)
        case RecordType(name=name) if name not in seen:
            seen[name] = type_
            for field in type_.fields.values():
                _records(field.type, seen)


@pytest.mark.parametrize("model", DOCUMENTS)
def test_every_pattern_is_said_in_words_and_takes_half_width_digits_alone(model: type[BaseModel]) -> None:
    patterns = list(_with_pattern(schema_of(model)))
    assert patterns
    for schema in patterns:
        assert schema.get("x-pattern-zh"), schema
        assert schema.get("x-pattern-en"), schema
        assert r"\d" not in schema["pattern"], schema


def test_every_record_that_expressions_reach_has_a_name_in_words() -> None:
    seen: dict[str, RecordType] = {}
    for roots in SCOPES.values():
        for root in roots.values():
            _records(root, seen)
    assert len(seen) > 50
    assert [name for name, record in seen.items() if record.title is None] == []


def test_every_vocabulary_has_a_name_in_words() -> None:
    assert set(VOCABULARIES) == set(CHINESE)
    assert EnumType("post_kind", (), VOCABULARIES["post_kind"]).label.zh == "岗位类别"


def test_every_message_in_the_table_is_a_sentence() -> None:
    unfinished = [code for code, text in codes_in_table().items() if not text.endswith(("。", "？", "。）"))]
    assert unfinished == []
