"""Whoever swaps the policies gets the mirror image: neither direction is looked at more closely."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.diagnostics import Text
from policy_engine.diff.impact import finding_changes
from policy_engine.diff.impact_model import FindingChange, FindingKind, Impact
from policy_engine.diff.impact_pools import PoolLevel, over_limits, pool_changes
from policy_engine.findings.report import Finding, Subject
from policy_engine.findings.report_model import Bilingual
from policy_engine.reports.impact_words import number
from tests.impact.studies import study

MIRRORED: dict[FindingKind, FindingKind] = {
    "new": "gone", "gone": "new", "worse": "better", "better": "worse", "changed": "changed",
}  # fmt: skip
OLD, NEW = "331004@2024-03-01", "331004@2025-03-01"


def sizes(impact: Impact) -> dict[str, tuple[Any, ...]]:
    return {each.input.path: (each.old, each.new, each.flips, number(each.must_go)) for each in impact.setups}


def test_swapped_policies_give_the_mirror_image() -> None:
    there, back = study(OLD, NEW), study(NEW, OLD)
    assert sizes(back) == {
        path: (after, before, flips, -must_go)
        for path, (before, after, flips, must_go) in sizes(there).items()
    }
    for each in there.setups:
        (other,) = [setup for setup in back.setups if setup.input.path == each.input.path]
        assert told(other.findings) == mirrored(each.findings)
    assert (there.summary.rejected, there.summary.admitted) == (1, 0)
    assert (back.summary.rejected, back.summary.admitted) == (0, 1)
    assert [number(total.net) for total in back.totals] == [-number(total.net) for total in there.totals]


def told(changes: tuple[FindingChange, ...]) -> Counter[Any]:
    return Counter((c.kind, _said(c.old), _said(c.new)) for c in changes)


def mirrored(changes: tuple[FindingChange, ...]) -> Counter[Any]:
    return Counter((MIRRORED[c.kind], _said(c.new), _said(c.old)) for c in changes)


def _said(finding: Finding | None) -> object:
    return None if finding is None else (finding.code, finding.severity, finding.status, finding.margin,
                                         finding.message, finding.subject)  # fmt: skip


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    subject = draw(st.sampled_from([None, "P01", "P02"]))
    margin = draw(st.sampled_from([None, -1, -2, "2/3", 0.5]))
    return Finding(
        code=draw(st.sampled_from(["U12", "U20"])),
        id="rule",
        severity=draw(st.sampled_from(["block", "warn", "info"])),
        status=draw(st.sampled_from(["fail", "incomplete", "waived"])),
        title=Bilingual(zh="题", en="title"),
        subject=None if subject is None else Subject(kind="post", id=subject, path="x", line=1, column=1),
        observed=None,
        limit=None,
        margin=margin,
        message=Bilingual(zh=f"差 {margin}", en=f"by {margin}"),
        clause=None,
        basis=(),
        remedy=None,
    )


FINDINGS = st.lists(findings(), max_size=6)


@settings(deadline=None, max_examples=60)
@given(FINDINGS, FINDINGS)
def test_any_findings_are_matched_alike_in_both_directions(old: list[Finding], new: list[Finding]) -> None:
    assert told(finding_changes(new, old)) == mirrored(finding_changes(old, new))


@settings(deadline=None, max_examples=60)
@given(FINDINGS)
def test_the_same_findings_are_no_change_in_whatever_order(found: list[Finding]) -> None:
    assert finding_changes(found, list(reversed(found))) == ()


@settings(deadline=None, max_examples=60)
@given(FINDINGS, FINDINGS)
def test_no_finding_is_lost_or_told_twice(old: list[Finding], new: list[Finding]) -> None:
    changes = finding_changes(old, new)
    before = Counter(_said(f) for f in old) - Counter(_said(c.old) for c in changes)
    after = Counter(_said(f) for f in new) - Counter(_said(c.new) for c in changes)
    assert before == after


NUMBERS = st.integers(0, 200) | st.fractions(0, 200, max_denominator=4)
LEVELS = st.dictionaries(
    st.sampled_from(["counted-posts", "featured-posts", "mid-level", "mid-level-chief", "mid-level-deputy"]),
    st.builds(PoolLevel, st.just(Text("池", "pool")), NUMBERS, st.none() | NUMBERS),
)


@settings(deadline=None, max_examples=60)
@given(LEVELS, LEVELS)
def test_pools_are_compared_alike_in_both_directions(
    old: dict[str, PoolLevel], new: dict[str, PoolLevel]
) -> None:
    there, back = pool_changes(old, new), pool_changes(new, old)
    assert [(c.id, c.old, c.new) for c in back] == [(c.id, c.new, c.old) for c in there]
    assert over_limits(new, old) == over_limits(old, new)[::-1]


def test_chiefs_over_their_slots_are_not_set_off_against_deputies() -> None:
    title = Text("职数", "slots")
    split = {
        "mid-level-chief": PoolLevel(title, 8, 7),
        "mid-level-deputy": PoolLevel(title, 5, 6),
    }
    pooled = {"mid-level": PoolLevel(title, 13, 13)}
    assert over_limits(pooled, split) == (0, 1)


def test_a_featured_post_over_its_share_may_stay_as_another_kind() -> None:
    title = Text("特色岗位", "featured posts")
    all_allowed, fewer = PoolLevel(title, 9, 9), PoolLevel(title, 9, Fraction(5, 2))
    assert over_limits({"featured-posts": all_allowed}, {"featured-posts": fewer}) == (0, 0)
