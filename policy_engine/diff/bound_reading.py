"""Bounds as they are compared: each by who bounds, what and how, so that no bound stands for another's.

The layers of a chain may each bound the same thing, and all their bounds hold at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from policy_engine.diff.content import content
from policy_engine.diff.nodes import Node, Records, Section, written
from policy_engine.documents.envelope import EnvelopeEntry
from policy_engine.documents.paths import PathError, forms_of, parse_path, path_text
from policy_engine.policyset.envelope import FORMS
from policy_engine.source.tree import Path

# What kind of layer declares what stands at a path; "" where nobody knows.
KindOf = Callable[[Path], str]


def bounds_by_layer(node: Records, kind_of: KindOf) -> Records:
    """The bounds by path, form and layer; of one layer's on the same thing the lowest comes first."""
    named: dict[tuple[str, str], list[Section]] = {}
    for record in node.records.values():
        named.setdefault((_name(record.raw), kind_of(record.steps)), []).append(_with_shares(record))
    records = {
        _id(name, kind, number): record
        for (name, kind), bounds in named.items()
        for number, record in enumerate(sorted(bounds, key=_by_limit), 1)
    }
    return replace(node, records=records)


def _name(entry: EnvelopeEntry) -> str:
    """posts.cap at_most"""
    return f"{bounded_path(entry)} {_form(entry)}".rstrip()


def bounded_path(entry: EnvelopeEntry) -> str:
    """What it bounds, in the one way in which paths are written; as it is written where it is no path."""
    try:
        return path_text(parse_path(entry.path).path)
    except PathError:
        return entry.path


def _form(entry: EnvelopeEntry) -> str:
    return next((form for form in FORMS if getattr(entry, form) is not None), "")


def _id(name: str, kind: str, number: int) -> str:
    """posts.cap at_most (province), and a number behind the layer from its second such bound on."""
    marks = [*([kind] if kind else []), *([str(number)] if number > 1 else [])]
    return f"{name} ({', '.join(marks)})" if marks else name


def _by_limit(record: Section) -> tuple[Fraction, str]:
    entry: EnvelopeEntry = record.raw
    limit = entry.at_most if entry.at_least is None else entry.at_least
    return Fraction(0) if limit is None else limit, written(content(record))


def _with_shares(record: Section) -> Section:
    """Its limits are shares where what they bound is one, and plain numbers elsewhere."""
    return _marked(record, _bounds_shares(record.raw))


def _marked(section: Section, share: bool) -> Section:
    fields: dict[str, Node] = {
        key: _marked(node, share)
        if isinstance(node, Section)
        else replace(node, meaning=replace(node.meaning, share=share))
        for key, node in section.fields.items()
    }
    return replace(section, meaning=replace(section.meaning, share=share), fields=fields)


def _bounds_shares(entry: EnvelopeEntry) -> bool:
    try:
        return any(map(_has_shares, parse_path(entry.path).forms))
    except PathError:
        return False


def _has_shares(form: Any) -> bool:
    if isinstance(form, type) and issubclass(form, BaseModel):
        inner = (each for info in form.model_fields.values() for each in forms_of(info.annotation))
        return any(map(_has_shares, inner))
    return "Fraction" in str(form)
