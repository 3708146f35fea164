"""How the lines above are indented, and where a bracket is closed: for saying why YAML stopped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from policy_engine.source.positions import Positions
from policy_engine.source.yaml_slips import masked

_ITEM = re.compile(r"(?:- +)+")
_CLOSER = {"[": "]", "{": "}"}


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def is_item(line: str) -> bool:
    return line.lstrip(" ").startswith("- ") or line.strip() == "-"


def line_above(number: int, positions: Positions) -> int | None:
    """The nearest line above that says something."""
    for above in range(number - 1, 0, -1):
        if masked(positions.line(above)).strip():
            return above
    return None


@dataclass(frozen=True, slots=True)
class Levels:
    """The indentations in use above a line, each in ascending order: of keys, and of the items of lists."""

    keys: tuple[int, ...]
    items: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        return tuple(sorted({*self.keys, *self.items}))


def levels_above(number: int, positions: Positions) -> Levels:
    """What a line may be aligned with: the lines above, as far as they lead up to the top."""
    keys: set[int] = set()
    items: set[int] = set()
    lowest: int | None = None
    above = line_above(number, positions)
    while above is not None and lowest != 0:
        line = positions.line(above)
        indent = indent_of(line)
        if lowest is None or indent < lowest:
            found = _ITEM.match(line, indent)
            if found:
                items.add(indent)
            keys.add(found.end() if found else indent)
            lowest = indent
        above = line_above(above, positions)
    return Levels(tuple(sorted(keys)), tuple(sorted(items)))


@dataclass(frozen=True, slots=True)
class Closing:
    """Where a bracket is closed, or what is in the way (`line`, `offset` from 0)."""

    kind: Literal["closed", "other", "open", "comment"]
    line: int
    offset: int


def closing_of(line: int, offset: int, positions: Positions) -> Closing:
    """Look for the closing of the bracket at a place.

    closed; closed by another bracket; never (`open`); or behind a comment.
    """
    found = _search(line, offset, positions, comments=False)
    if found.kind == "open":
        behind = _search(line, offset, positions, comments=True)
        if behind.kind == "closed":
            return Closing("comment", behind.line, _comment_in(positions.line(behind.line)))
    return found


def _search(first: int, offset: int, positions: Positions, *, comments: bool) -> Closing:
    opening = indent_of(positions.line(first)) if offset else -1  # a whole document in brackets
    waiting: list[str] = []
    number, start = first, offset
    while number == first or _goes_on(number, opening, positions):
        line = positions.line(number)
        bare = masked(line)
        if comments:
            bare = bare[: _comment_in(line)] + line[_comment_in(line) :]
        for at in range(start, len(bare)):
            sign = bare[at]
            if sign in _CLOSER:
                waiting.append(_CLOSER[sign])
            elif sign in "]}":
                if sign != waiting.pop():
                    return Closing("other", number, at)
                if not waiting:
                    return Closing("closed", number, at)
        number, start = number + 1, 0
    return Closing("open", first, offset)


def _goes_on(number: int, opening: int, positions: Positions) -> bool:
    """Whether what was opened may go on here: YAML wants it indented more than where it began."""
    if number > positions.count:
        return False
    line = positions.line(number)
    return not line.strip() or indent_of(line) > opening or line.lstrip()[0] in "]}"


def _comment_in(line: str) -> int:
    """Where a line's comment begins; its length when it has none."""
    bare = masked(line)
    at = len(bare.rstrip())
    rest = line[at:]
    return at + len(rest) - len(rest.lstrip()) if rest.strip() else len(line)
