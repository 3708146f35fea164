"""A comparison as workflow commands that GitHub shows beside the changed lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.diff.model import Change, Compared, Diff, Direction, Matrix, Row
from policy_engine.reports.as_github import workflow_command
from policy_engine.reports.diff_content import cell_text, diff_title, matrix_notes, matrix_title, row_title
from policy_engine.reports.diff_words import (
    APPROVED,
    DIRECTION,
    NO_ROWS,
    NOTHING,
    approval_text,
    counts_text,
    labels,
    path_of,
    place_of,
    title_of,
    values_text,
)
from policy_engine.reports.words import Language, one_line

_COMMANDS: dict[Direction, str] = {
    "looser": "warning", "different": "warning", "tighter": "notice", "neutral": "notice",
}  # fmt: skip


def diff_github(made: Diff | Matrix, language: Language) -> str:
    """One command for each change, at its line in B; one for the whole."""
    commands = _diff(made, language) if isinstance(made, Diff) else _matrix(made, language)
    return "".join(f"{line}\n" for line in commands)


def _diff(diff: Diff, language: Language) -> Iterator[str]:
    for change in diff.changes:
        yield _change(change, diff.b, language)
    counted = counts_text(diff, language) if diff.changes else NOTHING.in_language(language)
    yield workflow_command("notice", {"title": diff_title(diff, language)}, counted)


def _change(change: Change, b: Compared, language: Language) -> str:
    """What was removed has no line in B; it is told of B's file."""
    properties: dict[str, str | None] = {"file": _path(b.file, b)}
    if change.b is not None:
        properties = {
            "file": _path(change.b.file, b), "line": str(change.b.line), "col": str(change.b.column),
        }  # fmt: skip
    direction = DIRECTION[change.direction].in_language(language)
    approved = change.approved is not None
    mark = f"{APPROVED.in_language(language)} {direction}" if approved else direction
    properties["title"] = f"{mark} {title_of(change, language)}"
    old, new = values_text(change, language)
    lines = [f"{old} → {new}", path_of(change, language), one_line(change.reason.in_language(language))]
    if change.a is not None:
        lines.append(f"A {place_of(change.a, language)}")
    if approved:
        lines.append(f"{APPROVED.in_language(language)} {approval_text(change, language)}")
    return workflow_command(
        "notice" if approved else _COMMANDS[change.direction], properties, "\n".join(lines)
    )


def _matrix(matrix: Matrix, language: Language) -> Iterator[str]:
    names = labels(matrix.columns)
    for row in matrix.rows:
        yield from _row(row, matrix, names, language)
    counted = matrix_notes(matrix, language)[0] if matrix.rows else NO_ROWS.in_language(language)
    yield workflow_command("notice", {"title": matrix_title(matrix, language)}, counted)


def _row(row: Row, matrix: Matrix, names: list[str], language: Language) -> Iterator[str]:
    """What is looser or tighter than the base; without one, the outliers."""
    for cell, column, name in zip(row.cells, matrix.columns, names, strict=True):
        stands_out = cell.outlier if matrix.base is None else cell.direction not in (None, "neutral")
        if cell.said is None or not stands_out:
            continue
        place: dict[str, str | None] = {
            "file": _path(cell.said.file, column), "line": str(cell.said.line), "col": str(cell.said.column),
            "title": f"{name} {row_title(row, language)}",
        }  # fmt: skip
        command = "notice" if cell.direction is None else _COMMANDS[cell.direction]
        yield workflow_command(command, place, cell_text(cell, row.path, language))


def _path(file: str, compared: Compared) -> str:
    """The file's path in the repository, without the revision that it was read from."""
    revision = compared.asked.strip().replace("：", ":").partition(":")[0]
    return file.removeprefix(f"{revision}:").removeprefix("./")
