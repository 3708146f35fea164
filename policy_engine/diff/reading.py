"""A policy in force → the tree of nodes that is compared."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any, get_args, get_origin

from policy_engine.diff.bound_reading import KindOf, bounds_by_layer
from policy_engine.diff.nodes import (
    UNJUDGED,
    ByTownship,
    Keyed,
    List,
    Meaning,
    Node,
    Records,
    Section,
    Value,
    meant,
)
from policy_engine.diff.rule_reading import rule_section
from policy_engine.documents.envelope import EnvelopeEntry
from policy_engine.documents.fields import Document, FieldWay, Table, way_of
from policy_engine.documents.paths import forms_of
from policy_engine.documents.policy import Policy
from policy_engine.documents.rules import DecisionRuleDeclaration, RuleDeclaration
from policy_engine.documents.terms import CHINESE
from policy_engine.policyset.in_force import PolicyInForce
from policy_engine.source.tree import Path

# Who speaks, and since when: the head of a comparison tells it.
_HEAD = frozenset({"kind", "jurisdiction", "parent", "version", "status", "effective", "issued"})
_REFERENCES: Mapping[tuple[str, str], List] = {
    ("Classification", "townships"): "classes",
    ("Institutions", "template"): "templates",
    ("Template", "platforms"): "platforms",
    ("Unless", "approval"): "approvals",
    ("EnvelopeEntry", "basis"): "sources",
    ("RuleDeclaration", "basis"): "sources",
}
_ORDERED = frozenset({("Classification", "classes"), ("Selection", "steps"), ("Admission", "steps")})


def _nobody_knows(_: Path) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a model. `item` is the model of its records, where it is a list of such."""

    attribute: str
    meaning: Meaning
    item: type[Document] | None
    ordered: bool
    key_titles: Mapping[str, str]


def read_policy(policy: Policy, kind_of: KindOf = _nobody_knows) -> Section:
    """What a merged policy declares, without its head. Its steps are those of its tree.

    `kind_of` tells which layer declares the bound at a path.
    """
    made = _section(policy, (), Meaning("", ""), leaving=_HEAD)
    bounds = made.fields.get("envelope")
    if not isinstance(bounds, Records):
        return made
    return replace(made, fields={**made.fields, "envelope": bounds_by_layer(bounds, kind_of)})


def read_in_force(policy: PolicyInForce) -> Section:
    """The same of a chain, whose layers are known."""
    return read_policy(policy.document, lambda steps: policy.layer_of(policy.tree.span_of(steps)).kind)


@cache
def _fields(model: type[Document]) -> tuple[_Field, ...]:
    return tuple(_field(model, name) for name in model.model_fields)


def _field(model: type[Document], name: str) -> _Field:
    info = model.model_fields[name]
    forms = forms_of(info.annotation)
    here = (model.__name__, name)
    way = way_of(info)
    if way.absent == "unsaid" and not info.is_required() and info.default is not None:
        way = way._replace(absent=info.default)
    meaning = Meaning(
        key=info.alias or name,
        title=info.title or name,
        way=way,
        share=_plain(info.annotation) is Fraction,
        refers=_REFERENCES.get(here),
    )
    return _Field(name, meaning, _item(forms), here in _ORDERED, _key_titles(forms))


def _plain(annotation: Any) -> Any:
    """The type without what pydantic knows beside it; of `Share | None`, Fraction."""
    forms = forms_of(annotation)
    found = forms[0] if len(forms) == 1 else None
    return get_args(found)[0] if get_origin(found) is typing.Annotated else found


def _item(forms: list[Any]) -> type[Document] | None:
    """The model of a list's records."""
    for form in forms:
        if get_origin(form) is list:
            for item in forms_of(get_args(form)[0]):
                if isinstance(item, type) and issubclass(item, Document):
                    return item
    return None


def _key_titles(forms: list[Any]) -> Mapping[str, str]:
    """The Chinese names of a map's keys, where they are a vocabulary."""
    keys = next((get_args(form)[0] for form in forms if get_origin(form) is dict), None)
    values = get_args(keys) if get_origin(keys) is typing.Literal else ()
    return next((names for names in CHINESE.values() if values and tuple(names) == values), {})


def _section(
    document: Document,
    steps: Path,
    meaning: Meaning,
    inherited: FieldWay = UNJUDGED,
    leaving: frozenset[str] = frozenset(),
) -> Section:
    """`inherited` is the way of the parameter that the record is the value of, for fields that say none."""
    fields: dict[str, Node] = {}
    for field in _fields(type(document)):
        value = getattr(document, field.attribute)
        if value is None or field.attribute not in document.model_fields_set or field.attribute in leaving:
            continue
        own = field.meaning
        if own.way.looser == "neither" and not own.way.order and inherited.looser != "neither":
            own = replace(own, way=own.way._replace(looser=inherited.looser))
        fields[own.key] = _node(value, (*steps, own.key), own, field)
    return Section(meaning, steps, fields, document)


def _node(value: Any, steps: Path, meaning: Meaning, field: _Field | None = None) -> Node:
    match value:
        case Table():
            entries = {
                key: _node(each, (*steps, "values", key), meaning) for key, each in value.values.items()
            }
            default = None if value.default is None else _node(value.default, (*steps, "default"), meaning)
            return ByTownship(meaning, steps, value.by, entries, default, value)
        case Document():
            return _section(value, steps, meaning, meaning.way)
        case dict():
            entries = {key: _node(each, (*steps, key), meaning) for key, each in value.items()}
            return Keyed(meaning, steps, entries, value, {} if field is None else field.key_titles)
        case list() if field is not None and field.item is not None:
            return _records(value, steps, meaning, ordered=field.ordered)
        case list():
            return Value(meaning, steps, _words(value), value)
        case _:
            return Value(meaning, steps, meant(value), value)


def _words(value: list[Any]) -> Any:
    """A list of words is a set; a list of pairs, such as the steps of a scale, a series."""
    if any(isinstance(item, list) for item in value):
        return tuple(tuple(map(meant, item)) for item in value)
    return frozenset(map(meant, value))


def _records(value: list[Any], steps: Path, meaning: Meaning, *, ordered: bool) -> Records:
    records: dict[str, Section] = {}
    for position, (id_, record) in enumerate(zip(_ids(value), value, strict=True)):
        records[id_] = _record(record, (*steps, position), replace(meaning, way=UNJUDGED))
    return Records(meaning, steps, records, ordered, value)


def _record(record: Document, steps: Path, meaning: Meaning) -> Section:
    """Its id is what it is called by, and no part of it."""
    if isinstance(record, RuleDeclaration | DecisionRuleDeclaration):
        made = rule_section(record, _section(record, steps, meaning))
    else:
        made = _section(record, steps, meaning)
    naming = {"id", "code"} if "id" not in type(record).model_fields else {"id"}
    naming = {"path"} if isinstance(record, EnvelopeEntry) else naming
    return replace(made, fields={key: node for key, node in made.fields.items() if key not in naming})


def _ids(records: list[Any]) -> Iterator[str]:
    """By id, newly founded townships by code; bounds get theirs when their layers are known."""
    seen: dict[str, int] = {}
    for record in records:
        id_ = getattr(record, "id", None) or getattr(record, "code", None) or ""
        seen[id_] = seen.get(id_, 0) + 1
        yield id_ if seen[id_] == 1 else f"{id_} ({seen[id_]})"
