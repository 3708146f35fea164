"""Where in the text of a round's log an event and the seals are put in.

The text is edited at the places that the tree knows; it is never written anew,
which would lose comments, order and layout.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text
from policy_engine.documents.dumping import tree_of
from policy_engine.documents.round import Event, Round
from policy_engine.policyset.issuing_edits import Edit
from policy_engine.procedures.log import Seal
from policy_engine.reports.block_yaml import item_lines
from policy_engine.reports.policy_keys import Keys, in_keys
from policy_engine.reports.policy_yaml import flow_text
from policy_engine.source.positions import LINE_BREAK, Positions
from policy_engine.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

_HAN = re.compile(r"[\u4e00-\u9fff]")
_REST_OF_LINE = re.compile(r"[ \t]*(#[^\r\n]*)?(?=\r|\n|\Z)")
_INDENT = "  "


def with_event(text: str, root: MappingNode, event: Event, seal: Seal) -> str:
    """The text with the event, which has its own seal, at the end of the log, and all seals as they should.

    `root` is the text's canonical tree. Raises DocumentError where it is laid out so that nothing can be
    put in safely.
    """
    page = _Page(text, root)
    # Of two at the same place the later one ends up first: an entry's seal, then what follows the entry.
    changes = [page.event(event), *page.seals(seal.previous), page.last(seal.last)]
    for change in sorted(changes, key=lambda each: each.start, reverse=True):
        text = text[: change.start] + change.content + text[change.end :]
    return text


class _Page:
    """The text of a log with what is known of its layout."""

    def __init__(self, text: str, root: MappingNode) -> None:
        self._text = text
        self._root = root
        self._positions = Positions(text, root.span.file)
        self._in_braces = text.startswith("{", self._start(root.span))
        self._events = root.entries["events"]
        self._quote = '"' if text.startswith('"', self._start(self._events.key_span)) else ""
        self._keys: Keys = "zh" if _HAN.search(self._events.written) else "en"
        found = LINE_BREAK.search(text)
        self._break = found[0] if found else "\n"

    def _start(self, span: Span) -> int:
        return self._positions.offset(span.line, span.column)

    def _end(self, span: Span) -> int:
        return self._positions.offset(span.end_line, span.end_column)

    def _before(self, span: Span) -> str:
        """What stands before it on its line."""
        return self._positions.line(span.line)[: span.column - 1]

    def _key(self, name: str, model: type[Round] | type[Event]) -> str:
        title = model.model_fields[name].title
        shown = title if self._keys == "zh" and title is not None else name
        return f"{self._quote}{shown}{self._quote}"

    def last(self, digest: str) -> Edit:
        """The seal of the whole log: where there is one in its place, else as an entry before the events."""
        entry = self._root.entries.get("last")
        if entry is not None:
            return self._instead(entry, digest)
        start = self._start(self._events.key_span)
        said = f'{self._key("last", Round)}: "{digest}"'
        before = self._before(self._events.key_span)
        if self._in_braces:
            apart = f"{self._break}{before}" if not before.strip() else " "
            return Edit(start, start, f"{said},{apart}")
        if before.strip(" "):
            raise DocumentError([_laid_out_otherwise(self._events)])
        return Edit(start, start, f"{said}{self._break}{before}")

    def _instead(self, entry: Entry, digest: str) -> Edit:
        start, end = self._start(entry.node.span), self._end(entry.node.span)
        space = " " if start == end and not self._text[:start].endswith((" ", "\t")) else ""
        return Edit(start, end, f'{space}"{digest}"')

    def seals(self, previous: tuple[str, ...]) -> Iterator[Edit]:
        """The seals of the entries that have none yet."""
        items = self._events.node.items if isinstance(self._events.node, SequenceNode) else ()
        for item, digest in zip(items, previous, strict=False):
            entry = item.entries.get("previous") if isinstance(item, MappingNode) else None
            if entry is None:
                yield self._sealed(item, digest)
            elif entry.node.to_plain() != digest:
                yield self._instead(entry, digest)

    def _sealed(self, item: Node, digest: str) -> Edit:
        said = f'{self._key("previous", Event)}: "{digest}"'
        if self._text.startswith("{", self._start(item.span)):
            end = self._end(item.span) - 1
            written = self._text[:end].rstrip()
            at = len(written)
            return Edit(at, at, f" {said}" if written.endswith(",") else f", {said}")
        return self._lines_after(item, [f"{' ' * (item.span.column - 1)}{said}"])

    def event(self, event: Event) -> Edit:
        """The event at the end of the log, laid out as what stands there."""
        log = self._events.node
        if not isinstance(log, SequenceNode):
            raise DocumentError([_laid_out_otherwise(self._events)])
        tree = _with_quoted_seal(in_keys(tree_of(event), self._keys, Event))
        start, end = self._start(log.span), self._end(log.span)
        if not self._text.startswith("[", start):
            return self._lines_after(log.items[-1], list(item_lines(tree, " " * (log.span.column - 1))))
        flow = json.dumps(_plain(tree), ensure_ascii=False) if self._in_braces else flow_text(tree)
        if log.items:
            return self._behind(log, flow)
        if self._in_braces or self._text[start:end].strip("[] \t\r\n"):
            return Edit(start + 1, start + 1, flow)
        return self._instead_of_nothing(log, list(item_lines(tree, self._indent_of_events() + _INDENT)))

    def _indent_of_events(self) -> str:
        before = self._before(self._events.key_span)
        if before.strip(" "):
            raise DocumentError([_laid_out_otherwise(self._events)])
        return before

    def _behind(self, log: SequenceNode, flow: str) -> Edit:
        last = log.items[-1].span
        before = self._before(last)
        own_line = last.line != log.span.line and not before.strip()
        end = self._end(last)
        return Edit(end, end, f",{self._break}{before}{flow}" if own_line else f", {flow}")

    def _instead_of_nothing(self, log: SequenceNode, lines: list[str]) -> Edit:
        """`events: []` becomes a list of one, below the line; what stands behind it stays."""
        end = self._end(log.span)
        behind = _REST_OF_LINE.match(self._text, end)
        if behind is None:
            raise DocumentError([_laid_out_otherwise(self._events)])
        start = len(self._text[: self._start(log.span)].rstrip(" \t"))
        return Edit(start, behind.end(), self._break.join([behind[0].rstrip(), *lines]))

    def _lines_after(self, item: Node, lines: list[str]) -> Edit:
        """New lines below the last one of an entry; where a text in lines ends it, it ends on the next."""
        end = self._end(item.span)
        if item.span.end_column == 1:
            text = "".join(f"{line}{self._break}" for line in lines)
            return Edit(end, end, text if self._text[:end].endswith(("\n", "\r")) else f"{self._break}{text}")
        behind = _REST_OF_LINE.match(self._text, end)
        if behind is None:
            raise DocumentError([_laid_out_otherwise(self._events)])
        return Edit(behind.end(), behind.end(), "".join(f"{self._break}{line}" for line in lines))


def _with_quoted_seal(event: MappingNode) -> MappingNode:
    """The seal, which comes last, in quotation marks whatever its digits are: 12e4… might be a number."""
    key, entry = list(event.entries.items())[-1]
    if not isinstance(entry.node, ScalarNode):
        raise TypeError("an event ends with its seal")
    return replace(
        event, entries={**event.entries, key: entry._replace(node=replace(entry.node, plain=False))}
    )


def _plain(node: Node) -> Any:
    """For JSON, which has dates as text."""

    def shown(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: shown(each) for key, each in value.items()}
        if isinstance(value, list):
            return [shown(each) for each in value]
        return value.isoformat() if isinstance(value, datetime.date) else value

    return shown(node.to_plain())


def _laid_out_otherwise(entry: Entry) -> Diagnostic:
    return Diagnostic(
        "round.layout",
        Text(f"“{entry.written}”的写法特殊，无法在不动其他内容的情况下追加。",
             f"{entry.written} is laid out so that nothing can be added without touching the rest."),
        entry.key_span,
        help=Text("请让每条记录各占一行或数行，以“- ”开头。",
                  'Put each entry on lines of its own that begin with "- ".'),
    )  # fmt: skip
