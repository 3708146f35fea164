"""JSON → positioned tree: strict, exact, with a place for every key and value.

Documents in JSON normally go straight to the models; this reader runs when an
error or a finding has to be placed, or when the fast path cannot vouch for the
document (guard.py). It therefore accepts all that the fast path accepts.
"""

from __future__ import annotations

import re
from fractions import Fraction
from json import JSONDecodeError, JSONDecoder
from typing import NoReturn

from policy_engine.diagnostics import Diagnostic, DocumentError, Span
from policy_engine.source import json_problems as problems
from policy_engine.source.positions import Positions
from policy_engine.source.scalars import MAX_DIGITS, exact, too_many_digits
from policy_engine.source.tree import MAX_DEPTH, Entry, MappingNode, Node, ScalarNode, SequenceNode
from policy_engine.source.yaml_problems import duplicate_key, too_deep

MAX_EXPONENT = 30

_SPACE = re.compile(r"[ \t\n\r]*")
_SIMPLE_STRING = re.compile(r'"([^"\\\x00-\x1f]*)"')
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)(?:[eE]([-+]?[0-9]+))?")
# Everything up to the next structural character: what somebody wrote as one value.
_WORD = re.compile(r"[^\s,:\[\]{}\"，：]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DECODER = JSONDecoder()
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def read_json(text: str, name: str) -> tuple[Node, list[Diagnostic]]:
    """The tree of the only value in `text`, and warnings (JSON has none).

    Raises DocumentError: duplicate keys all at once, a mistake in the syntax ends reading.
    """
    reader = _Reader(text, name)
    root = reader.document()
    if reader.found:
        raise DocumentError(reader.found)
    return root, []


class _Reader:
    def __init__(self, text: str, name: str) -> None:
        self.found: list[Diagnostic] = []
        self._text = text
        self._positions = Positions(text, name)

    def document(self) -> Node:
        node, end = self._value(self._skip(0), 0)
        end = self._skip(end)
        if end < len(self._text):
            self._stop(problems.more_follows(self._span(end), self._text[end]))
        return node

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _span(self, start: int, end: int | None = None) -> Span:
        return self._positions.span(start, end)

    def _stop(self, diagnostic: Diagnostic) -> NoReturn:
        raise DocumentError([*self.found, diagnostic])

    def _value(self, at: int, depth: int) -> tuple[Node, int]:
        """The value that starts at `at` and the offset behind it."""
        start = self._text[at : at + 1]
        if start == '"':
            content, end = self._string(at)
            return ScalarNode(content, content, self._span(at, end)), end
        if start in ("{", "["):
            if depth >= MAX_DEPTH:
                self._stop(too_deep("json.too-deep", MAX_DEPTH, self._span(at)))
            return self._object(at, depth + 1) if start == "{" else self._array(at, depth + 1)
        return self._word(at)

    def _object(self, start: int, depth: int) -> tuple[Node, int]:
        entries: dict[str, Entry] = {}
        at = self._skip(start + 1)
        if self._text.startswith("}", at):
            return MappingNode(entries, self._span(start, at + 1)), at + 1
        while True:
            at = self._entry(at, depth, entries)
            following = self._after_item(at, start, "}")
            if following is None:
                return MappingNode(entries, self._span(start, at + 1)), at + 1
            at = following

    def _entry(self, at: int, depth: int, entries: dict[str, Entry]) -> int:
        if self._text[at : at + 1] != '"':
            self._stop(problems.key_expected(self._text, at, self._span(at)))
        key, end = self._string(at)
        key_span = self._span(at, end)
        colon = self._skip(end)
        if self._text[colon : colon + 1] != ":":
            self._stop(problems.colon_expected(self._text, colon, self._span(colon), key))
        node, end = self._value(self._skip(colon + 1), depth)
        first = entries.get(key)
        if first is None:
            entries[key] = Entry(key, key_span, node)
        else:
            self.found.append(duplicate_key("json.duplicate-key", key, first.key_span, key_span))
        return self._skip(end)

    def _array(self, start: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        at = self._skip(start + 1)
        if self._text.startswith("]", at):
            return SequenceNode((), self._span(start, at + 1)), at + 1
        while True:
            node, at = self._value(at, depth)
            items.append(node)
            at = self._skip(at)
            following = self._after_item(at, start, "]")
            if following is None:
                return SequenceNode(tuple(items), self._span(start, at + 1)), at + 1
            at = following

    def _after_item(self, at: int, start: int, closing: str) -> int | None:
        """The offset of the next item behind a comma; None when `closing` ends the list at `at`."""
        character = self._text[at : at + 1]
        if character == closing:
            return None
        if character != ",":
            self._stop(problems.comma_expected(self._text, at, self._span(at), closing, self._span(start)))
        following = self._skip(at + 1)
        if self._text.startswith(closing, following):
            self._stop(problems.trailing_comma(self._span(at)))
        return following

    def _string(self, at: int) -> tuple[str, int]:
        if simple := _SIMPLE_STRING.match(self._text, at):
            return simple[1], simple.end()
        try:
            content, end = _DECODER.raw_decode(self._text, at)
        except JSONDecodeError as error:
            self._stop(problems.bad_string(error.msg, self._text, at, error.pos, self._positions))
        if _SURROGATE.search(content):
            self._stop(problems.half_character(self._span(at, end)))
        return content, end

    def _word(self, at: int) -> tuple[Node, int]:
        """true, false, null or a number."""
        found = _WORD.match(self._text, at)
        if found is None:
            self._stop(problems.value_expected(self._text, at, self._span(at)))
        word, span = found.group(), self._span(at, found.end())
        if word in _WORDS:
            return ScalarNode(_WORDS[word], word, span), found.end()
        number = _NUMBER.fullmatch(word)
        if number is None:
            self._stop(problems.not_a_value(word, span))
        return ScalarNode(self._number(number, span), word, span), found.end()

    def _number(self, number: re.Match[str], span: Span) -> int | Fraction:
        digits, exponent = number[1], number[2]
        if len(digits) > MAX_DIGITS:
            self._stop(too_many_digits(digits, "json.too-many-digits", span))
        value = exact(digits)
        if exponent is None:
            return value
        sign_and_size = exponent.lstrip("+-").lstrip("0")
        if len(sign_and_size) > 3 or int(sign_and_size or "0") > MAX_EXPONENT:
            self._stop(problems.huge_exponent(number.group(), MAX_EXPONENT, span))
        scaled = value * Fraction(10) ** int(exponent)
        return scaled.numerator if scaled.denominator == 1 else scaled
