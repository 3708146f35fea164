"""Diagnostics as text: what is wrong, the line it stands on, the way out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Span, Text
from policy_engine.findings.masking import mask_line, mask_numbers
from policy_engine.reports.words import Language, file_text, one_line
from policy_engine.source.encoding import decode
from policy_engine.source.positions import Positions

# What is shown of a long line (JSON may be all on one) on either side of the place.
_CELLS_AROUND = 40
# Of a line that is shown as a whole.
_CELLS_OF_A_LINE = 120
_TAB = "    "
# How far up the key of a list is looked for.
_LINES_OF_A_LIST = 200
_ITEM = re.compile(r"(\s*)-\s+(?=[^\s:：]+\s*$)")
_OPENS_A_LIST = re.compile(r"([\s-]*)[\"']?([^\s:：\"'-]+)[\"']?\s*[:：]\s*$")
_WORDS = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.HINT: Text("建议", "hint"),
}
Role = Literal["plain", "error", "warning", "hint"]
# Gives the bytes of a file that a diagnostic names, or None when they cannot be had.
Source = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class DiagnosticLine:
    """One line and what it is, for a terminal that shows colours."""

    text: str
    role: Role = "plain"


def diagnostic_lines(
    diagnostics: Iterable[Diagnostic], language: Language, source: Source
) -> Iterator[DiagnosticLine]:
    """Each diagnostic with its code frame, way out and related places."""
    frames = Frames(source)
    for diagnostic in diagnostics:
        yield _headline(diagnostic, language)
        if diagnostic.span is not None:
            yield from map(DiagnosticLine, frames.at(diagnostic.span))
        if diagnostic.help is not None:
            label = Text("办法：", "help: ").in_language(language)
            help_ = mask_numbers(diagnostic.help.in_language(language))
            yield DiagnosticLine(f"  {label}{one_line(help_)}")
        for text, span in diagnostic.related:
            label = Text("相关：", "related: ").in_language(language)
            yield DiagnosticLine(
                f"  {label}{one_line(f'{span_text(span, language)} {text.in_language(language)}')}"
            )
            yield from map(DiagnosticLine, frames.at(span))


def diagnostics_text(diagnostics: Iterable[Diagnostic], language: Language, source: Source) -> str:
    return "".join(f"{line.text}\n" for line in diagnostic_lines(diagnostics, language, source))


def _headline(diagnostic: Diagnostic, language: Language) -> DiagnosticLine:
    severity = diagnostic.severity
    place = "" if diagnostic.span is None else f"{span_text(diagnostic.span, language)}: "
    word = _WORDS[severity].in_language(language)
    message = mask_numbers(diagnostic.message.in_language(language))
    return DiagnosticLine(one_line(f"{place}{word} [{diagnostic.code}] {message}"), severity.value)


def span_text(span: Span, language: Language) -> str:
    """file:line:column, with a name for standard input that people know."""
    return f"{file_text(span.file, language)}:{span.line}:{span.column}"


class Frames:
    """Code frames; each file is read once, when first asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._texts: dict[str, Positions | None] = {}

    def at(self, span: Span) -> list[str]:
        """The line with a mark below the place; [] when the file cannot be shown."""
        line = self._line(span.file, span.line)
        if not line:
            return []
        end = span.end_column if span.end_line == span.line else len(line) + 1
        before, marked, after = _cut(line, span.column - 1, max(end - 1, span.column))
        number = f"{span.line:>6} | "
        mark = " " * (len(number) - 2) + "| " + " " * cell_len(before) + "^" * max(cell_len(marked), 1)
        return [f"{number}{before}{marked}{after}", mark]

    def whole(self, file: str, number: int) -> list[str]:
        """The line by itself, for a place that is a whole line; [] when it cannot be shown."""
        line = _visible(self._line(file, number))
        if not line:
            return []
        shown = _first(line, _CELLS_OF_A_LINE)
        return [f"{number:>6} | {shown}{'...' if shown != line else ''}"]

    def _line(self, file: str, number: int) -> str:
        """With names and identity numbers masked; "" for one that cannot be shown, or has nothing on it."""
        text = self._text(file)
        line = "" if text is None else mask_line(text.line(number), _key_above(text, number))
        return line if line.strip() else ""

    def _text(self, file: str) -> Positions | None:
        if file not in self._texts:
            data = self._source(file)
            self._texts[file] = None if data is None else _positions(data, file)
        return self._texts[file]


def _key_above(text: Positions, number: int) -> str:
    """The key of the list that a line "- …" without a key is an item of; "" where there is none."""
    item = _ITEM.match(text.line(number))
    if item is None:
        return ""
    for above in range(number - 1, max(number - _LINES_OF_A_LIST, 0), -1):
        key = _OPENS_A_LIST.match(text.line(above))
        if key is not None and len(key[1]) <= len(item[1]):
            return key[2]
    return ""


def _positions(data: bytes, file: str) -> Positions | None:
    try:
        return Positions(decode(data, file), file)
    except DocumentError:
        return None  # not UTF-8: the diagnostic says so, and wrong characters would not help


def _cut(line: str, start: int, end: int) -> tuple[str, str, str]:
    """The line before, at and after the place, without what is far away from it."""
    before, marked, after = (_visible(part) for part in (line[:start], line[start:end], line[end:]))
    if cell_len(before) > _CELLS_AROUND:
        before = "..." + _last(before, _CELLS_AROUND)
    if cell_len(marked) > _CELLS_AROUND:
        marked, after = _first(marked, _CELLS_AROUND), "..."
    elif cell_len(after) > _CELLS_AROUND:
        after = _first(after, _CELLS_AROUND) + "..."
    return before, marked, after


def _visible(text: str) -> str:
    return one_line(text.replace("\t", _TAB))


def _first(text: str, cells: int) -> str:
    """As much of the beginning as fits into `cells`."""
    used = 0
    for number, character in enumerate(text):
        used += cell_len(character)
        if used > cells:
            return text[:number]
    return text


def _last(text: str, cells: int) -> str:
    return _first(text[::-1], cells)[::-1]
