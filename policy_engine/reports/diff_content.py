"""What every form of a comparison says, without how it looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.diff.model import DIRECTIONS, Cell, Change, Diff, Direction, Matrix, Row
from policy_engine.reports.diff_words import (
    APPROVED,
    APPROVED_MEANING,
    DIRECTION,
    MATRIX_TITLE,
    MEANING,
    OUTLIER_SIGN,
    TITLE,
    chinese_first,
    compared_text,
    labels,
    value_of,
)
from policy_engine.reports.words import Language, one_line


@dataclass(frozen=True, slots=True)
class Group:
    """The changes under one heading, numbered through the whole report. `direction` None: the approved."""

    direction: Direction | None
    changes: tuple[tuple[int, Change], ...]

    def heading(self, language: Language) -> str:
        name = APPROVED if self.direction is None else DIRECTION[self.direction]
        meaning = APPROVED_MEANING if self.direction is None else MEANING[self.direction]
        number = len(self.changes)
        said = Text(f"{name.zh} {number} 处 - {meaning.zh}", f"{name.en} ({number}) - {meaning.en}")
        return said.in_language(language)


def groups(diff: Diff) -> Iterator[Group]:
    """By direction, what allows more first; then what is approved."""
    number = 0
    for direction in (*DIRECTIONS, None):
        members = [c for c in diff.changes if (None if c.approved is not None else c.direction) == direction]
        if members:
            yield Group(direction, tuple(enumerate(members, number + 1)))
            number += len(members)


def diff_title(diff: Diff, language: Language) -> str:
    """What is compared. Where both bear the same name they are told apart by the marks of the list."""
    first, second = labels((diff.a, diff.b))
    if diff.a.asked == diff.b.asked:
        asked = one_line(diff.a.asked)
        first, second = f"A {asked}", f"B {asked}"
    arrow = f"{first} → {second}"
    return f"{TITLE.in_language(language)}{'：' if language == 'zh' else ': '}{arrow}"


def diff_head(diff: Diff, language: Language) -> list[tuple[str, str]]:
    """Both policies, and which classes were taken for the same."""
    rows = [
        (f"{mark} {one_line(side.asked)}", f"{compared_text(side, language)} {one_line(side.file)}")
        for mark, side in (("A", diff.a), ("B", diff.b))
    ]
    if diff.class_map:
        pairs = ("、" if language == "zh" else ", ").join(f"{a} = {b}" for a, b in diff.class_map.items())
        rows.append((Text("类别对应", "classes").in_language(language), one_line(pairs)))
    return rows


def matrix_title(matrix: Matrix, language: Language) -> str:
    number = len(matrix.columns)
    counted = Text(f"{MATRIX_TITLE.zh}（{number} 项）", f"{MATRIX_TITLE.en} ({number})")
    return counted.in_language(language)


def matrix_head(matrix: Matrix, language: Language) -> list[tuple[str, str]]:
    """Every column with what it is; the base says so."""
    rows = []
    for number, (label, column) in enumerate(zip(labels(matrix.columns), matrix.columns, strict=True)):
        base = Text("对照基准；", "the base; ").in_language(language) if number == matrix.base else ""
        rows.append((label, f"{base}{compared_text(column, language)} {one_line(column.file)}"))
    return rows


def matrix_notes(matrix: Matrix, language: Language) -> list[str]:
    """What a reader must know to read the table."""
    outlier = Text(
        f"{OUTLIER_SIGN} 与多数不同的取值。", f"{OUTLIER_SIGN} a value that is not the most frequent one."
    )
    counted = Text(
        f"有差别的栏目 {len(matrix.rows)} 个；另有 {matrix.same} 个各方相同，未列出。",
        f"Parameters that differ: {len(matrix.rows)}; the same everywhere and not listed: {matrix.same}.",
    )
    said = [each.in_language(language) for each in (counted, outlier)]
    if matrix.base is not None:
        base = labels(matrix.columns)[matrix.base]
        against = Text(f"宽严均与“{base}”相比。", f"Looser and tighter are against {base}.")
        said.append(against.in_language(language))
    told = (one_line(note.in_language(language)) for note in matrix.notes)
    return [*said, *dict.fromkeys(told)]


def row_title(row: Row, language: Language) -> str:
    return one_line(row.title.in_language(language))


def row_path(row: Row, language: Language) -> str:
    return one_line(row.path if language == "en" else chinese_first(row.path_zh, row.path))


def cell_text(cell: Cell, path: str, language: Language) -> str:
    """The value with its signs: ★ for an outlier, and the direction against the base."""
    value = value_of(cell.said, path, language)
    marked = f"{OUTLIER_SIGN} {value}" if cell.outlier else value
    if cell.direction is None or cell.direction == "neutral":
        return marked
    direction = DIRECTION[cell.direction].in_language(language)
    return f"{marked} [{direction}]"
