"""From the grammar's rules to syntax-tree nodes; lark calls one method per rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any, TypeAlias, get_args

from policy_engine.diagnostics import Text
from policy_engine.expr.ast import (
    Absent,
    Binary,
    Call,
    Comprehension,
    ComprehensionKind,
    Conditional,
    Expr,
    Has,
    Index,
    ListLiteral,
    Literal,
    MapLiteral,
    Name,
    Place,
    Select,
    Unary,
)
from policy_engine.expr.numbers import exact
from policy_engine.expr.problems import Problem
from policy_engine.expr.syntax_errors import RESERVED, word_operator

# What lark hands over: its tokens (a str with start_pos and end_pos), our nodes, lists of nodes.
Parts: TypeAlias = list[Any]

MACROS: frozenset[str] = frozenset(get_args(ComprehensionKind))
MAX_DIGITS = 40
_CONSTANTS = {"true": True, "false": False, "null": None}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", '"': '"'}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)


def _span(parts: Parts) -> Place:
    """From the first part to the last: a token knows its offsets, a node its place."""
    first, last = parts[0], parts[-1]
    start: int = first.at.start if hasattr(first, "at") else first.start_pos
    end: int = last.at.end if hasattr(last, "at") else last.end_pos
    return Place(start, end)


# What is wrong with the text being read. A mistake that does not keep the parser
# from going on is noted, so that the others are found as well.
_noted: ContextVar[list[Problem]] = ContextVar("_noted")


@contextmanager
def noting_problems() -> Iterator[list[Problem]]:
    """The list to which the tree builder adds what it finds wrong meanwhile."""
    found: list[Problem] = []
    token = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(token)


def _note(code: str, at: Place, message: Text, help_: Text | None = None) -> Expr:
    """Note a problem; what comes back may stand in the tree for what cannot be understood."""
    _noted.get().append(Problem(code, at, message, help_))
    return _not_understood(at)


def _not_understood(at: Place) -> Expr:
    return Absent("unknown", "", Text("", ""), at=at)


class TreeBuilder:
    """One method per rule or alias of grammar.lark."""

    def start(self, parts: Parts) -> Expr:
        tree: Expr = parts[0]
        return tree

    def conditional(self, parts: Parts) -> Expr:
        test, _, then, _, otherwise = parts
        return Conditional(test, then, otherwise, at=_span(parts))

    def binary(self, parts: Parts) -> Expr:
        left, operator, right = parts
        return Binary(str(operator), left, right, at=_span(parts))  # type: ignore[arg-type]  # the grammar's set

    def prefix(self, parts: Parts) -> Expr:
        operator, operand = parts
        return Unary("!" if operator == "!" else "-", operand, at=_span(parts))

    def select(self, parts: Parts) -> Expr:
        base, _, field = parts
        return Select(base, _identifier(field), at=_span(parts), word_at=_span([field]))

    def index(self, parts: Parts) -> Expr:
        base, _, key, _ = parts
        return Index(base, key, at=_span(parts))

    def group(self, parts: Parts) -> Expr:
        inner: Expr = parts[1]
        return replace(inner, at=_span(parts))

    def name(self, parts: Parts) -> Expr:
        word, at = _identifier(parts[0]), _span(parts)
        if word in RESERVED:
            return _reserved(word, at)
        return Name(word, at=at)

    def call(self, parts: Parts) -> Expr:
        word, at, arguments = _identifier(parts[0]), _span(parts), parts[2]
        if word in RESERVED:
            return _reserved(word, _span(parts[:1]))
        if word == "has":
            return _has(arguments, at)
        if word in MACROS:
            return _note(
                "expr.macro-form", at,
                Text(f"{word} 要写在列表后面。", f"{word} is written after its list."),
                Text(f"请写成 列表.{word}(x, …)。", f"Write list.{word}(x, …)."),
            )  # fmt: skip
        return Call(word, tuple(arguments), at=at, word_at=_span(parts[:1]))

    def receiver_call(self, parts: Parts) -> Expr:
        receiver, _, token, _, arguments, _ = parts
        word, at = _identifier(token), _span(parts)
        if word in MACROS:
            return _comprehension(word, receiver, arguments, at)
        return Call(word, (receiver, *arguments), at=at, word_at=_span([token]))

    def arguments(self, parts: Parts) -> list[Expr]:
        return [part for part in parts if not isinstance(part, str)]

    def entries(self, parts: Parts) -> list[tuple[Expr, Expr]]:
        nodes = self.arguments(parts)
        return list(zip(nodes[::2], nodes[1::2], strict=True))

    def list_literal(self, parts: Parts) -> Expr:
        return ListLiteral(tuple(parts[1]), at=_span(parts))

    def map_literal(self, parts: Parts) -> Expr:
        entries: dict[str, Expr] = {}
        for key, value in parts[1]:
            name = _map_key(key)
            if name in entries:
                _note("expr.duplicate-key", key.at,
                      Text(f"键“{name}”写了两次。", f'The key "{name}" is given twice.'),
                      Text("请删去其中一个。", "Delete one of them."))  # fmt: skip
            entries[name] = value
        return MapLiteral(tuple(entries.items()), at=_span(parts))

    def text(self, parts: Parts) -> Expr:
        token = parts[0]
        return Literal(_unescape(token[1:-1], token.start_pos + 1), at=_span(parts))

    def number(self, parts: Parts) -> Expr:
        at = _span(parts)
        if len(parts[0]) > MAX_DIGITS:
            return _note(
                "expr.bad-number", at,
                Text(f"数值有 {len(parts[0])} 位，超过上限 {MAX_DIGITS} 位。",
                     f"The number has {len(parts[0])} digits, more than the limit of {MAX_DIGITS}."),
                Text("请核对数值；若是代码请加引号。", "Check the number; put a code in quotes."),
            )  # fmt: skip
        return Literal(exact(str(parts[0])), at=at)

    def constant(self, parts: Parts) -> Expr:
        return Literal(_CONSTANTS[parts[0]], at=_span(parts))


def _reserved(word: str, at: Place) -> Expr:
    """A reserved word used as a name; `and`, `or`, `not` get the sign that was meant."""
    problem = word_operator(word, at)
    if problem is not None:
        _noted.get().append(problem)
        return _not_understood(at)
    return _note("expr.reserved-word", at,
                 Text(f"“{word}”是保留字，不能作名称。", f'"{word}" is a reserved word, not a name.'),
                 Text("请换一个名称。", "Choose another name."))  # fmt: skip


def _identifier(token: Any) -> str:
    word = str(token)
    normal = unicodedata.normalize("NFKC", word)
    if normal != word:
        _note("expr.full-width", _span([token]),
              Text(f"“{word}”里有全角字符。", f'"{word}" has full-width characters.'),
              Text(f"请写成 {normal}。", f"Write {normal}."))  # fmt: skip
    return normal


def _has(arguments: list[Expr], at: Place) -> Expr:
    if len(arguments) == 1 and isinstance(arguments[0], Select):
        asked = arguments[0]
        return Has(asked.base, asked.field, at=at, word_at=asked.word_at)
    return _note("expr.has-form", at,
                 Text("has(…) 里要写一个字段。", "has(…) takes one field."),
                 Text("例如 has(p.level)。", "For example has(p.level)."))  # fmt: skip


def _comprehension(kind: Any, source: Expr, arguments: list[Expr], at: Place) -> Expr:
    counts = (2, 3) if kind == "map" else (2,)
    if len(arguments) not in counts or not isinstance(arguments[0], Name):
        form = "map(x, 值) 或 map(x, 条件, 值)" if kind == "map" else f"{kind}(x, 条件)"
        form_en = "map(x, value) or map(x, condition, value)" if kind == "map" else f"{kind}(x, condition)"
        return _note("expr.macro-form", at,
                     Text(f"{kind} 的写法不对。", f"{kind} is not written like this."),
                     Text(f"请写成 {form}。", f"Write {form_en}."))  # fmt: skip
    where = arguments[1] if len(arguments) == 3 else None
    return Comprehension(kind, source, arguments[0].name, arguments[-1], where, at=at)


def _map_key(key: Expr) -> str:
    if isinstance(key, Literal) and isinstance(key.value, str):
        return key.value
    _note("expr.map-key", key.at,
          Text("花括号里的键要写成文本。", "The keys in braces are texts."),
          Text("例如 {'id': x}。", "For example {'id': x}."))  # fmt: skip
    return f"?{key.at.start}"  # a name of its own, so that it is not taken for another key


def _unescape(text: str, start: int) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "uU" and len(code) > 1:
            number = int(code[1:], 16)
            if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF:
                return chr(number)
        elif code in _ESCAPES:
            return _ESCAPES[code]
        _note(
            "expr.bad-escape", Place(start + match.start(), start + match.end()),
            Text(f"不认识转义“{match[0]}”。", f'Unknown escape "{match[0]}".'),
            Text("反斜杠请写成 \\\\。", "Write a backslash as \\\\."),
        )  # fmt: skip
        return match[0]

    return _ESCAPE.sub(one, text)
