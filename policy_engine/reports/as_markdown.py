"""Markdown, for pasting into a review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policy_engine.diagnostics import Text
from policy_engine.findings.report import Report, Reports
from policy_engine.reports.content import (
    Branch,
    Numbered,
    Row,
    Section,
    closing_rows,
    finding_rows,
    finding_title,
    group_heading,
    grouped,
    not_judged_rows,
)
from policy_engine.reports.format import Format
from policy_engine.reports.head_content import head_rows, part_rows, report_title
from policy_engine.reports.markdown_text import escaped as _text
from policy_engine.reports.sections import sections, sections_below
from policy_engine.reports.summary_content import in_detail, outcome_counts, summary_rows, title_of_several
from policy_engine.reports.words import (
    GROUP_MEANING,
    NOT_BINDING,
    NOTHING_FOUND,
    OUTCOME,
    Language,
)


def render(made: Report | Reports, language: Language) -> str:
    """Paragraphs with an empty line between them."""
    blocks = _several(made, language) if isinstance(made, Reports) else _one(made, language, level=1)
    return "\n\n".join(blocks) + "\n"


def _several(made: Reports, language: Language) -> Iterator[str]:
    yield f"# {title_of_several(made, language)}"
    if not all(report.binding for report in made.reports):
        yield f"**{NOT_BINDING.in_language(language)}**"
    yield _table(summary_rows(made, language))
    yield outcome_counts(made, language)
    for report in in_detail(made):
        yield from _one(report, language, level=2)


def _one(report: Report, language: Language, level: int) -> Iterator[str]:
    mark = "#" * level
    outcome = OUTCOME[report.outcome].in_language(language)
    colon = "：" if language == "zh" else ": "
    yield f"{mark} {_text(report.township.name)} {report_title(report, language)}{colon}{outcome}"
    if not report.binding:
        yield f"**{NOT_BINDING.in_language(language)}**"
    yield _list(head_rows(report, language))
    parts = part_rows(report, language)
    if parts:
        yield _table(parts)
    for section in sections(report, language):
        yield from _section(section, mark)
    for group, members in grouped(report):
        meaning = GROUP_MEANING[group].in_language(language)
        yield f"{mark}# {group_heading(group, len(members), language)} - {meaning}"
        for numbered in members:
            yield _finding(report, numbered, language)
    if not report.findings:
        yield NOTHING_FOUND.in_language(language)
    for section in sections_below(report, language):
        yield from _section(section, mark)
    yield from _closing(report, language, mark)


def _section(section: Section, mark: str) -> Iterator[str]:
    yield f"{mark}# {_text(section.heading)}"
    for entry in section.entries:
        yield f"**{_text(entry.title)}**\n\n{_list(entry.rows)}"
    if section.table:
        yield _table(section.table)
    if section.rows:
        yield _list(section.rows)
    if section.trees:
        yield "\n".join(line for branch in section.trees for line in _tree(branch, 0))


def _tree(branch: Branch, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- **{_text(branch.title)}**"
    yield from (f"{'  ' * (depth + 1)}- {_text(line)}" for line in branch.lines)
    for each in branch.branches:
        yield from _tree(each, depth + 1)


def _finding(report: Report, numbered: Numbered, language: Language) -> str:
    title = f"**{numbered.number}\\. {_text(finding_title(numbered.finding, language))}**"
    return f"{title}\n\n{_list(finding_rows(report, numbered.finding, language, numbered.actions))}"


def _closing(report: Report, language: Language, mark: str) -> Iterator[str]:
    not_judged = not_judged_rows(report, language)
    if not_judged:
        number = len(report.not_judged)
        heading = Text(f"未核查 {number} 项", f"not judged: {number}")
        yield f"{mark}# {heading.in_language(language)}"
        yield _list(not_judged)
    closing = closing_rows(report, language)
    if closing:
        yield f"{mark}# {Text('条件与报送', 'conditions and routes').in_language(language)}"
        yield _list(closing)


def _list(rows: Iterable[Row]) -> str:
    lines = []
    for row in rows:
        first, *more = [_text(value) for value in row.values]
        lines.append(f"- {_text(row.label)}: {first}")
        lines += [f"  - {value}" for value in more]
    return "\n".join(lines)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [[_text(cell) for cell in row] for row in rows]
    made = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in made)


FORMAT = Format("text/markdown; charset=utf-8", ".md", render)
