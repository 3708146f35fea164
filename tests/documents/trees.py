"""Plain values as positioned trees, and every place in them, changed in every way."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from policy_engine.diagnostics import Span
from policy_engine.source.tree import Entry, MappingNode, Node, Path, ScalarNode, SequenceNode

_NOWHERE = Span("policy.yaml", 1, 1, 1, 1)
_NAME = re.compile("[a-z][a-z0-9_]*")
GONE = object()
# What may stand where something else should.
VALUES: tuple[Any, ...] = (
    None, True, False, 0, 7, -1, Fraction(1, 2), Fraction(5, 2), "", "x", "L4", "U12", "331004", "20%", "3/2",
    "2024-01-01", datetime.date(2024, 1, 1), [], ["x"], [7], [{"id": "x"}], {}, {"x": 1}, {"id": "x"},
    {"by": "class", "values": {"x": 1}}, {"by": "class"}, GONE,
)  # fmt: skip
ENTRIES: tuple[tuple[str, Any], ...] = (("unknown", 1), ("remove", True), ("remove", False), ("remove", None))
ITEMS: tuple[Any, ...] = (
    None,
    True,
    7,
    Fraction(1, 2),
    "x",
    {},
    {"id": "x"},
    {"id": "x", "remove": True},
    [],
)


def node_of(value: Any) -> Node:
    """The tree of a plain value."""
    if isinstance(value, dict):
        entries = {key: Entry(key, _NOWHERE, node_of(each)) for key, each in value.items()}
        return MappingNode(entries, _NOWHERE)
    if isinstance(value, list):
        return SequenceNode(tuple(map(node_of, value)), _NOWHERE)
    return ScalarNode(value, str(value), _NOWHERE)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """The paths of everything in a value, itself apart."""
    steps: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for step, below in steps:
        yield (*path, step)
        yield from places(below, (*path, step))


def kind_of_place(path: Path) -> str:
    """The same for all items of a list, and for codes and ids as keys: they are read by the same rules."""
    return ".".join(step if isinstance(step, str) and _NAME.fullmatch(step) else "*" for step in path)


def changed(document: dict[str, Any], path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document with another value at the path, or with one more in the list or record there."""
    here: Any = document
    for step in path:
        here = here[step]
    for value in VALUES:
        yield f"is {'gone' if value is GONE else repr(value)}", _with(document, path, value)
    if isinstance(here, dict):
        for key, value in ENTRIES:
            yield f"has {key}: {value!r}", _with(document, path, {**here, key: value})
    if isinstance(here, list):
        for item in ITEMS:
            yield f"has the item {item!r}", _with(document, path, [*here, item])


def _with(value: Any, path: Path, new: Any) -> Any:
    """A copy of the value in which `new` stands at the path; what is not on the way is shared."""
    if not path:
        return new
    step, *rest = path
    below = new if not rest else _with(value[step], tuple(rest), new)
    if isinstance(value, list):
        assert isinstance(step, int)
        return [*value[:step], *([] if below is GONE else [below]), *value[step + 1 :]]
    if below is GONE:
        return {key: each for key, each in value.items() if key != step}
    return {**value, step: below}


def alone(value: Any, path: Path) -> tuple[Any, Path]:
    """The value with little but the path in it: of records the plain entries, of lists of records the one.

    The path comes back as it is in there.
    """
    if not path:
        return value, path
    step, rest = path[0], path[1:]
    below, inside = alone(value[step], rest)
    if isinstance(value, list):
        return ([below], (0, *inside)) if isinstance(below, dict) else (value, path)
    kept = {key: each for key, each in value.items() if not isinstance(each, dict | list)}
    return {**kept, step: below}, (step, *inside)
