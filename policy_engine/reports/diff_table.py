"""A comparison as one table: the rows that Markdown, HTML and workbooks share."""

from __future__ import annotations

from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.diff.model import Change, Said
from policy_engine.reports.diff_words import (
    APPROVED,
    CHANGE,
    DIRECTION,
    FINGERPRINT,
    JUDGED,
    KIND,
    NUMBER,
    PATH,
    REASON,
    approval_text,
    path_of,
    place_of,
    values_text,
)
from policy_engine.reports.words import Language, one_line


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change in words."""

    number: str
    direction: str
    title: str
    path: str
    kind: str
    a: str
    a_place: str
    b: str
    b_place: str
    reason: str
    fingerprint: str
    approved: str


def column_labels(language: Language) -> list[str]:
    """Number, direction, parameter, kind, A, B, reason, fingerprint."""
    words = (NUMBER, JUDGED, PATH, CHANGE, Text("A", "A"), Text("B", "B"), REASON, FINGERPRINT)
    return [word.in_language(language) for word in words]


def change_row(number: int, change: Change, language: Language) -> ChangeRow:
    """What is said of one change."""
    a, b = values_text(change, language)
    approval = approval_text(change, language)
    approved = f"{APPROVED.in_language(language)} {approval}" if approval else ""
    return ChangeRow(
        str(number),
        DIRECTION[change.direction].in_language(language),
        one_line(change.title.in_language(language)),
        path_of(change, language),
        KIND[change.kind].in_language(language),
        a,
        _place(change.a, language),
        b,
        _place(change.b, language),
        one_line(change.reason.in_language(language)),
        change.fingerprint,
        approved,
    )


def kind_and_direction(row: ChangeRow) -> str:
    """Under the heading of what is approved no direction stands: the row says it."""
    return f"{row.direction} {row.kind}" if row.approved else row.kind


def _place(said: Said | None, language: Language) -> str:
    return "" if said is None else place_of(said, language)
