"""A comparison as Markdown, for a pull request or a memorandum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_engine.diff.model import Diff, Matrix
from policy_engine.reports.diff_content import (
    Group,
    cell_text,
    diff_head,
    diff_title,
    groups,
    matrix_head,
    matrix_notes,
    matrix_title,
    row_path,
    row_title,
)
from policy_engine.reports.diff_table import change_row, column_labels, kind_and_direction
from policy_engine.reports.diff_words import NO_ROWS, NOTHING, PATH, counts_text, labels
from policy_engine.reports.markdown_text import escaped
from policy_engine.reports.words import Language


def diff_markdown(made: Diff | Matrix, language: Language) -> str:
    """Paragraphs with an empty line between them."""
    blocks = _diff(made, language) if isinstance(made, Diff) else _matrix(made, language)
    return "\n\n".join(blocks) + "\n"


def _diff(diff: Diff, language: Language) -> Iterator[str]:
    yield f"# {escaped(diff_title(diff, language))}"
    yield _list(diff_head(diff, language))
    yield escaped(counts_text(diff, language) if diff.changes else NOTHING.in_language(language))
    for group in groups(diff):
        yield f"## {escaped(group.heading(language))}"
        yield _group(group, language)


def _group(group: Group, language: Language) -> str:
    """The heading says the direction: of the columns there are all others."""
    rows = []
    for number, change in group.changes:
        row = change_row(number, change, language)
        cells = [
            (row.number,), (row.title, row.path), (kind_and_direction(row),), (row.a, row.a_place),
            (row.b, row.b_place), (row.reason,), (row.fingerprint, row.approved),
        ]  # fmt: skip
        rows.append(["<br>".join(escaped(each) for each in cell if each) for cell in cells])
    first, _, *others = column_labels(language)
    return _table([[first, *others], *rows])


def _matrix(matrix: Matrix, language: Language) -> Iterator[str]:
    yield f"# {escaped(matrix_title(matrix, language))}"
    yield _list(matrix_head(matrix, language))
    if matrix.rows:
        head = [PATH.in_language(language), *labels(matrix.columns)]
        rows = [
            [
                f"{escaped(row_title(row, language))}<br>{escaped(row_path(row, language))}",
                *(escaped(cell_text(cell, row.path, language)) for cell in row.cells),
            ]
            for row in matrix.rows
        ]
        yield _table([list(map(escaped, head)), *rows])
    else:
        yield escaped(NO_ROWS.in_language(language))
    yield "\n".join(f"- {escaped(note)}" for note in matrix_notes(matrix, language))


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- {escaped(label)}: {escaped(value)}" for label, value in rows)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    made = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in made)
