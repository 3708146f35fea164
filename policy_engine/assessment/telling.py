"""Figures, names and reasons in the reader's two languages."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from policy_engine.assessment.naming import Entry
from policy_engine.diagnostics import Text
from policy_engine.documents.terms import CHINESE, ResultPart, RoundingMode, TraceMetric
from policy_engine.expr.numbers import plain
from policy_engine.findings.wording import number_text

_LONGEST = 8
_LARGEST_DENOMINATOR = 1000
_PART: dict[ResultPart, str] = {
    "dimension": "everyday assessment",
    "trace": "work traces",
    "ballot": "ballots",
    "regular": "regular assessments",
}
_METRIC: dict[TraceMetric, str] = {
    "assigned": "items assigned",
    "completion": "completion rate",
    "progress": "progress",
    "clock_in": "clock-ins",
    "points": "points",
    "study_time": "study time",
}
_ROUNDED: dict[RoundingMode, str] = {
    "half_up": "half up",
    "half_even": "half to even",
    "down": "down",
}


def number(value: Fraction | int) -> str:
    """A figure within a formula: 88.4, 265/3; rounded, and marked so, only where nobody could read it."""
    exact = plain(value)
    readable = value.denominator <= _LARGEST_DENOMINATOR if "/" in exact else True
    if readable and len(exact.partition(".")[2]) <= _LONGEST:
        return exact
    return f"≈{number_text(value)}"


def share(value: Fraction) -> str:
    """A weight: 40%, or 2/3 where no percentage says it."""
    percentage = plain(value * 100)
    return plain(value) if "/" in percentage else f"{percentage}%"


def both(text: str) -> Text:
    """What reads the same in both languages: figures and signs."""
    return Text(text, text)


def label(entry: Entry) -> Text:
    """A record of the policy: its name, and in English its id, since names are Chinese."""
    return Text(entry.name, entry.id)


def part_label(part: ResultPart) -> Text:
    return Text(CHINESE["result_part"][part], _PART[part])


def metric_label(metric: TraceMetric) -> Text:
    return Text(CHINESE["trace_metric"][metric], _METRIC[metric])


def rounding_label(mode: RoundingMode) -> Text:
    return Text(CHINESE["rounding_mode"][mode], _ROUNDED[mode])


def joined(texts: Iterable[Text]) -> Text:
    """Sentences one after the other."""
    kept = tuple(texts)
    return Text("".join(text.zh for text in kept), " ".join(text.en for text in kept))
