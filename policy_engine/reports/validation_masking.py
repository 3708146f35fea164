"""What a validation says of documents, without the names of the people in them."""

from __future__ import annotations

from policy_engine.diagnostics import Span
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.validation import Problem, Validation
from policy_engine.reports.diagnostics_text import Frames


def without_names(validation: Validation, frames: Frames) -> Validation:
    """The same with every sentence about a line masked; `frames` have the documents that tell who is named.

    Sentences about policies and the like stay as they are.
    """
    problems = tuple(_masked(problem, frames) for problem in validation.problems)
    return validation.model_copy(update={"problems": problems})


def _masked(problem: Problem, frames: Frames) -> Problem:
    places = [] if problem.place is None else [problem.place.span]
    places += [related.place.span for related in problem.related]
    if not places:
        return problem
    related = tuple(
        each.model_copy(update={"message": _sentence(each.message, places, frames)})
        for each in problem.related
    )
    remedy = None if problem.remedy is None else _sentence(problem.remedy, places, frames)
    message = _sentence(problem.message, places, frames)
    return problem.model_copy(update={"message": message, "remedy": remedy, "related": related})


def _sentence(text: Bilingual, places: list[Span], frames: Frames) -> Bilingual:
    zh, en = text.zh, text.en
    for place in places:
        zh, en = frames.masked(place, zh), frames.masked(place, en)
    return Bilingual(zh=zh, en=en)
