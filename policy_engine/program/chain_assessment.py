"""The section `assessment` of a policy in force, read off as the facts that its checks judge."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from policy_engine.documents.assessment_policy import AssessmentPolicy, Metric, TraceColumns
from policy_engine.documents.chain_assessment import (
    GradeWithEffects,
    MeasuredMetric,
    MixedPart,
    NamedScale,
    RepeatedName,
    WeightGroup,
)
from policy_engine.documents.paths import chinese_path
from policy_engine.documents.policy import Policy
from policy_engine.documents.terms import CHINESE, AppraisalGrade, ResultPart, TraceMetric
from policy_engine.expr.numbers import plain
from policy_engine.program.chain_places import Placed, place_text
from policy_engine.program.chain_pools import pool_gaps, pool_overlaps
from policy_engine.source.tree import Path

# Tells what a place is called in Chinese, records by their ids.
InChinese = Callable[[Path], str]

_AT: Path = ("assessment",)
# What stands in the way of a whole: a part, the entry that says how it is worked out.
_PARTS: Sequence[tuple[ResultPart, str, Path]] = (
    ("dimension", "everyday assessment", ("dimensions",)),
    ("trace", "traces of work", ("traces", "metrics")),
    ("ballot", "ballots", ("ballots", "options")),
    ("regular", "regular assessment", ("regular", "every")),
)
# Lists of records with weights that are parts of one whole; scorers stand within dimensions.
_WEIGHED: Sequence[Path] = (
    ("dimensions",),
    ("traces", "metrics"),
    ("ballots", "groups"),
    ("post_factor", "factors"),
)
# Lists of what documents may call by its name; scorers stand within dimensions.
_NAMED: Sequence[Path] = (
    ("dimensions",),
    ("ballots", "options"),
    ("ballots", "groups"),
    ("post_factor", "factors"),
    ("service", "leave"),
    ("pools",),
    ("snail_post", "triggers"),
)
# Shares of a whole become points by themselves.
_SHARES: frozenset[TraceMetric] = frozenset({"completion", "progress"})
# The column that holds a metric; what is assigned is counted where there is no column of it.
_COLUMNS: dict[TraceMetric, str] = {
    "completion": "done",
    "progress": "progress",
    "clock_in": "clock_in",
    "points": "points",
    "study_time": "study_time",
}
# A claim of the township may stand in for the table; of these there is none.
_BY_TABLE_ALONE: frozenset[TraceMetric] = frozenset({"clock_in", "points", "study_time"})


def weight_groups(assessment: AssessmentPolicy, zh: InChinese) -> Iterator[Placed]:
    """Every group of weights with its sum; what is not declared has none."""
    for path, weights in _groups(assessment):
        total = sum(weights, Fraction(0))
        record = WeightGroup.model_construct(
            path=place_text(path), path_zh=zh(path), total=total, written=_percent(total)
        )
        yield Placed(record, path)


def _groups(assessment: AssessmentPolicy) -> Iterator[tuple[Path, list[Fraction]]]:
    mix = assessment.mix
    if mix is not None:
        parts = (mix.dimension, mix.trace, mix.ballot, mix.regular)
        yield (*_AT, "mix"), [weight for weight in parts if weight is not None]
    for path in _WEIGHED:
        records: object = _at(assessment, path)
        if isinstance(records, list):
            yield (*_AT, *path), [each.weight for each in records]
    for position, dimension in enumerate(assessment.dimensions or ()):
        if dimension.scored_by is not None:
            path = ("dimensions", position, "scored_by")
            yield (*_AT, *path), [each.weight for each in dimension.scored_by]


def mixed_parts(assessment: AssessmentPolicy) -> Iterator[Placed]:
    """The parts of a result, where the mix is declared: without one nothing is worked out at all."""
    mix = assessment.mix
    for part, name_en, needed in _PARTS if mix is not None else ():
        weight = getattr(mix, part)
        declared = bool(_at(assessment, needed))
        if weight is None and not declared:
            continue
        path: Path = (*_AT, "mix", part) if weight is not None else (*_AT, *needed)
        text = place_text((*_AT, *needed))
        record = MixedPart.model_construct(
            path=place_text(path), name_zh=CHINESE["result_part"][part], name_en=name_en,
            weight=weight, written=_percent(weight or Fraction(0)), needed=text,
            needed_zh=chinese_path(text), declared=declared, counts_otherwise=part == "regular",
        )  # fmt: skip
        yield Placed(record, path)


def _percent(share: Fraction) -> str:
    """99.9%; a share that is no decimal stays the fraction that it is."""
    text = plain(share * 100)
    return plain(share) if "/" in text else f"{text}%"


def _at(value: object, path: Path) -> object:
    for step in path:
        value = None if value is None else getattr(value, str(step))
    return value


def named_scales(policy: Policy) -> Iterator[Placed]:
    """The scales of indicators and of metrics; what is wrong with one stands at what it is of."""
    classification = policy.classification
    indicators = [] if classification is None else classification.indicators or []
    for position, indicator in enumerate(indicators):
        path: Path = ("classification", "indicators", position)
        record = NamedScale.model_construct(
            path=place_text(path), of_zh=f"指标“{indicator.name}”", of_en=f"indicator {indicator.id}",
            scale=indicator.scale,
        )  # fmt: skip
        yield Placed(record, path)
    for metric, path in _metrics(policy.assessment or AssessmentPolicy()):
        if metric.scale is not None:
            record = NamedScale.model_construct(
                path=place_text(path), of_zh=f"指标“{CHINESE['trace_metric'][metric.id]}”",
                of_en=f"metric {metric.id}", scale=metric.scale,
            )  # fmt: skip
            yield Placed(record, path)


def measured_metrics(assessment: AssessmentPolicy) -> Iterator[Placed]:
    """Whether each metric can be measured."""
    columns = None if assessment.traces is None else assessment.traces.columns
    for metric, path in _metrics(assessment):
        lacking = _lacking(metric.id, columns)
        text = None if lacking is None else f"assessment.traces.columns.{lacking}"
        record = MeasuredMetric.model_construct(
            path=place_text(path), name_zh=CHINESE["trace_metric"][metric.id], name_en=metric.id,
            needs_scale=metric.id not in _SHARES, has_scale=metric.scale is not None,
            column=text, column_zh=None if text is None else chinese_path(text),
        )  # fmt: skip
        yield Placed(record, path)


def _metrics(assessment: AssessmentPolicy) -> Iterator[tuple[Metric, Path]]:
    metrics = None if assessment.traces is None else assessment.traces.metrics
    for position, metric in enumerate(metrics or ()):
        yield metric, (*_AT, "traces", "metrics", position)


def _lacking(metric: TraceMetric, columns: TraceColumns | None) -> str | None:
    """The column that a metric needs and that nobody names."""
    column = _COLUMNS.get(metric)
    if column is None or (columns is None and metric not in _BY_TABLE_ALONE):
        return None
    return column if columns is None or getattr(columns, column) is None else None


def grades_with_effects(assessment: AssessmentPolicy) -> Iterator[Placed]:
    """The grades that somebody may get, where the policy says of any of them what hangs on it."""
    if not assessment.grades or assessment.effects is None:
        return
    known = {each.id for each in assessment.effects}
    grades: list[tuple[AppraisalGrade, Path]] = [
        (line.id, (*_AT, "grades", position)) for position, line in enumerate(assessment.grades)
    ]
    if _may_be_ungraded(assessment):
        grades.append(("ungraded", (*_AT, "effects")))
    for grade, path in grades:
        record = GradeWithEffects.model_construct(
            path=place_text(path), grade=grade, grade_zh=CHINESE["appraisal_grade"][grade],
            grade_en=grade.replace("_", " "), has_effects=grade in known,
        )  # fmt: skip
        yield Placed(record, path)


def _may_be_ungraded(assessment: AssessmentPolicy) -> bool:
    service = assessment.service
    if service is None:
        return False
    by_leave = any(each.then == "ungraded" for each in service.leave or ())
    return service.graded_from_months is not None or service.probation == "ungraded" or by_leave


def repeated_names(assessment: AssessmentPolicy, zh: InChinese) -> Iterator[Placed]:
    """Records of one list of which a document could not tell which it means."""
    for path, records in _named_lists(assessment):
        first: dict[str, str] = {}
        for position, (id_, name) in enumerate(records):
            if any(first.get(word, id_) != id_ for word in (id_, name)):
                record = RepeatedName.model_construct(path=place_text(path), path_zh=zh(path), name=name)
                yield Placed(record, (*path, position))
            for word in (name, id_):
                first.setdefault(word, id_)


def _named_lists(assessment: AssessmentPolicy) -> Iterator[tuple[Path, list[tuple[str, str]]]]:
    for path in _NAMED:
        yield (*_AT, *path), _ids_and_names(_at(assessment, path))
    for position, dimension in enumerate(assessment.dimensions or ()):
        yield (*_AT, "dimensions", position, "scored_by"), _ids_and_names(dimension.scored_by)


def _ids_and_names(records: object) -> list[tuple[str, str]]:
    return [(each.id, each.name) for each in records] if isinstance(records, list) else []


def assessment_facts(policy: Policy, zh: InChinese) -> dict[str, list[Placed]]:
    """All facts of the section by the entries of the chain that hold them."""
    assessment = policy.assessment or AssessmentPolicy()
    service = assessment.service
    leave = [] if service is None else service.leave or []
    lines = (Placed(line, (*_AT, "grades", n)) for n, line in enumerate(assessment.grades or ()))
    return {
        "weight_groups": [*weight_groups(assessment, zh)],
        "mixed_parts": [*mixed_parts(assessment)],
        "scales": [*named_scales(policy)],
        "metrics": [*measured_metrics(assessment)],
        "grade_lines": [*lines],
        "grades_with_effects": [*grades_with_effects(assessment)],
        "pool_overlaps": [*pool_overlaps(assessment)],
        "pool_gaps": [*pool_gaps(assessment)],
        "repeated_names": [*repeated_names(assessment, zh)],
        "leave_kinds": [Placed(kind, (*_AT, "service", "leave", n)) for n, kind in enumerate(leave)],
    }
