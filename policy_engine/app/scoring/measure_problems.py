"""Figures of an assessment that its policy has no place for: tables of traces, progress, earlier totals."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from policy_engine.app.scoring.material import Material, number, term
from policy_engine.assessment.regular import due_for
from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.documents.assessment_people import AssessedEntry
from policy_engine.documents.assessment_policy import AssessmentPolicy, Metric, TraceColumns
from policy_engine.documents.terms import CHINESE

# What progress is full at, where the policy does not say.
FULL_PROGRESS = Decimal(100)


def measure_problems(material: Material) -> Iterator[Diagnostic]:
    """What the policy does not measure, or not in that way."""
    if material.table_given:
        yield from _table(material)
    yield from _progress(material)
    yield from _totals(material)


def _table(material: Material) -> Iterator[Diagnostic]:
    """Why a table of traces cannot be put to use; a trial may leave it aside."""
    mix, traces = material.policy.mix, material.policy.traces
    if mix is None:
        return  # of which it is told already
    if not material.weighs_traces:
        if material.is_trial:
            return
        yield Diagnostic(
            "score.traces-not-weighed",
            Text("给出了痕迹表，政策的构成中却没有工作痕迹，不会计分。",
                 "A table of traces was given, but the policy's mix does not weigh traces."),
            material.declared("mix"),
            help=Text("请去掉 --traces；政策漏写的，先更正政策。",
                      "Leave --traces out, or correct the policy first."),
        )  # fmt: skip
    elif traces is not None and traces.metrics:
        if traces.columns is None:
            yield _no_columns(material)
        else:
            yield from _missing_columns(material, traces.metrics, traces.columns)


def _no_columns(material: Material) -> Diagnostic:
    return Diagnostic(
        "score.no-columns",
        Text("政策没有规定痕迹表的列名，无法读取痕迹表。",
             "The policy does not say under which headings a table of traces has what."),
        material.declared("traces"),
        help=Text("请在政策中写明 traces.columns（列名），如 columns: {id: 工单编号, person: 人员编号, "
                  "date: 交办日期}。",
                  "Declare traces.columns, such as columns: {id: 工单编号, person: 人员编号, date: "
                  "交办日期}."),
    )  # fmt: skip


def _missing_columns(
    material: Material, metrics: list[Metric], columns: TraceColumns
) -> Iterator[Diagnostic]:
    for place, metric in enumerate(metrics):
        # Each item counts as one where no column tells how many were assigned.
        field = {"completion": "done", "assigned": None}.get(metric.id, metric.id)
        if field is None or getattr(columns, field) is not None:
            continue
        name = CHINESE["trace_metric"][metric.id]
        title = TraceColumns.model_fields[field].title
        yield Diagnostic(
            "score.no-column",
            Text(f"指标“{name}”要从痕迹表计算，政策没有规定{title}所在的列。",
                 f"The metric {metric.id} is worked out from the table, and the policy names no column for "
                 f"{field}."),
            material.declared("traces", "metrics", place),
            help=Text(f"请在 traces.columns（列名）中写明 {field}（{title}）。",
                      f"Name the column under traces.columns.{field}."),
            related=((Text("列名写在这里", "the columns"), material.declared("traces", "columns")),),
        )  # fmt: skip


def _progress(material: Material) -> Iterator[Diagnostic]:
    traces = material.policy.traces
    full = FULL_PROGRESS if traces is None or traces.full_progress is None else traces.full_progress
    for place, entry in enumerate(material.document.people):
        claim = entry.traces
        if claim is None or claim.progress is None or claim.progress <= full:
            continue
        yield Diagnostic(
            "score.progress-over-full",
            Text(f"推进进度写的是 {number(claim.progress)}，超过满进度 {number(full)}。",
                 f"The progress is stated as {number(claim.progress)}; full progress is {number(full)}."),
            material.value("people", place, "traces", "progress"),
            help=Text(f"请按 0 至 {number(full)} 填写平均推进进度。",
                      f"State the mean progress between 0 and {number(full)}."),
            related=((Text("政策的规定在这里", "what the policy says"),
                      material.declared("traces", "full_progress")),),
        )  # fmt: skip


def _totals(material: Material) -> Iterator[Diagnostic]:
    most = most_points(material.policy)
    for place, entry in enumerate(material.document.people):
        yield from _too_many_totals(material, place, entry)
        for position, total in enumerate(entry.regular_totals or ()):
            if most is not None and Fraction(total) > most:
                yield Diagnostic(
                    "score.total-impossible",
                    Text(f"平时考核得分写的是 {number(total)}，按政策最多 {number(most)} 分。",
                         f"The total of a regular assessment is stated as {number(total)}; by the policy it "
                         f"is {number(most)} at most."),
                    material.value("people", place, "regular_totals", position),
                    help=Text("请核对得分，是否漏了小数点。", "Check it; a decimal point may be missing."),
                )  # fmt: skip


def _too_many_totals(material: Material, place: int, entry: AssessedEntry) -> Iterator[Diagnostic]:
    """More totals than there were regular assessments; only a year's assessment counts them."""
    document, regular = material.document, material.policy.regular
    due = due_for(entry, document, regular)
    there = len(entry.regular_totals or ())
    if due is None or regular is None or document.period.every != "year" or there <= due[1]:
        return
    every = term("assessment_period", regular.every or "")
    yield Diagnostic(
        "score.too-many-totals",
        Text(f"考核期内平时考核应有 {due[1]} 次（{every}），得分却写了 {there} 次，平均分无从计算。",
             f"{due[1]} regular assessments were due in the period ({regular.every}), and {there} totals are "
             "stated: of which to take the mean is not clear."),
        material.value("people", place, "regular_totals"),
        help=Text("请每次写一个得分，多余的删去。", "State one total for each, and leave out the others."),
        related=((Text("政策的规定在这里", "what the policy says"), material.declared("regular", "every")),),
    )  # fmt: skip


def most_points(policy: AssessmentPolicy) -> Fraction | None:
    """The most points that anybody can have: 100, by the highest factor, and what may be added.

    None where the policy says of neither how high it goes.
    """
    most = Fraction(100)
    factor, band = policy.post_factor, policy.adjustment
    if factor is not None and factor.applies_to in ("total", "trace"):
        if factor.range is None:
            return None
        most *= max(Fraction(factor.range.max), Fraction(1))
    return most + (Fraction(0) if band is None else Fraction(band.points_at_most))
