"""The impact of a change of policy as one page, with its charts drawn inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from policy_engine.diff.impact_model import Impact
from policy_engine.reports.html_page import add, element, headed_table, page
from policy_engine.reports.impact_chart import charts
from policy_engine.reports.impact_content import SAME, entries, head_rows, same_names, tables
from policy_engine.reports.impact_words import NOTICE, title
from policy_engine.reports.words import Language

_STYLE = """
.notice { text-align: center; font-weight: bold; border: 2px solid #a00; color: #a00; padding: .3em; }
.rejected { color: #a00; } .conditional { color: #850; } .approved { color: #060; }
figure { margin: 1em 0; break-inside: avoid; } figcaption { font-weight: bold; }
svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
"""


def impact_html(impact: Impact, language: Language) -> str:
    return page(title(impact, language), language, _body(impact, language), _STYLE)


def _body(impact: Impact, language: Language) -> Iterator[ET.Element]:
    yield element("p", NOTICE.in_language(language), "notice")
    yield _rows((row.label, row.values) for row in head_rows(impact, language))
    yield from charts(impact, language)
    for heading, rows in tables(impact, language):
        yield element("h2", heading)
        yield _table(rows)
    for number, entry in enumerate(entries(impact, language), 1):
        yield element("h3", f"{number}. {entry.title}", entry.role)
        yield _rows((row.label, row.values) for row in entry.rows)
    same = same_names(impact, language)
    if same:
        yield element("h2", SAME.in_language(language))
        yield element("p", same)


def _rows(rows: Iterator[tuple[str, Sequence[str]]]) -> ET.Element:
    listed = ET.Element("dl")
    for label, values in rows:
        add(listed, "dt", label)
        held = ET.SubElement(listed, "dd")
        for value in values:
            add(held, "div", value)
    return listed


def _table(rows: Sequence[Sequence[str]]) -> ET.Element:
    made, body = headed_table(rows[0])
    for row in rows[1:]:
        line = ET.SubElement(body, "tr")
        for cell in row:
            add(line, "td", cell)
    return made
