"""YAML → positioned tree, straight from libyaml's events.

No composing: libyaml's composer ends the process with a segmentation fault on
deep nesting, and follows aliases that multiply. The events carry all that is
needed, and are read with a stack of our own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

import yaml

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Span
from policy_engine.source import yaml_problems as problems
from policy_engine.source.positions import Positions
from policy_engine.source.scalars import plain_value, stray_quote
from policy_engine.source.tree import MAX_DEPTH, Entry, MappingNode, Node, ScalarNode, SequenceNode
from policy_engine.source.yaml_slips import DASHES, ODD_SPACES, Slip, line_slips, put_right
from policy_engine.source.yaml_syntax import Stop

# Enough to work through; more would bury the first ones.
MAX_PROBLEMS = 100

_COLON = re.compile(r"\s*:")
_COMMENT = re.compile(r"[ \t]+#")
_CLOSING_MARKS = ('"', "”")
# A key that holds or begins with a sign that no key has: probably a slip.
_ODD_KEY = re.compile(rf"[:：{ODD_SPACES}]|^[{DASHES}]| [\[{{]")
# "key:value" without the space, or with the full-width colon; not a web address.
_LIKE_ENTRY = re.compile(r"(?:- +)?[^\s:：,，。\"'“(（{\[]{1,30}(?:：|:(?!//)(?=\S))")


@dataclass(slots=True)
class _Key:
    """`text` is None for a key that is not text; its value is read and dropped."""

    text: str | None
    span: Span
    end: int


@dataclass(slots=True)
class _Open:
    """A mapping or sequence that has begun and not ended."""

    start: Any
    flow: bool
    is_mapping: bool
    is_key: bool
    entries: dict[str, Entry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: _Key | None = None
    end: Span | None = None


class Builder:
    """Takes events one by one; afterwards `root` is the tree and `found` what to say about it.

    `slips` are those among what was found that can be put right for reading on.
    """

    def __init__(self, positions: Positions) -> None:
        self.root: Node | None = None
        self.found: list[Diagnostic] = []
        self.slips: list[Slip] = []
        self.positions = positions
        self._text = positions.text
        self._name = positions.file
        self._open: list[_Open] = []
        self._documents = self._errors = 0
        self._aliases: set[str] = set()
        self._fine_keys: set[str] = set()

    def read(self) -> Stop | None:
        """Take all events of the text; where it cannot be read further, that place."""
        event = None
        try:
            for event in yaml.parse(self._text, Loader=yaml.CLoader):
                self.take(event)
        except yaml.MarkedYAMLError as error:
            lines = tuple(opened.start.line + 1 for opened in self._open if opened.flow)
            return Stop(error, event, lines, self.positions)
        return None

    def take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._give_up(problems.several_documents(self._span(event)))

    def _alias(self, event: Any) -> None:
        span = self._span(event)
        # Once for each name: a chain of aliases can be long, and one is enough to know.
        if event.anchor not in self._aliases:
            self._aliases.add(event.anchor)
            self._report(problems.alias(event.anchor, span))
        self._place(ScalarNode(None, "", span), event.end_mark.index)

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(self._name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _report(self, diagnostic: Diagnostic) -> None:
        self.found.append(diagnostic)
        self._errors += diagnostic.severity is Severity.ERROR
        if self._errors >= MAX_PROBLEMS:
            raise DocumentError(self.found)

    def _give_up(self, diagnostic: Diagnostic) -> None:
        raise DocumentError([*self.found, diagnostic])

    def _check_decoration(self, event: Any, span: Span) -> None:
        if event.tag is not None:
            self._report(problems.tag(event.tag, span))
        if event.anchor is not None:
            self._report(problems.anchor(event.anchor, span))

    def _scalar(self, event: Any) -> None:
        span = self._span(event)
        if event.tag is not None or event.anchor is not None:
            self._check_decoration(event, span)
        written: str = event.value
        plain = not event.style
        if self._expects_key():
            self._open[-1].key = self._key(written, plain, span, event.end_mark.index)
            return
        end = event.end_mark.index
        one_line = span.line == span.end_line
        if not plain:
            as_it_is = one_line and span.end_column - span.column == len(written) + 2
            raw = None if as_it_is else self._text[event.start_mark.index : end]
            self._place(ScalarNode(written, written, span, raw=raw), end)
            return
        raw = None if one_line else self._text[event.start_mark.index : end]
        if not one_line or not self._open or self._stands_alone(span):
            self._check_swallowed(event, span)
        if "，" in written or "、" in written:
            self._check_comma(written, span)
        if self._ends_with_stray_mark(written):
            self._report(stray_quote(written, span))
        value = plain_value(written, span, self._report)
        comment = _COMMENT.match(self._text, end) is not None
        self._place(ScalarNode(value, written, span, True, comment, raw), end)

    @staticmethod
    def _ends_with_stray_mark(written: str) -> bool:
        return written.endswith(_CLOSING_MARKS) and not any(mark in written[:-1] for mark in '"“')

    def _expects_key(self) -> bool:
        return bool(self._open) and self._open[-1].is_mapping and self._open[-1].key is None

    def _key(self, written: str, plain: bool, span: Span, end: int) -> _Key:
        # Most keys stand in a document many times: one look at each is enough.
        if plain and written not in self._fine_keys:
            if self._refused_as_key(written, span):
                return _Key(None, span, end)
            self._fine_keys.add(written)
        first = self._open[-1].entries.get(written)
        if first is not None:
            self._report(problems.duplicate_key("yaml.duplicate-key", written, first.key_span, span))
            return _Key(None, span, end)
        return _Key(written, span, end)

    def _refused_as_key(self, written: str, span: Span) -> bool:
        if written == "<<":
            self._report(problems.merge_key(span))
            return True
        # A number or date as a key is text as written (township codes); null and
        # true are not, because nobody can tell what was meant.
        if isinstance(plain_value(written, span, lambda _: None), bool | None):
            self._report(problems.key_not_text(written, span))
            return True
        if self._ends_with_stray_mark(written):
            # In a text it may be meant; no key ends so.
            self._report(replace(stray_quote(written, span), severity=Severity.ERROR))
            return True
        return _ODD_KEY.search(written) is not None and self._report_slips(span)

    def _report_slips(self, span: Span) -> bool:
        """Whether there are slips in a key; those of its whole line are reported, once."""
        if any(slip.line == span.line for slip in self.slips):
            return True
        depth = sum(opened.flow and opened.start.line + 1 < span.line for opened in self._open)
        found = line_slips(span.line, self.positions, depth)
        if not any(span.column - 1 <= slip.start < span.end_column for slip in found):
            return False
        self.slips += found
        for slip in found:
            self._report(slip.diagnostic)
        return True

    def _stands_alone(self, span: Span) -> bool:
        """Whether a mapping's value begins its own line, as "code:331004" under "township:" does."""
        key = self._open[-1].key if self._open else None
        if key is None or key.span.line == span.line:
            return False
        return not self.positions.line(span.line)[: span.column - 1].strip()

    def _check_swallowed(self, event: Any, span: Span) -> None:
        """Lines that were meant as entries, but read as more of the text before them."""
        lines = self._text[event.start_mark.index : event.end_mark.index].splitlines()
        if not self._open and not line_slips(span.line, self.positions):
            return  # a document in prose, which is told as a whole
        whole = not self._open or self._stands_alone(span)
        items = False
        for number, line in list(enumerate(lines))[0 if whole else 1 :]:
            content = line.strip()
            if not content or not (content[0] in DASHES or _LIKE_ENTRY.match(content)):
                continue
            slips = line_slips(span.line + number, self.positions)
            dash = any(slip.instead == "- " for slip in slips)
            # Of a list that is swallowed the first line is told of.
            item = dash or content.startswith("- ")
            if dash or _LIKE_ENTRY.match(content) or (item and not items):
                self._report(self._swallowed(content, span.line + number, slips))
                self.slips += slips
            items = items or item

    def _swallowed(self, content: str, number: int, slips: list[Slip]) -> Diagnostic:
        if not self._open and slips:
            return slips[0].diagnostic  # a whole document that is one text: nobody meant that
        line = self.positions.line(number)
        column = line.index(content) + 1
        span = Span(self._name, number, column, number, column + len(content))
        corrected = put_right(line, slips).strip() if slips else None
        return problems.swallowed_entry(content, corrected, span)

    def _check_comma(self, written: str, span: Span) -> None:
        top = self._open[-1] if self._open else None
        if top is not None and top.flow and not top.is_mapping:
            self._report(problems.full_width_comma(written, span))

    def _begin(self, event: Any) -> None:
        if event.tag is not None or event.anchor is not None:
            self._check_decoration(event, self._span(event))
        if len(self._open) >= MAX_DEPTH:
            self._give_up(problems.too_deep("yaml.too-deep", MAX_DEPTH, self._span(event)))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        is_key = self._expects_key()
        if is_key:
            self._report(problems.key_not_text("", self._span(event)))
        self._open.append(_Open(event.start_mark, bool(event.flow_style), is_mapping, is_key))

    def _end(self, event: Any) -> None:
        closed = self._open.pop()
        span = self._collection_span(closed, event)
        if closed.is_key:
            self._open[-1].key = _Key(None, span, event.end_mark.index)
        elif closed.is_mapping:
            self._place(MappingNode(closed.entries, span), event.end_mark.index)
        else:
            self._place(SequenceNode(tuple(closed.items), span), event.end_mark.index)

    def _collection_span(self, closed: _Open, event: Any) -> Span:
        # A block ends, for libyaml, where the next thing begins; for a reader,
        # where its last value ends.
        span = self._span(event)
        start = closed.start
        last = span if closed.flow or closed.end is None else closed.end
        return Span(self._name, start.line + 1, start.column + 1, last.end_line, last.end_column)

    def _place(self, node: Node, end: int) -> None:
        if not self._open:
            self.root = node
            return
        top = self._open[-1]
        top.end = node.span
        if not top.is_mapping:
            top.items.append(node)
            return
        key = top.key
        if key is None:  # an alias where a key should stand; it has been reported
            top.key = _Key(None, node.span, end)
            return
        top.key = None
        if key.text is None:
            return
        if top.flow and key.end == end and not _COLON.match(self._text, end):
            if not (_ODD_KEY.search(key.text) and self._report_slips(key.span)):
                self._report(problems.key_without_value(key.text, key.span))
            return
        top.entries[key.text] = Entry(key.text, key.span, node)
