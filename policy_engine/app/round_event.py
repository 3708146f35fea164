"""An event to append to a round's log, with its evidence."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TypeAlias

from pydantic import ValidationError

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError
from policy_engine.documents.errors import model_diagnostics
from policy_engine.documents.round import Event
from policy_engine.documents.schema import schema_of
from policy_engine.source.canonical import canonical
from policy_engine.source.read import read_tree, with_causes
from policy_engine.source.schema_errors import schema_diagnostics
from policy_engine.source.tree import Entry, MappingNode, ScalarNode

# What the command line says, and what is worked out; evidence has no say in either.
_NOT_EVIDENCE = ("step", "date", "until", "previous")
_Head: TypeAlias = "dict[str, str | datetime.date | None]"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is to be appended. `evidence` is a document's content, and its name as messages show it."""

    step: str
    date: datetime.date
    until: datetime.date | None = None
    evidence: tuple[bytes, str] | None = None

    def typed(self) -> Event:
        """The event as the log will have it.

        Raises DocumentError for evidence that cannot be read, UsageError for one that ends before it begins.
        """
        if self.until is not None and self.until < self.date:
            raise UsageError(_ends_before(self.date, self.until))
        head: _Head = {"step": self.step.strip(), "date": self.date, "until": self.until}
        if self.evidence is None:
            return Event.model_validate({name: value for name, value in head.items() if value is not None})
        data, name = self.evidence
        read = read_tree(data, name)
        tree = canonical(read.root, schema_of(Event))
        ours = [tree.entries[key] for key in _NOT_EVIDENCE if key in tree.entries]
        if ours:
            raise DocumentError(map(_no_evidence, ours))
        whole = _with_head(tree, head)
        try:
            return Event.model_validate(whole.to_plain())
        except ValidationError as error:
            found = schema_diagnostics(whole, schema_of(Event)) or model_diagnostics(error, whole)
            raise DocumentError(with_causes(found, read.warnings)) from None


def _with_head(tree: MappingNode, head: _Head) -> MappingNode:
    start = Span(tree.span.file, tree.span.line, tree.span.column, tree.span.line, tree.span.column + 1)
    entries = {
        key: Entry(key, start, ScalarNode(value, str(value), start))
        for key, value in head.items()
        if value is not None
    }
    return replace(tree, entries=entries | dict(tree.entries))


def _ends_before(date: datetime.date, until: datetime.date) -> Diagnostic:
    return Diagnostic(
        "round.ends-before-it-begins",
        Text(
            f"最后一天 {until} 早于开始的日期 {date}。", f"The last day {until} is before the first, {date}."
        ),
        help=Text("请核对 --date 和 --until。", "Check --date and --until."),
    )


def _no_evidence(entry: Entry) -> Diagnostic:
    return Diagnostic(
        "round.no-evidence",
        Text(f"“{entry.written}”不是证明材料：步骤和日期写在命令里，校验值由程序填写。",
             f"{entry.written} is no evidence: step and days are given to the command, seals worked out."),
        entry.key_span,
        help=Text("请从证明材料中删去；步骤和日期用 --step、--date、--until 写明。",
                  "Delete it here; give step and days by --step, --date and --until."),
    )  # fmt: skip
