"""Why nothing can be scored by a policy: parts that it does not define, weights that do not come to one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from policy_engine.app.scoring.material import SECTION, Material
from policy_engine.app.scoring.weights import Weights, weights_of
from policy_engine.assessment.pools import pool_conflicts
from policy_engine.assessment.telling import metric_label, share
from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.terms import ResultPart
from policy_engine.source.tree import Path

# What each part of the mix rests on: whether it is declared, and what it is called.
_RESTS_ON: Mapping[ResultPart, tuple[Callable[[AssessmentPolicy], object], Text, Path]] = {
    "dimension": (lambda p: p.dimensions, Text("维度（dimensions）", "dimensions"), ("dimensions",)),
    "trace": (
        lambda p: p.traces and p.traces.metrics,
        Text("工作痕迹的指标（traces.metrics）", "metrics of traces"),
        ("traces", "metrics"),
    ),
    "ballot": (
        lambda p: p.ballots and p.ballots.options,
        Text("民主测评的选项（ballots.options）", "options on ballots"),
        ("ballots", "options"),
    ),
}


def policy_problems(material: Material) -> Iterator[Diagnostic]:
    """Everything because of which no result would be worth anything."""
    policy = material.policy
    if policy.mix is None:
        yield _no_mix(material)
        return
    for weights in weights_of(policy):
        if weights.total != 1:
            yield not_one(material, weights)
    for part, (declared, what, path) in _RESTS_ON.items():
        weight = getattr(policy.mix, part)
        if weight is not None and weight > 0 and not declared(policy):
            yield _undefined(material, part, what, path)
    yield from _metrics(material)
    for one, other in pool_conflicts(policy):
        yield _two_pools(material, one, other)


def _no_mix(material: Material) -> Diagnostic:
    has_section = material.county.policy.document.assessment is not None
    zh, en = ("考核的构成（assessment.mix）", "assessment.mix")
    if not has_section:
        zh, en = "考核评价（assessment）", "assessment at all"
    return Diagnostic(
        "score.no-mix",
        Text(f"{material.on} 施行的政策没有规定{zh}，无法计分。",
             f"The policy in force on {material.on} declares no {en}; nothing can be scored."),
        material.declared("mix"),
        help=Text("请在政策中规定总分由哪些部分构成、各占多少，如 mix: {dimension: 40%, trace: 40%, "
                  "ballot: 20%}。",
                  "Declare in the policy what a total consists of, such as mix: {dimension: 40%, trace: 40%, "
                  "ballot: 20%}."),
    )  # fmt: skip


def not_one(material: Material, weights: Weights) -> Diagnostic:
    """What says that weights do not come to one."""
    total, parts = share(weights.total), " + ".join(map(share, weights.shares.values()))
    return Diagnostic(
        "score.weights",
        Text(f"{weights.title.zh}的权重之和是 {total}（{parts}），应为 100%。",
             f"The weights of {weights.title.en} come to {total} ({parts}), not to 100%."),
        material.declared(*weights.path[1:]),
        help=Text("请先更正政策，再计分。", "Correct the policy, then score."),
    )  # fmt: skip


def _undefined(material: Material, part: ResultPart, what: Text, path: Path) -> Diagnostic:
    return Diagnostic(
        "score.undefined-part",
        Text(f"构成中有这一部分，政策却没有规定{what.zh}。",
             f"The mix weighs this part, and the policy declares no {what.en}."),
        material.declared("mix", part),
        help=Text(f"请在政策中规定 {SECTION}.{'.'.join(map(str, path))}，或从构成中去掉这一部分。",
                  f"Declare {SECTION}.{'.'.join(map(str, path))} in the policy, or leave the part out of the "
                  "mix."),
    )  # fmt: skip


def _metrics(material: Material) -> Iterator[Diagnostic]:
    """Only completion and progress are shares, and need no scale to become points."""
    traces = material.policy.traces
    for place, metric in enumerate([] if traces is None else traces.metrics or []):
        if metric.scale is not None or metric.id in ("completion", "progress"):
            continue
        yield Diagnostic(
            "score.no-scale",
            Text(f"指标“{metric_label(metric.id).zh}”没有规定如何折算成分数。",
                 f"How {metric_label(metric.id).en} become a score is not declared."),
            material.declared("traces", "metrics", place),
            help=Text("请规定 scale（赋分标准），如 scale: {from: 0, to: 20}。",
                      "Declare its scale, such as scale: {from: 0, to: 20}."),
        )  # fmt: skip


def _two_pools(material: Material, one: int, other: int) -> Diagnostic:
    pools = material.policy.pools or []
    names = [pools[place].name for place in (one, other)]
    return Diagnostic(
        "score.two-pools",
        Text(f"考核范围“{names[0]}”和“{names[1]}”有重叠，有的人会被计入两处。",
             f"The pools {names[0]} and {names[1]} overlap: somebody would be counted in both."),
        material.declared("pools", other),
        help=Text("请更正两者的编制类型（establishment）和来源（origin），使每个人只属于一处。",
                  "Correct `establishment` and `origin` of the two, so that everybody is in one."),
        related=((Text("另一处在这里", "the other one"), material.declared("pools", one)),),
    )  # fmt: skip
