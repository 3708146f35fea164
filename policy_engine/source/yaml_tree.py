"""YAML → positioned tree, or everything that is wrong with it."""

from __future__ import annotations

import re

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity
from policy_engine.source import yaml_problems as problems
from policy_engine.source.positions import Positions
from policy_engine.source.tree import Node
from policy_engine.source.yaml_builder import MAX_PROBLEMS, Builder
from policy_engine.source.yaml_slips import Slip, put_right
from policy_engine.source.yaml_syntax import Stop, syntax_problems

# Characters YAML does not allow, the line separators that editors and libyaml
# count differently, and the byte order mark inside a text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def read_yaml(text: str, name: str) -> tuple[Node | None, list[Diagnostic]]:
    """The tree of the only document in `text` (None when there is none), and warnings.

    Raises DocumentError with every problem found.
    """
    positions = Positions(text, name)
    forbidden = [
        problems.forbidden_character(found.group(), positions.span(found.start()))
        for found, _ in zip(_FORBIDDEN.finditer(text), range(MAX_PROBLEMS), strict=False)
    ]
    if forbidden:
        raise DocumentError(forbidden)
    builder = Builder(positions)
    stop = builder.read()
    if stop is not None:
        raise DocumentError(_all_problems(stop, builder))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in builder.found):
        raise DocumentError(builder.found)
    return builder.root, builder.found


# How many characters are read again, at most, to find what else is wrong.
_MOST_READ = 2_000_000
# Said of a line that is told of otherwise, these are no mistakes of their own.
_CONSEQUENCES = frozenset({"yaml.swallowed-entry", "yaml.key-without-value"})


def _all_problems(stop: Stop, builder: Builder) -> list[Diagnostic]:
    """Why reading stopped, and what else is wrong further on.

    A slip is put right in a copy of the text, and the copy is read from the
    start; nothing but further problems is taken from it.
    """
    told: list[Diagnostic] = []
    right: set[int] = set()  # the lines that were put right
    again: Stop | None = stop
    for _ in range(min(MAX_PROBLEMS, 1 + _MOST_READ // len(builder.positions.text))):
        slips, found = _next(again, builder)
        told += [one for one in found if _line(one) not in right]
        slips = [slip for slip in slips if slip.line not in right]
        if not slips:
            break
        right.update(slip.line for slip in slips)
        builder = Builder(Positions(_put_right(builder.positions, slips), builder.positions.file))
        try:
            again = builder.read()
        except DocumentError:
            break  # too much is wrong with the copy; the slips so far are worth telling
    # What is said about a line that was put right is about the copy, not about the file.
    kept = [found for found in builder.found if _line(found) not in right]
    lines = {_line(found) for found in told}
    return told + [one for one in kept if one.code not in _CONSEQUENCES or _line(one) not in lines]


def _next(stop: Stop | None, builder: Builder) -> tuple[list[Slip], list[Diagnostic]]:
    """The slips to put right next, and what to say of them, or of the place where reading stopped."""
    if stop is None:
        return [], []
    slips, others = syntax_problems(stop)
    if not builder.slips:
        return slips, [*(slip.diagnostic for slip in slips), *others]
    # Reading went on over these; what stopped it later may only follow from them.
    slips = [slip for slip in slips if slip.diagnostic.code != "yaml.missing-colon"]
    lines = {slip.line for slip in slips}
    earlier = [slip for slip in builder.slips if slip.line not in lines]
    passed = {slip.line for slip in earlier}
    said = [found for found in builder.found if _line(found) in passed]
    return [*slips, *earlier], [*(slip.diagnostic for slip in slips), *said]


def _line(diagnostic: Diagnostic) -> int:
    return diagnostic.span.line if diagnostic.span else 0


def _put_right(positions: Positions, slips: list[Slip]) -> str:
    text = positions.text
    for number in sorted({slip.line for slip in slips}, reverse=True):
        start, line = positions.offset(number, 1), positions.line(number)
        corrected = put_right(line, [slip for slip in slips if slip.line == number])
        text = text[:start] + corrected + text[start + len(line) :]
    return text
