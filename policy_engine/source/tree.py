"""The positioned tree: what a document says, and where it says it.

YAML and JSON become the same tree, so everything above reads one shape. Depth
is bounded by the readers (`MAX_DEPTH`), which is why recursion here is safe.
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from policy_engine.diagnostics import Span

Value: TypeAlias = bool | int | Fraction | str | datetime.date | None
Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]

MAX_DEPTH = 100


class Node(ABC):
    """A value of a document with the stretch of the file it was read from."""

    __slots__ = ()
    span: Span

    @abstractmethod
    def child(self, step: Step) -> Node | None:
        """The node one step down: a key of a mapping, a 0-based number of a sequence."""

    @abstractmethod
    def to_plain(self) -> Any:
        """dict, list and scalars; numbers exact (int or Fraction), dates as datetime.date."""

    def at(self, path: Path) -> Node | None:
        """The node at `path`, e.g. ("posts", 3, "seats"); None where the document has none."""
        node: Node | None = self
        for step in path:
            node = None if node is None else node.child(step)
        return node

    def span_of(self, path: Path) -> Span:
        """The place of the deepest node that exists along `path`."""
        node: Node = self
        for step in path:
            below = node.child(step)
            if below is None:
                break
            node = below
        return node.span

    def key_span(self, path: Path) -> Span | None:
        """The place of the key that ends `path`; None when it does not end at a written key."""
        parent = self.at(path[:-1]) if path else None
        if not isinstance(parent, MappingNode) or not isinstance(path[-1], str):
            return None
        entry = parent.entries.get(path[-1])
        return None if entry is None else entry.key_span


@dataclass(frozen=True, slots=True)
class ScalarNode(Node):
    """One value.

    `text` is the value as written, without quotes. `plain` is true for YAML text
    without quotes; only such text can be cut by " #", and `comment_follows` says
    that it may have been. `raw` is the stretch of the file from which the text
    was made by folding lines or undoing escapes; None where it stands in the
    file as it is.
    """

    value: Value
    text: str
    span: Span
    plain: bool = False
    comment_follows: bool = False
    raw: str | None = None

    def child(self, _step: Step) -> None:
        return None

    def to_plain(self) -> Value:
        return self.value


class Entry(NamedTuple):
    """A key with its value; `written` is the key as the file has it, in Chinese or in English.

    `named` says of a canonical tree that the schema gives the key its name;
    ids, codes and classes are the writer's own.
    """

    written: str
    key_span: Span
    node: Node
    named: bool = False


@dataclass(frozen=True, slots=True)
class MappingNode(Node):
    """Keys in the order written."""

    entries: Mapping[str, Entry]
    span: Span

    def child(self, step: Step) -> Node | None:
        entry = self.entries.get(step) if isinstance(step, str) else None
        return None if entry is None else entry.node

    def keys_with_values(self) -> dict[str, Value]:
        """Its keys with their values, None for what is no scalar: enough to tell its form."""
        return {
            key: entry.node.value if isinstance(entry.node, ScalarNode) else None
            for key, entry in self.entries.items()
        }

    def to_plain(self) -> dict[str, Any]:
        return {key: entry.node.to_plain() for key, entry in self.entries.items()}


@dataclass(frozen=True, slots=True)
class SequenceNode(Node):
    items: tuple[Node, ...]
    span: Span

    def child(self, step: Step) -> Node | None:
        if isinstance(step, int) and 0 <= step < len(self.items):
            return self.items[step]
        return None

    def to_plain(self) -> list[Any]:
        return [item.to_plain() for item in self.items]
