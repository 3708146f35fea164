"""One HTML page that needs nothing else: no network, no scripts; to read, to print, to file."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from policy_engine.reports.words import Language, one_line

_STYLE = """
body { font: 11pt/1.6 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #111;
       max-width: 76em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.5em; text-align: center; } h2 { font-size: 1.2em; border-bottom: 1px solid #888; }
h3 { font-size: 1em; margin-bottom: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em; margin: .3em 0 1em 1em; }
dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; }
th, td { border: 1px solid #888; padding: .2em .5em; text-align: left; vertical-align: top;
         overflow-wrap: anywhere; }
th { background: #eee; } td p { margin: 0; } .place, .note { color: #555; font-size: .85em; }
@media print { body { margin: 0; max-width: none; font-size: 9pt; } h2, h3 { break-after: avoid; }
               thead { display: table-header-group; } dl, tr { break-inside: avoid; } }
"""


def page(title: str, language: Language, body: Iterable[ET.Element], style: str = "") -> str:
    """The page with its heading; `style` is added to the rules that all pages have."""
    whole = ET.Element("html", lang={"zh": "zh-CN", "en": "en"}[language])
    head = ET.SubElement(whole, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    add(head, "title", title)
    ET.SubElement(head, "style").text = _STYLE + style
    below = ET.SubElement(whole, "body")
    add(below, "h1", title)
    below.extend(body)
    ET.indent(whole, space="")
    return f"<!DOCTYPE html>\n{ET.tostring(whole, encoding='unicode', method='html')}\n"


def element(tag: str, text: str, class_: str | None = None) -> ET.Element:
    """An element with a text, nothing in which is taken for markup."""
    made = ET.Element(tag, {} if class_ is None else {"class": class_})
    made.text = one_line(text)
    return made


def add(parent: ET.Element, tag: str, text: str, class_: str | None = None) -> ET.Element:
    """The same below another element."""
    made = element(tag, text, class_)
    parent.append(made)
    return made


def definitions(rows: Iterable[tuple[str, str]]) -> ET.Element:
    """Labels with what they stand for."""
    listed = ET.Element("dl")
    for label, value in rows:
        add(listed, "dt", label)
        add(listed, "dd", value)
    return listed


def headed_table(labels: Iterable[str]) -> tuple[ET.Element, ET.Element]:
    """A table whose heading comes again on each printed page, and the body to put its rows in."""
    made = ET.Element("table")
    heading = ET.SubElement(ET.SubElement(made, "thead"), "tr")
    for label in labels:
        add(heading, "th", label)
    return made, ET.SubElement(made, "tbody")
