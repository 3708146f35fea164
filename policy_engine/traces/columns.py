"""Which columns of a table are read: what the policy maps, and what its metrics need."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from policy_engine.documents.assessment_policy import TraceColumns
from policy_engine.documents.terms import TraceMetric

Field = Literal[
    "id", "person", "date", "assigned", "done", "progress", "updated", "clock_in", "points", "study_time"
]
FIELDS: tuple[Field, ...] = (
    "id", "person", "date", "assigned", "done", "progress", "updated", "clock_in", "points", "study_time",
)  # fmt: skip
AMOUNTS: tuple[Literal["clock_in", "points", "study_time"], ...] = ("clock_in", "points", "study_time")
NUMBERS: frozenset[Field] = frozenset(("assigned", *AMOUNTS))
# A metric without the column it is computed from cannot be had; "assigned" counts rows without one.
_NEEDS: Mapping[TraceMetric, Field] = {
    "completion": "done", "progress": "progress", "clock_in": "clock_in", "points": "points",
    "study_time": "study_time",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """`headings`: of every column that the policy maps, in the order of FIELDS. `read`: those whose
    values are used. `unmapped`: what metrics need and the policy maps no column for."""

    headings: Mapping[Field, str]
    read: tuple[Field, ...]
    unmapped: tuple[TraceMetric, ...]


def wanted(columns: TraceColumns, metrics: Collection[TraceMetric]) -> Wanted:
    """Amounts are read only where a metric asks for them; the others wherever they are mapped."""
    mapped: dict[Field, str] = {}
    for field in FIELDS:
        heading: str | None = getattr(columns, field)
        if heading is not None:
            mapped[field] = heading
    return Wanted(
        mapped,
        tuple(field for field in mapped if field not in AMOUNTS or field in metrics),
        tuple(metric for metric in sorted(metrics) if metric in _NEEDS and _NEEDS[metric] not in mapped),
    )
