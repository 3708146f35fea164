"""Safe changes made in the text of a file: every other character stays as it is.

The comments that belong to what goes, go with it: on another entry they would be untrue.
"""

from __future__ import annotations

import re

from policy_engine.diagnostics import Span
from policy_engine.linting.comments import Comments, is_to_stay
from policy_engine.linting.edits import Edit, Removal, Rewriting
from policy_engine.source.positions import Positions
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
        self._comments = Comments(text, root)

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
        if self._comments.inside(start, end):
            return None
        comma = _COMMA.match(self._text, end)
        behind = end if comma is None else comma.end()
        if self._comments.beside(behind) or self._comments.above(start):
            # YAML reads {a: 1,} too, so that a comma before it may stay.
            return self._without_lines(start, behind) if self._comments.alone(start, behind) else None
        if comma is not None:
            first, last = self._comments.lines(start, behind)
            return self._text[:first] + self._text[last:]
        before = _COMMA_BEFORE.search(self._text[:start])
        if before is not None:
            return self._text[: before.start()] + self._text[end:]
        first, last = self._comments.lines(start, end)
        return None if (first, last) == (start, end) else self._text[:first] + self._text[last:]

    def _out_of_block(self, start: int, end: int) -> str | None:
        """Its lines; not the first key of an item, which stands behind the item's hyphen."""
        return self._without_lines(start, end) if self._comments.alone(start, end) else None

    def _without_lines(self, start: int, end: int) -> str | None:
        """Without the lines of an entry and the comments that belong to it; None where these are to stay."""
        first, last = self._comments.stretch(start, end)
        of_the_file = first == 0 and self._comments.above(start)  # what stands at the very top
        if of_the_file or any(is_to_stay(comment) for comment in self._comments.inside(first, last)):
            return None
        return self._text[:first] + self._text[last:]


def _holds_one(node: Node | None) -> bool:
    """Whether an entry is all there is; an id beside it only says whose it would be."""
    if isinstance(node, MappingNode):
        return len(node.entries.keys() - {"id"}) == 1
    return isinstance(node, SequenceNode) and len(node.items) == 1


def _quoted(text: str, quote: str) -> str:
    if quote == "'":
        return text.replace("'", "''")
    return text.replace("\\", "\\\\").replace('"', '\\"') if quote else text
