"""Work traces (工作痕迹): Σ weight × points over the metrics.

A metric's value becomes points by its scale. Completion (done ÷ assigned) and progress are percentages,
also for a scale (90% is 90); without one the percentage itself is the points. Where nothing was assigned
the whole part does not apply. More done than assigned is refused, never clipped: check A03 judges it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from policy_engine.assessment.mix import Weighed, Worked, lacking, not_applying, weighted_sum
from policy_engine.assessment.model import Given, Term
from policy_engine.assessment.scale import scaled
from policy_engine.assessment.telling import both, metric_label, number, part_label
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_people import AssessedEntry, TraceClaim
from policy_engine.documents.assessment_policy import Metric, Traces
from policy_engine.documents.terms import TraceMetric
from policy_engine.source.tree import Path
from policy_engine.traces.model import PersonTraces

_PATH: Path = ("assessment", "traces", "metrics")
_FULL: Path = ("assessment", "traces", "full_progress")
_LABEL = part_label("trace")
_ASSIGNED = Text("交办量", "items assigned")
_DONE = Text("办结", "items done")
_MEAN = Text("计入的各件推进进度的平均（满进度为 1）", "mean progress of the items that count (1 is full)")
_FROM_TABLE = Text("取自痕迹表。", "Taken from the table of traces.")
_AS_CLAIMED = Text(
    "取自考核材料所写的汇总，没有痕迹表可核对。",
    "As the assessment itself adds it up: there is no table of traces to compare with.",
)
_FULL_PROGRESS = 100  # where the policy does not say


@dataclass(frozen=True, slots=True)
class _Traces:
    """One person's traces, from the table or else as claimed.

    `progress` is from 0 to 1, already worked out; `amounts` None: there is no table to take them from.
    """

    assigned: Fraction
    done: Fraction
    overdone: int
    progress: Worked
    amounts: Mapping[TraceMetric, Fraction] | None


def trace_part(entry: AssessedEntry, given: Given) -> Worked:
    """Points by the metrics. A table that was given goes before what the entry claims."""
    policy = given.policy.traces
    if policy is None or not policy.metrics:
        return lacking(_LABEL, Text(
            "政策没有规定工作痕迹的指标，请在政策中写明。",
            "The policy declares no metrics of work traces; declare them.",
        ))  # fmt: skip
    traces = _of_person(entry, given, policy)
    if traces is None:
        return lacking(_LABEL, Text(
            "没有工作痕迹：请用 --traces 给出痕迹表，或者补写“工作痕迹”。",
            'There are no work traces: give the table of traces (--traces), or add "traces".',
        ))  # fmt: skip
    if problems := tuple(_problems(traces)):
        return lacking(_LABEL, *problems)
    if traces.assigned == 0:
        return not_applying(_LABEL, Text("考核期内没有交办，不适用", "nothing was assigned in the period"))
    items = [
        Weighed(_metric(each, traces, (*_PATH, at)), each.weight, (*_PATH, at, "weight"))
        for at, each in enumerate(policy.metrics)
    ]
    worked = weighted_sum(_LABEL, items, _PATH)
    if worked.term.value is None:
        return worked
    return replace(
        worked, term=replace(worked.term, note=_AS_CLAIMED if given.traces is None else _FROM_TABLE)
    )


def _of_person(entry: AssessedEntry, given: Given, policy: Traces) -> _Traces | None:
    if given.traces is not None:
        return _from_table(given.traces.people.get(entry.person))
    return None if entry.traces is None else _as_claimed(entry.traces, policy)


def _from_table(found: PersonTraces | None) -> _Traces:
    """Somebody of whom the table has no row was assigned nothing."""
    label = metric_label("progress")
    nothing = not_applying(label, Text("痕迹表没有推进进度", "the table of traces has no progress"))
    if found is None:
        return _Traces(Fraction(0), Fraction(0), 0, nothing, {})
    progress = nothing
    if found.progress is not None:
        formula = both(f"{number(found.progress)} × 100")
        progress = Worked(Term(label, found.progress * 100, formula, terms=(Term(_MEAN, found.progress),)))
    return _Traces(found.assigned, found.done, len(found.overdone), progress, found.amounts)


def _as_claimed(claim: TraceClaim, policy: Traces) -> _Traces:
    return _Traces(
        Fraction(claim.assigned), Fraction(claim.done), 0, _claimed_progress(claim, policy), amounts=None
    )


def _claimed_progress(claim: TraceClaim, policy: Traces) -> Worked:
    """What was assigned has a progress: leaving it out must not lift a result."""
    label = metric_label("progress")
    if claim.progress is None:
        return lacking(label, Text(
            "有交办，却没有写推进进度，请补写。", "Items were assigned, but no progress is written; add it.",
        ))  # fmt: skip
    declared = policy.full_progress
    full = Fraction(_FULL_PROGRESS if declared is None else declared)
    progress = Fraction(claim.progress)
    if progress > full:
        return lacking(label, Text(
            f"推进进度 {number(progress)} 超过满进度 {number(full)}，请核对。",
            f"The progress of {number(progress)} is above the full progress of {number(full)}; correct it.",
        ))  # fmt: skip
    terms = (
        Term(Text("写明的推进进度", "progress as stated"), progress),
        Term(Text("满进度", "full progress"), full, path=None if declared is None else _FULL),
    )
    formula = both(f"{number(progress)} ÷ {number(full)} × 100")
    return Worked(Term(label, progress / full * 100, formula, terms=terms))


def _problems(traces: _Traces) -> Iterator[Text]:
    if traces.done > traces.assigned:
        yield Text(
            f"办结 {number(traces.done)} 件，多于交办的 {number(traces.assigned)} 件，请核对。",
            f"{number(traces.done)} items are done of {number(traces.assigned)} assigned; correct it.",
        )
    elif traces.overdone > 0:
        yield Text(
            "痕迹表中有办结多于交办的行，请核对。",
            "The table of traces has rows with more items done than assigned; correct them.",
        )


def _metric(metric: Metric, traces: _Traces, path: Path) -> Worked:
    measure = _measure(metric, traces)
    if measure.term.value is None:
        return measure
    if metric.scale is not None:
        return scaled(measure.term, metric.scale, (*path, "scale"))
    if metric.id in ("completion", "progress"):
        return measure
    what = metric_label(metric.id)
    return lacking(what, Text(
        f"政策没有规定“{what.zh}”如何折算成分，请写明赋分标准。",
        f'The policy does not say how "{what.en}" becomes points; give it a scale.',
    ), terms=(measure.term,))  # fmt: skip


def _measure(metric: Metric, traces: _Traces) -> Worked:
    """The metric's value: a number of items, a percentage, or a sum from the table."""
    what = metric_label(metric.id)
    if metric.id == "assigned":
        return Worked(Term(what, traces.assigned))
    if metric.id == "completion":
        formula = both(f"{number(traces.done)} ÷ {number(traces.assigned)} × 100")
        parts = (Term(_DONE, traces.done), Term(_ASSIGNED, traces.assigned))
        return Worked(Term(what, traces.done / traces.assigned * 100, formula, terms=parts))
    if metric.id == "progress":
        return traces.progress
    amount = None if traces.amounts is None else traces.amounts.get(metric.id)
    if amount is not None:
        return Worked(Term(what, amount))
    return lacking(what, Text(
        f"“{what.zh}”只能取自痕迹表：请给出有这一列的痕迹表，并在政策中写明列名。",
        f'"{what.en}" comes from the table of traces alone: give one with such a column,'
        " and name the column in the policy.",
    ))  # fmt: skip
