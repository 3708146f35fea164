"""A validation as plain text: every problem with its line, the way out, and the bound that it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from policy_engine.diagnostics import Text
from policy_engine.findings.validation import Level, Outcome, Problem, Validation
from policy_engine.reports.diagnostics_text import Frames, Source, span_text
from policy_engine.reports.validation_content import (
    LEVEL,
    bases_text,
    bound_text,
    jurisdictions_text,
    left_out_text,
    message_text,
    numbers_text,
    problem_key,
    remedy_text,
    summary_text,
)
from policy_engine.reports.validation_masking import without_names
from policy_engine.reports.words import Language, one_line

_HELP = Text("办法：", "help: ")
_RELATED = Text("相关：", "related: ")
_NUMBERS = Text("数值：", "figures: ")
_BOUND = Text("上级约束：", "bound above: ")
_BASIS = Text("依据：", "basis: ")
_WHOSE = Text("涉及辖区：", "jurisdictions: ")


@dataclass(frozen=True, slots=True)
class ValidationLine:
    """One line and what it is, for a terminal that shows colours."""

    text: str
    role: Literal["plain"] | Level | Outcome = "plain"


def validation_lines(validation: Validation, language: Language, source: Source) -> Iterator[ValidationLine]:
    """The text, line by line; `source` gives the files that are quoted."""
    frames, files = Frames(source), frozenset(validation.files)
    for problem in without_names(validation, frames).problems:
        yield ValidationLine(_headline(problem, language), problem.level)
        yield from map(ValidationLine, _details(problem, files, language, frames))
    left_out = left_out_text(validation, language)
    if left_out:
        yield ValidationLine(left_out)
    yield ValidationLine(summary_text(validation, language), validation.outcome)


def validation_text(validation: Validation, language: Language, source: Source) -> str:
    return "".join(f"{line.text}\n" for line in validation_lines(validation, language, source))


def _headline(problem: Problem, language: Language) -> str:
    place = "" if problem.place is None else f"{span_text(problem.place.span, language)}: "
    level = LEVEL[problem.level].in_language(language)
    return one_line(f"{place}{level} [{problem_key(problem)}] {message_text(problem, language)}")


def _details(problem: Problem, files: AbstractSet[str], language: Language, frames: Frames) -> Iterator[str]:
    if problem.place is not None:
        yield from frames.at(problem.place.span)
    for label, text in (
        (_NUMBERS, numbers_text(problem, language)),
        (_HELP, remedy_text(problem, language)),
        (_BOUND, bound_text(problem, language)),
    ):
        if text:
            yield f"  {label.in_language(language)}{text}"
    if problem.clause is not None:
        yield from frames.whole(problem.clause.file, problem.clause.line)
    for related in problem.related:
        said = f"{span_text(related.place.span, language)} {related.message.in_language(language)}"
        yield f"  {_RELATED.in_language(language)}{one_line(said)}"
        yield from frames.at(related.place.span)
    for label, text in (
        (_BASIS, bases_text(problem, language)),
        (_WHOSE, jurisdictions_text(problem, files, language)),
    ):
        if text:
            yield f"  {label.in_language(language)}{text}"
