"""From which day on the next event of a procedure may come, and how long a step lasted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from policy_engine.calendars import UnknownYearError, counted_days, earliest_after
from policy_engine.diagnostics import Text
from policy_engine.documents.procedures import Step

NOT_COUNTED = Text(
    "政策没有写明时限按工作日还是自然日计算，或者首日是否计入",
    "the policy does not say how the days of the step are counted, or whether its first day counts",
)


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first day on which something may come: `day` None where nothing limits it, or nothing can tell.

    `unknown` says why it cannot be told.
    """

    day: datetime.date | None = None
    unknown: Text | None = None


def earliest_next(step: Step, begun: datetime.date) -> Earliest:
    """When the step after this one may begin, by its shortest duration."""
    if step.min_days is None or step.min_days == 0:
        return Earliest(begun)
    if step.days is None or step.first_day_counts is None:
        return Earliest(unknown=NOT_COUNTED)
    try:
        return Earliest(earliest_after(begun, step.min_days, step.days, step.first_day_counts))
    except UnknownYearError as error:
        return Earliest(unknown=error.text)


def days_lasted(step: Step | None, begun: datetime.date, ends: datetime.date | None) -> int | None:
    """How many days the step lasted as the policy counts them; None where that cannot be told."""
    if step is None or ends is None or step.days is None or step.first_day_counts is None:
        return None
    try:
        return counted_days(begun, ends, step.days, step.first_day_counts)
    except UnknownYearError:
        return None
