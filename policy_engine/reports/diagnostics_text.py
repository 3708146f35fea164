"""Diagnostics as text: what is wrong, the line it stands on, the way out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Span, Text
from policy_engine.findings.identity_numbers import mask_numbers
from policy_engine.findings.quoting import Quoted
from policy_engine.reports.words import Language, file_text, one_line
from policy_engine.source.encoding import decode

# What is shown of a long line (JSON may be all on one) on either side of the place.
_CELLS_AROUND = 40
# Of a line that is shown as a whole.
_CELLS_OF_A_LINE = 120
_TAB = "    "
# Nothing tells which cells of a table hold names, so its lines are not shown.
_TABLES = (".csv", ".tsv")
_OF_TABLES = "traces."
# A sentence tells of no more lines than these what is on them.
_LINES_SPOKEN_OF = 5
_HELP = Text("办法：", "help: ")
_RELATED = Text("相关：", "related: ")
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
        speaking = _Speaking(language, frames, _shown(diagnostic))
        yield speaking.headline(diagnostic)
        if diagnostic.span is not None:
            yield from speaking.frame(diagnostic.span)
        if diagnostic.help is not None:
            yield DiagnosticLine(f"  {_HELP.in_language(language)}{speaking.text(diagnostic.help)}")
        for text, span in diagnostic.related:
            place = span_text(span, language)
            yield DiagnosticLine(f"  {_RELATED.in_language(language)}{place} {speaking.text(text)}")
            yield from speaking.frame(span)


def _shown(diagnostic: Diagnostic) -> list[Span]:
    """The places whose lines may be shown."""
    if diagnostic.code.startswith(_OF_TABLES):
        return []
    own = [] if diagnostic.span is None else [diagnostic.span]
    return [*own, *(span for _, span in diagnostic.related)]


def diagnostics_text(diagnostics: Iterable[Diagnostic], language: Language, source: Source) -> str:
    return "".join(f"{line.text}\n" for line in diagnostic_lines(diagnostics, language, source))


class _Speaking:
    """Says one diagnostic; `shown` are those of its places whose lines may be shown."""

    def __init__(self, language: Language, frames: Frames, shown: list[Span]) -> None:
        self._language = language
        self._frames = frames
        self._shown = shown

    def headline(self, diagnostic: Diagnostic) -> DiagnosticLine:
        severity, language = diagnostic.severity, self._language
        place = "" if diagnostic.span is None else f"{span_text(diagnostic.span, language)}: "
        word = _WORDS[severity].in_language(language)
        said = f"{place}{word} [{diagnostic.code}] {self.text(diagnostic.message)}"
        return DiagnosticLine(said, severity.value)

    def frame(self, span: Span) -> Iterator[DiagnosticLine]:
        if span in self._shown:
            yield from map(DiagnosticLine, self._frames.at(span))

    def text(self, text: Text) -> str:
        """On one line, without the personal data of the files that it speaks of."""
        said = mask_numbers(text.in_language(self._language))
        for span in self._shown:
            said = self._frames.masked(span, said)
        return one_line(said)


def span_text(span: Span, language: Language) -> str:
    """file:line:column, with a name for standard input that people know."""
    return f"{mask_numbers(file_text(span.file, language))}:{span.line}:{span.column}"


class Frames:
    """Code frames; each file is read once, when first asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._texts: dict[str, Quoted | None] = {}

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

    def masked(self, span: Span, text: str) -> str:
        """A sentence about a place without the names in its file; as it is when that cannot be had."""
        quoted, last = self._text(span.file), min(span.end_line, span.line + _LINES_SPOKEN_OF)
        return text if quoted is None else quoted.sentence(text, range(span.line, last + 1))

    def _line(self, file: str, number: int) -> str:
        """With names and identity numbers masked; "" for one that cannot be shown, or has nothing on it."""
        quoted = None if file.lower().endswith(_TABLES) else self._text(file)
        line = "" if quoted is None else quoted.line(number)
        return line if line.strip() else ""

    def _text(self, file: str) -> Quoted | None:
        if file not in self._texts:
            data = self._source(file)
            self._texts[file] = None if data is None else _quoted(data, file)
        return self._texts[file]


def _quoted(data: bytes, file: str) -> Quoted | None:
    try:
        return Quoted(decode(data, file))
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
