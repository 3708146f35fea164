"""One HTML page that needs nothing else: to read, to print, to file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree as ET

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
from policy_engine.reports.sections import sections, sections_below
from policy_engine.reports.summary_content import in_detail, outcome_counts, summary_rows, title_of_several
from policy_engine.reports.words import (
    GROUP_MEANING,
    NOT_BINDING,
    NOTHING_FOUND,
    OUTCOME,
    Language,
    one_line,
)

_STYLE = """
body { font: 11pt/1.6 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #111;
       max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; text-align: center; } h2 { font-size: 1.2em; border-bottom: 1px solid #888; }
h3 { font-size: 1em; margin-bottom: 0; }
.notice { text-align: center; font-weight: bold; border: 2px solid #a00; color: #a00; padding: .3em; }
.outcome { text-align: center; font-size: 1.3em; font-weight: bold; }
.rejected, .block, .incomplete { color: #a00; } .conditional, .warn { color: #850; }
.approved { color: #060; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; margin: .3em 0 1em 1em; }
dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
dd p { margin: 0; }
ul { margin: .2em 0; } li p.note { margin: 0; color: #555; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #888; padding: .2em .5em; }
th { background: #eee; text-align: left; }
@media print { body { margin: 0; max-width: none; } section + section { break-before: page; }
               h2, h3 { break-after: avoid; } dl, tr { break-inside: avoid; } }
"""


def render(made: Report | Reports, language: Language) -> str:
    page = ET.Element("html", lang={"zh": "zh-CN", "en": "en"}[language])
    head = ET.SubElement(page, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    title = title_of_several(made, language) if isinstance(made, Reports) else _title(made, language)
    _add(head, "title", title)
    ET.SubElement(head, "style").text = _STYLE
    body = ET.SubElement(page, "body")
    body.extend(_several(made, language) if isinstance(made, Reports) else [_one(made, language)])
    ET.indent(page, space="")
    return f"<!DOCTYPE html>\n{ET.tostring(page, encoding='unicode', method='html')}\n"


def _several(made: Reports, language: Language) -> Iterator[ET.Element]:
    section = ET.Element("section")
    _add(section, "h1", title_of_several(made, language))
    if not all(report.binding for report in made.reports):
        _add(section, "p", NOT_BINDING.in_language(language), "notice")
    section.append(_table(summary_rows(made, language)))
    _add(section, "p", outcome_counts(made, language))
    yield section
    for report in in_detail(made):
        yield _one(report, language)


def _title(report: Report, language: Language) -> str:
    return f"{report.township.name} {report_title(report, language)}"


def _one(report: Report, language: Language) -> ET.Element:
    section = ET.Element("section")
    _add(section, "h1", _title(report, language))
    if not report.binding:
        _add(section, "p", NOT_BINDING.in_language(language), "notice")
    _add(section, "p", OUTCOME[report.outcome].in_language(language), f"outcome {report.outcome}")
    section.append(_list(head_rows(report, language)))
    parts = part_rows(report, language)
    if parts:
        section.append(_table(parts))
    for part in sections(report, language):
        section.extend(_section(part))
    for group, members in grouped(report):
        meaning = GROUP_MEANING[group].in_language(language)
        _add(section, "h2", f"{group_heading(group, len(members), language)} - {meaning}", group)
        for numbered in members:
            section.extend(_finding(report, numbered, language))
    if not report.findings:
        _add(section, "p", NOTHING_FOUND.in_language(language))
    for part in sections_below(report, language):
        section.extend(_section(part))
    section.extend(_closing(report, language))
    return section


def _section(section: Section) -> Iterator[ET.Element]:
    # Elements made apart, since the page's sections are those that begin a new sheet.
    made = ET.Element("div")
    _add(made, "h2", section.heading)
    for entry in section.entries:
        _add(made, "h3", entry.title, entry.role)
        made.append(_list(entry.rows))
    if section.table:
        made.append(_table(section.table))
    if section.rows:
        made.append(_list(section.rows))
    if section.trees:
        made.append(_trees(section.trees))
    yield from made


def _trees(branches: Iterable[Branch]) -> ET.Element:
    listed = ET.Element("ul")
    for branch in branches:
        item = ET.SubElement(listed, "li")
        _add(item, "strong", branch.title)
        for line in branch.lines:
            _add(item, "p", line, "note")
        if branch.branches:
            item.append(_trees(branch.branches))
    return listed


def _finding(report: Report, numbered: Numbered, language: Language) -> Iterator[ET.Element]:
    title = ET.Element("h3")
    title.text = f"{numbered.number}. {finding_title(numbered.finding, language)}"
    yield title
    yield _list(finding_rows(report, numbered.finding, language, numbered.actions))


def _closing(report: Report, language: Language) -> Iterator[ET.Element]:
    sections = (
        (Text("未核查", "not judged"), not_judged_rows(report, language)),
        (Text("条件与报送", "conditions and routes"), closing_rows(report, language)),
    )
    for heading, rows in sections:
        if rows:
            element = ET.Element("h2")
            element.text = heading.in_language(language)
            yield element
            yield _list(rows)


def _list(rows: Iterable[Row]) -> ET.Element:
    listed = ET.Element("dl")
    for row in rows:
        _add(listed, "dt", row.label)
        values = ET.SubElement(listed, "dd")
        for value in row.values:
            _add(values, "p", value)
    return listed


def _table(rows: Sequence[Sequence[str]]) -> ET.Element:
    made = ET.Element("table")
    for number, row in enumerate(rows):
        line = ET.SubElement(made, "tr")
        for cell in row:
            _add(line, "td" if number else "th", cell)
    return made


def _add(parent: ET.Element, tag: str, text: str, class_: str | None = None) -> None:
    element = ET.SubElement(parent, tag, {} if class_ is None else {"class": class_})
    element.text = one_line(text)


FORMAT = Format("text/html; charset=utf-8", ".html", render)
