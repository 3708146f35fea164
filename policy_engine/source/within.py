"""A stretch of a text value → the stretch of the file where it was written.

A text may be folded over several lines, indented as a block, or hold escapes.
All of that leaves the characters that are not white space in their order, so
the two are laid side by side, and the answer is given only when they agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policy_engine.diagnostics import Span
from policy_engine.source.positions import Positions
from policy_engine.source.tree import ScalarNode

_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)")
_PLAIN = re.compile(r".", re.DOTALL)
_SINGLE_QUOTED = re.compile(r"''|.", re.DOTALL)
_DOUBLE_QUOTED = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)|.", re.DOTALL
)  # fmt: skip
# Escapes that stand for white space, or for nothing at all: a line break that is taken out.
_BLANK_ESCAPES = frozenset("ntrvfN_LP \t\r\n")


def span_within(node: ScalarNode, start: int, end: int) -> Span:
    """Where the characters [start, end) of the node's text stand; the whole value where nobody can tell."""
    if node.raw is None:
        return _in_one_piece(node, start, end)
    offsets = _offsets(node.text, node.raw)
    if offsets is None:
        return node.span
    positions = Positions(node.raw, node.span.file)
    first = offsets[start] if start < len(offsets) else _end_of(offsets)
    last = offsets[end - 1] + 1 if start < end <= len(offsets) else first
    line, column = _in_file(positions.place(first), node.span)
    return Span(node.span.file, line, column, *_in_file(positions.place(last), node.span))


def _in_one_piece(node: ScalarNode, start: int, end: int) -> Span:
    span = node.span
    quotes = 0 if node.plain else 1
    if span.line != span.end_line or span.end_column - span.column != len(node.text) + 2 * quotes:
        return span
    first = span.column + quotes
    return Span(span.file, span.line, first + start, span.line, first + end)


def _in_file(place: tuple[int, int], span: Span) -> tuple[int, int]:
    """A place in the raw text, counted from 1, as one in the file."""
    line, column = place
    return span.line + line - 1, column if line > 1 else span.column + column - 1


def _end_of(offsets: list[int]) -> int:
    return offsets[-1] + 1 if offsets else 0


def _offsets(text: str, raw: str) -> list[int] | None:
    """For each character of the text its offset in `raw`; None when the two do not agree."""
    written = _written(raw)
    offsets: list[int] = []
    for character in text:
        if character.isspace():
            # Kept or made by folding: it follows what stands before it.
            offsets.append(_end_of(offsets))
            continue
        offset, same = next(((at, shown in (character, None)) for at, shown in written), (0, False))
        if not same:
            return None
        offsets.append(offset)
    return offsets


def _written(raw: str) -> Iterator[tuple[int, str | None]]:
    """What `raw` has besides white space: offset, and the character, None for one in an escape."""
    header = _BLOCK_HEADER.match(raw)
    if header:
        yield from _pieces(_PLAIN, raw, header.end(), len(raw))
    elif raw[0] in "'\"":
        form = _SINGLE_QUOTED if raw[0] == "'" else _DOUBLE_QUOTED
        yield from _pieces(form, raw, 1, len(raw) - 1)
    else:
        yield from _pieces(_PLAIN, raw, 0, len(raw))


def _pieces(form: re.Pattern[str], raw: str, start: int, end: int) -> Iterator[tuple[int, str | None]]:
    for piece in form.finditer(raw, start, end):
        written = piece[0]
        if written == "''":
            yield piece.start(), "'"
        elif len(written) == 1:
            if not written.isspace():
                yield piece.start(), written
        elif not _is_blank(written):
            yield piece.start(), None


def _is_blank(escape: str) -> bool:
    if escape[1] in "xuU" and len(escape) > 2:
        return chr(int(escape[2:], 16)).isspace()
    return escape[1] in _BLANK_ESCAPES
