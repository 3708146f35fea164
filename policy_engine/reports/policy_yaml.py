"""A tree as YAML that reads back to the same values: one-line ("flow") form, keys and scalars."""

from __future__ import annotations

import datetime
import json
import re
from fractions import Fraction

from policy_engine.diagnostics import Diagnostic, Span
from policy_engine.expr.numbers import plain
from policy_engine.source.scalars import plain_value
from policy_engine.source.tree import MappingNode, Node, ScalarNode, SequenceNode, Value

# Narrower than YAML, and than the reader, on purpose: no mark that could mean anything to either.
_NEEDS_NO_QUOTES = re.compile(r"[\w《（〔](?:[\w《》（）〔〕()%/+\- ]*[\w》）〕)%+])?")
_NOWHERE = Span("", 1, 1, 1, 1)


def key_text(key: str) -> str:
    """A key, in quotes where it could be taken for anything but text."""
    return _text(key)


def flow_text(node: Node) -> str:
    """The node on one line: {by: class, values: {large: 95}}."""
    if isinstance(node, MappingNode):
        inside = (f"{key_text(key)}: {flow_text(entry.node)}" for key, entry in node.entries.items())
        return f"{{{', '.join(inside)}}}"
    if isinstance(node, SequenceNode):
        return f"[{', '.join(map(flow_text, node.items))}]"
    if isinstance(node, ScalarNode):
        return scalar_text(node)
    raise TypeError(f"no YAML for {node!r}")


def scalar_text(node: ScalarNode) -> str:
    """A value. Numbers have the digits that the file has; text that could be misread is quoted."""
    match node.value:
        case None:
            return "null"
        case bool():
            return "true" if node.value else "false"
        case int() | Fraction():
            return node.text if _reads_as(node.text, node.value) else plain(node.value)
        case datetime.date():
            return node.value.isoformat()
        case str():
            return _text(node.value) if node.plain else _quoted(node.value)


def _text(text: str) -> str:
    safe = _NEEDS_NO_QUOTES.fullmatch(text) and text.isprintable() and _reads_as(text, text)
    return text if safe else _quoted(text)


def _reads_as(text: str, value: Value) -> bool:
    """Whether the reader takes the unquoted text for the value, and has nothing to say about it."""
    remarks: list[Diagnostic] = []
    read = plain_value(text, _NOWHERE, remarks.append)
    return type(read) is type(value) and read == value and not remarks


def _quoted(text: str) -> str:
    """JSON's quotes are YAML's too; what does not print is escaped, also where JSON need not."""
    return "".join(
        character if character.isprintable() else _escaped(character)
        for character in json.dumps(text, ensure_ascii=False)
    )


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
