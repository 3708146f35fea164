"""An event to append to a round's log, with its evidence."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TypeAlias

from pydantic import ValidationError

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.documents.errors import model_diagnostics
from policy_engine.documents.paths import forms_of
from policy_engine.documents.round import Event
from policy_engine.documents.schema import schema_of
from policy_engine.procedures.evidence import EVIDENCE, fields_of
from policy_engine.source.canonical import canonical
from policy_engine.source.read import ReadResult, read_tree, with_causes
from policy_engine.source.schema_errors import schema_diagnostics
from policy_engine.source.tree import Entry, MappingNode, ScalarNode

# What the command line says, and what is worked out; evidence has no say in either.
_NOT_EVIDENCE = ("step", "date", "until", "previous")
_Head: TypeAlias = "dict[str, str | datetime.date | None]"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The event as the log will have it, and its evidence as it was read; None where there is none."""

    event: Event
    tree: MappingNode | None

    def place(self, field: str) -> Span | None:
        """Where the evidence names the field; its beginning where it does not."""
        if self.tree is None:
            return None
        return self.tree.key_span((field,)) or self.tree.span


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is to be appended. `evidence` is a document's content, and its name as messages show it."""

    step: str
    date: datetime.date
    until: datetime.date | None = None
    evidence: tuple[bytes, str] | None = None

    def typed(self, id_: str | None) -> Evidence:
        """The event with its evidence; `id_` is the step's id, None where the policy has no such step.

        Raises DocumentError for evidence that cannot be read.
        """
        head: _Head = {"step": self.step.strip(), "date": self.date, "until": self.until}
        if self.evidence is None:
            given = {name: value for name, value in head.items() if value is not None}
            return Evidence(Event.model_validate(given), None)
        read = _read(*self.evidence, id_)
        tree = canonical(read.root, schema_of(Event))
        ours = [tree.entries[key] for key in _NOT_EVIDENCE if key in tree.entries]
        if ours:
            raise DocumentError(map(_no_evidence, ours))
        _refuse_bare_record(tree, id_)
        whole = _with_head(tree, head)
        try:
            return Evidence(Event.model_validate(whole.to_plain()), tree)
        except ValidationError as error:
            found = schema_diagnostics(whole, schema_of(Event)) or model_diagnostics(error, whole)
            raise DocumentError(with_causes(found, read.warnings)) from None


def _read(data: bytes, name: str, id_: str | None) -> ReadResult:
    try:
        return read_tree(data, name)
    except DocumentError as error:
        raise DocumentError(
            _not_under_its_key(each.span, id_) if each.code == "text.not-a-mapping" else each
            for each in error.diagnostics
        ) from None


def _refuse_bare_record(tree: MappingNode, id_: str | None) -> None:
    """Raises DocumentError for a notice, minutes and so on that stands without its key."""
    if any(key in Event.model_fields for key in tree.entries):
        return
    fields = fields_of(id_) or EVIDENCE
    records = [form for field in fields for form in forms_of(Event.model_fields[field].annotation)]
    titles = {
        word
        for form in records
        for name, info in getattr(form, "model_fields", {}).items()
        for word in (name, info.title)
    }
    if any(key in titles for key in tree.entries):
        raise DocumentError([_not_under_its_key(tree.span, id_)])


def _with_head(tree: MappingNode, head: _Head) -> MappingNode:
    start = Span(tree.span.file, tree.span.line, tree.span.column, tree.span.line, tree.span.column + 1)
    entries = {
        key: Entry(key, start, ScalarNode(value, str(value), start))
        for key, value in head.items()
        if value is not None
    }
    return replace(tree, entries=entries | dict(tree.entries))


def _no_evidence(entry: Entry) -> Diagnostic:
    return Diagnostic(
        "round.no-evidence",
        Text(f"“{entry.written}”不是证明材料：步骤和日期写在命令里，校验值由程序填写。",
             f"{entry.written} is no evidence: step and days are given to the command, seals worked out."),
        entry.key_span,
        help=Text("请从证明材料中删去；步骤和日期用 --step、--date、--until 写明。",
                  "Delete it here; give step and days by --step, --date and --until."),
    )  # fmt: skip


def _not_under_its_key(place: Span | None, id_: str | None) -> Diagnostic:
    keys = fields_of(id_) or EVIDENCE
    titles = "”或者“".join(f"{Event.model_fields[key].title}:" for key in keys[:1] or keys)
    return Diagnostic(
        "round.evidence-without-key",
        Text("证明材料没有写明是什么证明：清单和栏目要放在证明的名称之下。",
             "The evidence does not say what it is: lists and records stand below their name."),
        place,
        help=Text(f"请写在“{titles}”之下，每行缩进两格。",
                  f"Write it below {keys[0]}:, each line indented by two."),
    )  # fmt: skip
