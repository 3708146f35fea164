"""The weights of a policy that belong together, and must come to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, get_args

from policy_engine.app.scoring.material import SECTION
from policy_engine.diagnostics import Text
from policy_engine.documents.assessment_policy import AssessmentPolicy
from policy_engine.documents.terms import ResultPart
from policy_engine.source.tree import Path

# The parts of a result, in the order in which they are told.
PARTS: tuple[ResultPart, ...] = get_args(ResultPart)


@dataclass(frozen=True, slots=True)
class Weights:
    """A group of weights by their places in the merged policy; `path` is that of the whole group."""

    title: Text
    path: Path
    shares: Mapping[Path, Fraction]

    @property
    def total(self) -> Fraction:
        """What they come to, exactly."""
        return sum(self.shares.values(), Fraction(0))


def weights_of(policy: AssessmentPolicy) -> Iterator[Weights]:
    """Every group that the policy declares; a list without entries is none."""
    mix = policy.mix
    if mix is not None:
        named = ((part, getattr(mix, part)) for part in PARTS)
        declared: dict[Path, Fraction] = {
            (SECTION, "mix", part): Fraction(share) for part, share in named if share is not None
        }
        yield Weights(Text("构成", "the mix"), (SECTION, "mix"), declared)
    dimensions = policy.dimensions or []
    yield from _listed(Text("日常考评的维度", "the dimensions"), (SECTION, "dimensions"), dimensions)
    for place, dimension in enumerate(dimensions):
        title = Text(f"维度“{dimension.name}”的评分人", f"the scorers of {dimension.name}")
        path: Path = (SECTION, "dimensions", place, "scored_by")
        yield from _listed(title, path, dimension.scored_by or [])
    if policy.traces is not None:
        path = (SECTION, "traces", "metrics")
        yield from _listed(Text("工作痕迹的指标", "the metrics of traces"), path, policy.traces.metrics or [])
    if policy.ballots is not None:
        path = (SECTION, "ballots", "groups")
        yield from _listed(Text("民主测评的主体", "the groups of voters"), path, policy.ballots.groups or [])
    if policy.post_factor is not None:
        path = (SECTION, "post_factor", "factors")
        title = Text("岗位系数的因素", "the factors of posts")
        yield from _listed(title, path, policy.post_factor.factors or [])


def _listed(title: Text, path: Path, entries: Sequence[Any]) -> Iterator[Weights]:
    if entries:
        shares = {(*path, place, "weight"): Fraction(each.weight) for place, each in enumerate(entries)}
        yield Weights(title, path, shares)
