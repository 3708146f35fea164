"""Places, bilingual texts and diagnostics: the vocabulary every storey speaks.

A diagnostic's code is given where the diagnostic is made and never recovered
from its text; docs/messages.md lists the codes and says how texts are written.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in the reader's two languages; Chinese comes first."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Span(NamedTuple):
    """A stretch of a file. Lines and columns start at 1; columns count characters.

    A tuple, because every value of a document has one.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong with a document, where, by which rule, and the way out."""

    code: str
    message: Text
    span: Span | None = None
    severity: Severity = Severity.ERROR
    help: Text | None = None
    related: tuple[tuple[Text, Span], ...] = ()

    @property
    def sort_key(self) -> tuple[bool, Span, str, str]:
        """Place first, documents without a place last; never by hash."""
        nowhere = Span("", 0, 0, 0, 0)
        return (self.span is None, self.span or nowhere, self.code, self.message.en)


class DocumentError(Exception):
    """A document cannot be parsed or typed (exit 3). Carries every problem found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=lambda d: d.sort_key))
        super().__init__("; ".join(f"{d.span}: {d.code}: {d.message.en}" for d in self.diagnostics))


class UsageError(Exception):
    """The command or call itself is wrong (exit 2)."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(f"{diagnostic.code}: {diagnostic.message.en}")


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate the writer probably meant, or None when nothing is near."""
    matches = difflib.get_close_matches(word, sorted(candidates), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, candidates: Iterable[str]) -> Text | None:
    """The hint "是否想写 …?" for a word that is not among the candidates."""
    match = closest(word, candidates)
    return Text(f"是否想写 {match}？", f"Did you mean {match}?") if match else None
