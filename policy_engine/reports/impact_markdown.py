"""The impact of a change of policy as Markdown, for a pull request or a memorandum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_engine.diff.impact_model import Impact
from policy_engine.reports.content import Row
from policy_engine.reports.impact_content import SAME, entries, head_rows, same_names, tables
from policy_engine.reports.impact_words import NOTICE, title
from policy_engine.reports.markdown_text import escaped
from policy_engine.reports.words import Language


def impact_markdown(impact: Impact, language: Language) -> str:
    """Paragraphs with an empty line between them."""
    return "\n\n".join(_blocks(impact, language)) + "\n"


def _blocks(impact: Impact, language: Language) -> Iterator[str]:
    yield f"# {escaped(title(impact, language))}"
    yield f"**{NOTICE.in_language(language)}**"
    yield _list(head_rows(impact, language))
    for heading, rows in tables(impact, language):
        yield f"## {escaped(heading)}"
        yield _table(rows)
    for number, entry in enumerate(entries(impact, language), 1):
        yield f"**{number}\\. {escaped(entry.title)}**"
        yield _list(entry.rows)
    same = same_names(impact, language)
    if same:
        yield f"## {SAME.in_language(language)}"
        yield escaped(same)


def _list(rows: Iterable[Row]) -> str:
    lines = []
    for row in rows:
        first, *more = [escaped(value) for value in row.values]
        lines.append(f"- {escaped(row.label)}: {first}")
        lines += [f"  - {value}" for value in more]
    return "\n".join(lines)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [[escaped(cell) for cell in row] for row in rows]
    made = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in made)
