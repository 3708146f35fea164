"""Safe changes made in the text of a file: every other character, and every comment, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_engine.diagnostics import Span
from policy_engine.linting.edits import Edit, Removal, Rewriting
from policy_engine.source.positions import LINE_BREAK, Positions
from policy_engine.source.tree import MappingNode, Node, Path, ScalarNode, SequenceNode
from policy_engine.source.within import span_within

_COMMA = re.compile(r"\s*,[ \t]*")
_COMMA_BEFORE = re.compile(r",\s*\Z")


def applied(text: str, root: MappingNode, edit: Edit) -> str | None:
    """The text with the change; None where the file is laid out so that it cannot be made safely.

    `root` is the canonical tree read from the text.
    """
    page = _Page(text, root)
    return page.without(edit.path) if isinstance(edit, Removal) else page.rewritten(edit)


class _Page:
    def __init__(self, text: str, root: MappingNode) -> None:
        self._text = text
        self._root = root
        self._positions = Positions(text, root.span.file)

    def _start(self, span: Span) -> int:
        return self._positions.offset(span.line, span.column)

    def _end(self, span: Span) -> int:
        return self._positions.offset(span.end_line, span.end_column)

    def _last(self, node: Node) -> int:
        """Where the node ends; a block's own span reaches on to what follows it."""
        if self._in_braces(node) or isinstance(node, ScalarNode):
            return self._end(node.span)
        if isinstance(node, MappingNode):
            entries = node.entries.values()
            return max(max(self._end(each.key_span), self._last(each.node)) for each in entries)
        if isinstance(node, SequenceNode):
            return max(map(self._last, node.items))
        raise TypeError(type(node).__name__)

    def _in_braces(self, node: Node) -> bool:
        return self._text.startswith(("{", "["), self._start(node.span))

    def rewritten(self, edit: Rewriting) -> str | None:
        """With a stretch of an expression replaced, in the quotation marks that it stands in."""
        node = self._root.at(edit.path)
        if not isinstance(node, ScalarNode):
            return None
        span = span_within(node, edit.start, edit.end)
        if span == node.span and (edit.start, edit.end) != (0, len(node.text)):
            return None  # nobody can tell where it stands
        start, end = self._start(span), self._end(span)
        first = self._text[self._start(node.span)]
        quote = first if first in "'\"" else ""
        if span == node.span and quote:
            start, end = start + 1, end - 1
        return self._text[:start] + _quoted(edit.text, quote) + self._text[end:]

    def without(self, path: Path) -> str | None:
        """Without the entry, and without whatever would hold nothing then."""
        parent = self._root.at(path[:-1])
        if len(path) > 1 and _holds_one(parent):
            return self.without(path[:-1])
        node = self._root.at(path)
        if parent is None or node is None or (parent is self._root and _holds_one(parent)):
            return None
        key = self._root.key_span(path)
        start, end = self._start(key or node.span), self._last(node)
        if self._in_braces(parent):
            return self._out_of_braces(start, end)
        return self._out_of_block(start, end)

    def _out_of_braces(self, start: int, end: int) -> str | None:
        """With the comma behind it, or of the last entry that before it."""
        if any(True for _ in self._comments(start, end)):
            return None
        comma = _COMMA.match(self._text, end)
        if comma is not None:
            first, last = self._whole_lines(start, comma.end())
            return self._text[:first] + self._text[last:]
        before = _COMMA_BEFORE.search(self._text[:start])
        if before is not None:
            return self._text[: before.start()] + self._text[end:]
        first, last = self._whole_lines(start, end)  # YAML reads {a: 1,} too
        return None if (first, last) == (start, end) else self._text[:first] + self._text[last:]

    def _whole_lines(self, start: int, end: int) -> tuple[int, int]:
        """The stretch with the blanks and the line break around it, where nothing else stands there."""
        line, _ = self._positions.place(start)
        line_start = self._positions.offset(line, 1)
        found = LINE_BREAK.search(self._text, end)
        if found is None or self._text[line_start:start].strip() or self._text[end : found.start()].strip():
            return start, end
        return line_start, found.end()

    def _out_of_block(self, start: int, end: int) -> str | None:
        """Its lines, without the comments in them: these stay, each on a line of its own."""
        first, _ = self._positions.place(start)
        line_start = self._positions.offset(first, 1)
        lead = self._text[line_start:start]
        is_item = lead.strip() == "-"
        if lead.strip() and not is_item:
            return None  # the first key of an item, behind its hyphen
        found = LINE_BREAK.search(self._text, end)
        line_end = len(self._text) if found is None else found.end()
        break_ = "" if found is None else found[0]
        rest = self._text[end : line_end - len(break_)].strip()
        if rest and not rest.startswith("#"):
            return None
        indent = lead[: len(lead) - len(lead.lstrip())]
        kept = [f"{indent}{comment}{break_ or chr(10)}" for comment in self._comments(start, line_end)]
        return self._text[:line_start] + "".join(kept) + self._text[line_end:]

    def _comments(self, start: int, end: int) -> Iterator[str]:
        """The comments in a stretch, which begins and ends outside of any value."""
        inside = [(self._start(s), self._end(s)) for s in _written(self._root)]
        inside = [stretch for stretch in inside if stretch[1] > start and stretch[0] < end]
        at = start
        while (at := self._text.find("#", at, end)) >= 0:
            if any(first <= at < last for first, last in inside) or self._text[at - 1 : at].strip():
                at += 1
                continue
            found = LINE_BREAK.search(self._text, at)
            stop = len(self._text) if found is None else found.start()
            yield self._text[at:stop].rstrip()
            at = stop


def _holds_one(node: Node | None) -> bool:
    """Whether an entry is all there is; an id beside it only says whose it would be."""
    if isinstance(node, MappingNode):
        return len(node.entries.keys() - {"id"}) == 1
    return isinstance(node, SequenceNode) and len(node.items) == 1


def _written(node: Node) -> Iterator[Span]:
    """The places of all keys and values."""
    if isinstance(node, ScalarNode):
        yield node.span
    elif isinstance(node, MappingNode):
        for entry in node.entries.values():
            yield entry.key_span
            yield from _written(entry.node)
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _written(item)


def _quoted(text: str, quote: str) -> str:
    if quote == "'":
        return text.replace("'", "''")
    return text.replace("\\", "\\\\").replace('"', '\\"') if quote else text
