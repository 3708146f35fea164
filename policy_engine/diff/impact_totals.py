"""All set-ups together: put in order, summed up, counted."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policy_engine.diagnostics import Text
from policy_engine.diff.impact_model import ImpactSummary, Quantity, SetupImpact, Total
from policy_engine.diff.impact_pools import QUANTITIES, Levels, over_limits, sums_of
from policy_engine.expr.numbers import Number
from policy_engine.findings.report_model import Bilingual
from policy_engine.findings.wording import shown

_TITLES: dict[Quantity, Text] = {
    "counted-posts": Text("计入上限的岗位", "posts that count towards the cap"),
    "special-task-posts": Text("专项岗位", "special-task posts"),
    "featured-posts": Text("特色岗位", "featured posts"),
    "administrative-establishment": Text("行政编制（核定数）", "administrative staff, approved"),
    "public-institution-establishment": Text("事业编制（核定数）", "public-institution staff, approved"),
    "administrative-quota": Text("行政编制（类别标准）", "administrative staff, standard"),
    "public-institution-quota": Text("事业编制（类别标准）", "public-institution staff, standard"),
    "leaders": Text("领导职数", "leadership slots"),
    "mid-level": Text("中层职数", "mid-level slots"),
}


@dataclass(frozen=True)
class Recorded:
    """One set-up's impact, with its pools as exact numbers."""

    impact: SetupImpact
    old: Levels
    new: Levels

    @property
    def must_go(self) -> Number:
        """What is newly over limits."""
        before, after = over_limits(self.old, self.new)
        return after - before


def in_order(recorded: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """What is hit hardest first: by what must go, then by findings, then by township, date and file.

    Of several set-ups of one township only the latest is counted in sums.
    """
    each = list(recorded)
    latest: dict[str, Recorded] = {}
    for one in sorted(each, key=_age):
        latest[one.impact.township.code] = one
    counted = {id(one) for one in latest.values()}
    marked = [_marked(one, id(one) in counted) for one in each]
    return tuple(sorted(marked, key=_size))


def _marked(one: Recorded, counted: bool) -> Recorded:
    impact = one.impact.model_copy(update={"counted": counted})
    return dataclasses.replace(one, impact=impact)


def _age(one: Recorded) -> tuple[object, ...]:
    return (one.impact.as_of, one.impact.input.path)


def _size(one: Recorded) -> tuple[object, ...]:
    impact = one.impact
    return (
        -one.must_go,
        -sum(change.kind in ("new", "worse") for change in impact.findings),
        -len(impact.findings),
        not impact.flips,
        impact.township.code,
        impact.as_of,
        impact.input.path,
    )


def totals(recorded: Iterable[Recorded]) -> tuple[Total, ...]:
    """The sums of each quantity that some township has under one of the policies."""
    counted = [one for one in recorded if one.impact.counted]
    there = {id_ for one in counted for id_ in (*one.old, *one.new)}
    quantities = dict.fromkeys(quantity for id_, quantity in QUANTITIES.items() if id_ in there)
    return tuple(_total(quantity, counted) for quantity in quantities)


def _total(quantity: Quantity, recorded: Sequence[Recorded]) -> Total:
    found = (sums_of(quantity, one.old, one.new) for one in recorded)
    pairs = [pair for pair in found if pair is not None]
    known = len(pairs) > 0
    before, after = sum(old.limit for old, _ in pairs), sum(new.limit for _, new in pairs)
    return Total(
        quantity=quantity,
        title=Bilingual.of(_TITLES[quantity]),
        townships=len(pairs),
        untold=len(recorded) - len(pairs),
        limit_old=shown(before) if known else None,
        limit_new=shown(after) if known else None,
        net=shown(after - before) if known else None,
        over_old=shown(sum(old.over for old, _ in pairs)) if known else None,
        over_new=shown(sum(new.over for _, new in pairs)) if known else None,
    )


def summary_of(impacts: Sequence[SetupImpact]) -> ImpactSummary:
    """How many set-ups flip, and how many findings are not the same."""
    kinds = [change.kind for impact in impacts for change in impact.findings]
    return ImpactSummary(
        judged=len(impacts),
        flipped=sum(len(impact.flips) > 0 for impact in impacts),
        class_=sum("class" in impact.flips for impact in impacts),
        outcome=sum("outcome" in impact.flips for impact in impacts),
        rejected=sum(impact.old.complies and not impact.new.complies for impact in impacts),
        admitted=sum(impact.new.complies and not impact.old.complies for impact in impacts),
        findings_new=kinds.count("new"),
        findings_worse=kinds.count("worse"),
        findings_changed=kinds.count("changed"),
        findings_better=kinds.count("better"),
        findings_gone=kinds.count("gone"),
        no_longer_judged=sum(len(impact.no_longer_judged) for impact in impacts),
        newly_judged=sum(len(impact.newly_judged) for impact in impacts),
        unchanged=sum(is_unchanged(impact) for impact in impacts),
    )


def is_unchanged(impact: SetupImpact) -> bool:
    """Whether nothing at all is otherwise, not even a figure."""
    told = (impact.flips, impact.findings, impact.no_longer_judged, impact.newly_judged)
    return not any(told) and all(pool.old == pool.new for pool in impact.pools)
