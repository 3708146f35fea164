"""A comparison as plain text, 96 cells wide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from policy_engine.diff.model import Change, Diff, Direction, Matrix
from policy_engine.reports.diff_content import (
    diff_head,
    diff_title,
    groups,
    matrix_head,
    matrix_title,
)
from policy_engine.reports.diff_matrix_text import matrix_lines
from policy_engine.reports.diff_words import (
    APPROVED,
    FINGERPRINT,
    NOTHING,
    REASON,
    approval_text,
    counts_text,
    marked_title,
    path_of,
    place_of,
    values_text,
)
from policy_engine.reports.layout import PAGE_CELLS, labelled, wrap
from policy_engine.reports.words import Language, one_line

_INDENT = 4
# Two values that fit on a line with the title are read there.
_SHORT = 24


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line and what it is, for a terminal that shows colours."""

    text: str
    role: Literal["plain", "title"] | Direction = "plain"


def diff_lines(made: Diff | Matrix, language: Language) -> Iterator[DiffLine]:
    if isinstance(made, Diff):
        yield from _diff(made, language)
        return
    yield DiffLine(matrix_title(made, language), "title")
    yield from _head(matrix_head(made, language))
    for text, is_title in matrix_lines(made, language):
        yield DiffLine(text, "title" if is_title else "plain")


def diff_text(made: Diff | Matrix, language: Language) -> str:
    return "".join(f"{line.text}\n" for line in diff_lines(made, language))


def _diff(diff: Diff, language: Language) -> Iterator[DiffLine]:
    yield DiffLine(diff_title(diff, language), "title")
    yield from _head(diff_head(diff, language))
    for group in groups(diff):
        yield DiffLine("")
        yield DiffLine(group.heading(language), group.direction or "neutral")
        for number, change in group.changes:
            yield from map(DiffLine, _change(number, change, language))
    yield DiffLine("")
    if not diff.changes:
        yield DiffLine(NOTHING.in_language(language))
    else:
        yield DiffLine(counts_text(diff, language))


def _head(rows: list[tuple[str, str]]) -> Iterator[DiffLine]:
    for label, value in rows:
        yield DiffLine(f"  {label}")
        yield from (DiffLine(f"    {line}") for line in wrap(value, PAGE_CELLS - _INDENT))


def _change(number: int, change: Change, language: Language) -> Iterator[str]:
    a, b = values_text(change, language)
    short = max(cell_len(a), cell_len(b)) <= _SHORT
    colon = "：" if language == "zh" else ": "
    title = f"{number}. {marked_title(change, language)}"
    for count, line in enumerate(wrap(f"{title}{colon}{a} → {b}" if short else title, PAGE_CELLS - 6)):
        yield f"  {'' if count == 0 else '    '}{line}"
    rows = [("", [path_of(change, language)])]
    for mark, said, value in (("A", change.a, a), ("B", change.b, b)):
        values = [] if short else [value]
        rows.append((mark, [*values, *([] if said is None else [place_of(said, language)])]))
    rows.append((REASON.in_language(language), [one_line(change.reason.in_language(language))]))
    rows.append((FINGERPRINT.in_language(language), [change.fingerprint]))
    if change.approval is not None:
        rows.append((APPROVED.in_language(language), [approval_text(change, language)]))
    width = max(cell_len(label) for label, _ in rows) + 2
    for label, values in rows:
        if values:
            yield from labelled(label, values, width if label else 0, _INDENT)
