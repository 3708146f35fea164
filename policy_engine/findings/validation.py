"""What validating policy files found. schemas/validation.schema.json is generated from here."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from policy_engine.diagnostics import Diagnostic, Severity, Span, Text
from policy_engine.findings.masking import mask_numbers
from policy_engine.findings.report import Basis, Engine, Finding
from policy_engine.findings.report_model import Bilingual, Clause, ReportModel, Shown

VALIDATION_VERSION = "1"
# error: the file cannot be used as it is. block, warn, info: what checks of policies say.
# incomplete: such a check could not be judged. hint: nothing is wrong, but better is possible.
Level = Literal["error", "incomplete", "block", "warn", "info", "hint"]
Outcome = Literal["valid", "invalid", "unreadable"]
LEVELS: tuple[Level, ...] = ("error", "incomplete", "block", "warn", "info", "hint")
_OF_DIAGNOSTICS: dict[Severity, Level] = {
    Severity.ERROR: "error", Severity.WARNING: "warn", Severity.HINT: "hint",
}  # fmt: skip


class Place(ReportModel):
    """A stretch of a file. Lines and columns start at 1; columns count characters."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, span: Span) -> Place:
        return cls(
            file=span.file,
            line=span.line,
            column=span.column,
            end_line=span.end_line,
            end_column=span.end_column,
        )

    @property
    def span(self) -> Span:
        return Span(self.file, self.line, self.column, self.end_line, self.end_column)


class Related(ReportModel):
    """Another place that has to do with a problem, and what it has."""

    place: Place
    message: Bilingual


class Cause(ReportModel):
    """The version of an upper layer, or the ledger, with which a problem began after the file itself."""

    name: str
    file: str
    from_: Annotated[datetime.date, Field(alias="from")]


class Problem(ReportModel):
    """One problem. `id` is the rule's for what checks found, the code again for the rest.

    `since` is the first day on which it is there, where that is not the first
    day of the file it stands in; `until` the last, where it ends by itself.
    `jurisdictions` are those in whose policy it was found.
    """

    level: Level
    code: str
    id: str
    place: Place | None
    path: str
    message: Bilingual
    remedy: Bilingual | None
    observed: Shown
    limit: Shown
    margin: Shown
    clause: Clause | None
    basis: tuple[Basis, ...]
    related: tuple[Related, ...]
    since: datetime.date | None
    until: datetime.date | None
    in_force_from: datetime.date | None
    causes: tuple[Cause, ...]
    jurisdictions: tuple[str, ...]

    @property
    def sort_key(self) -> tuple[bool, str, int, int, int, str, str, str]:
        """By place, then gravity; what has no place comes last."""
        place = self.place
        file, line, column = ("", 0, 0) if place is None else (place.file, place.line, place.column)
        return (
            place is None,
            file,
            line,
            column,
            LEVELS.index(self.level),
            self.code,
            self.id,
            self.message.zh,
        )


class ValidationSummary(ReportModel):
    """How many problems of each level."""

    error: int
    incomplete: int
    block: int
    warn: int
    info: int
    hint: int


class Validation(ReportModel):
    """Everything about the files that were validated. The same files give the same bytes."""

    validation_version: Annotated[str, Field(examples=["1"])] = VALIDATION_VERSION
    engine: Engine
    outcome: Outcome
    files: tuple[str, ...]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    summary: ValidationSummary


class Linting(Validation):
    """A validation that tells as well what could be written better; reports call it by another name."""


def of_diagnostic(diagnostic: Diagnostic, jurisdictions: Iterable[str] = ()) -> Problem:
    """What is wrong with a document, as a problem."""
    return Problem(
        level=_OF_DIAGNOSTICS[diagnostic.severity],
        code=diagnostic.code,
        id=diagnostic.code,
        place=None if diagnostic.span is None else Place.of(diagnostic.span),
        path="",
        message=_masked(diagnostic.message),
        remedy=None if diagnostic.help is None else _masked(diagnostic.help),
        observed=None,
        limit=None,
        margin=None,
        clause=None,
        basis=(),
        related=tuple(
            Related(place=Place.of(span), message=_masked(text)) for text, span in diagnostic.related
        ),
        since=None,
        until=None,
        in_force_from=None,
        causes=(),
        jurisdictions=tuple(jurisdictions),
    )


def of_finding(finding: Finding, span: Span, jurisdiction: str) -> Problem:
    """What a check of policies found, as a problem."""
    return Problem(
        level="incomplete" if finding.status == "incomplete" else finding.severity,
        code=finding.code,
        id=finding.id,
        place=Place.of(span),
        path="" if finding.subject is None else finding.subject.path,
        message=finding.message,
        remedy=finding.remedy,
        observed=finding.observed,
        limit=finding.limit,
        margin=finding.margin,
        clause=finding.clause,
        basis=finding.basis,
        related=(),
        since=None,
        until=None,
        in_force_from=None,
        causes=(),
        jurisdictions=(jurisdiction,),
    )


def files_of(problem: Problem) -> frozenset[str]:
    """The files that a problem has to do with: where it stands, what bounds it, what brought it about."""
    named = {cause.file for cause in problem.causes} | {each.place.file for each in problem.related}
    if problem.place is not None:
        named.add(problem.place.file)
    if problem.clause is not None:
        named.add(problem.clause.file)
    return frozenset(named)


def summed_up(problems: Iterable[Problem]) -> ValidationSummary:
    levels = [problem.level for problem in problems]
    return ValidationSummary(**{level: levels.count(level) for level in LEVELS})


def outcome_of(problems: Iterable[Problem]) -> Outcome:
    """unreadable where a file cannot be used; invalid where a check blocks or could not be judged."""
    levels = {problem.level for problem in problems}
    if "error" in levels:
        return "unreadable"
    return "invalid" if levels & {"block", "incomplete"} else "valid"


def _masked(text: Text) -> Bilingual:
    return Bilingual(zh=mask_numbers(text.zh), en=mask_numbers(text.en))
