"""The shipped set-ups under the shipped policies, and under drafts of them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from policy_engine import Checker, complies
from policy_engine.diff.impact_model import Impact, SetupImpact
from policy_engine.findings.report import Finding
from policy_engine.policyset.in_force import Chains
from policy_engine.policyset.repository import Repository
from tests.impact.studies import draft, study, tried
from tests.policies.shipped import CASES, POLICIES, ROOT, report_on

OLD, NEW = "331004@2024-03-01", "331004@2025-03-01"
LUQIAO = "331004-luqiao/2025-01-01.yaml"
PROVINCE = "330000-zhejiang/2024-08-06.yaml"
# Two that say themselves how slots are counted, and two that leave it to the province.
FOUR = ("330105", "330503", "330782", "331004")
LUBEI, PENGJIE = "331004003", "331004107"


def of(impact: Impact, township: str) -> SetupImpact:
    (found,) = [each for each in impact.setups if each.township.code == township]
    return found


def changes(impact: SetupImpact) -> list[tuple[str, str]]:
    return [(change.kind, change.finding.code) for change in impact.findings]


def pool(impact: SetupImpact, id_: str) -> tuple[object, ...]:
    (found,) = [each for each in impact.pools if each.id == id_]
    assert found.old is not None
    assert found.new is not None
    return (found.new.used, found.old.limit, found.new.limit, found.net, found.old.over, found.new.over)


def test_the_new_version_of_luqiao_rejects_lubei_and_is_harder_on_pengjie() -> None:
    # By hand: 90 posts under a cap of 90, then 88; 87 posts under 85, then 83; and special tasks that
    # others than staff retired from leading posts have, of which was warned, and which now block.
    impact = study(OLD, NEW)
    lubei, pengjie = of(impact, LUBEI), of(impact, PENGJIE)
    assert (lubei.old.outcome, lubei.new.outcome) == ("approved", "rejected")
    assert lubei.flips == ("outcome", "findings")
    assert changes(lubei) == [("new", "U12")]
    assert pool(lubei, "counted-posts") == (90, 90, 88, -2, 0, 2)
    assert (pengjie.old.outcome, pengjie.new.outcome) == ("rejected", "rejected")
    assert pengjie.flips == ("findings",)
    assert changes(pengjie) == [("worse", "U12"), ("worse", "special-task-handover")]
    assert pool(pengjie, "counted-posts") == (87, 85, 83, -2, 2, 4)
    assert (lubei.over_old, lubei.over_new, lubei.must_go) == (0, 2, 2)
    assert (pengjie.over_old, pengjie.over_new, pengjie.must_go) == (2, 4, 2)


def test_what_luqiao_loses_is_summed_up() -> None:
    totals = {
        each.quantity: (each.limit_old, each.limit_new, each.net, each.over_old, each.over_new)
        for each in study(OLD, NEW).totals
    }
    assert totals["counted-posts"] == (175, 171, -4, 2, 6)
    assert totals["special-task-posts"] == (16, 12, -4, 0, 0)
    assert totals["featured-posts"] == (35, 26, -9, 0, 0)
    assert totals["administrative-establishment"] == (77, 77, 0, 0, 0)
    assert totals["public-institution-establishment"] == (74, 74, 0, 0, 0)
    assert totals["mid-level"] == (25, 25, 0, 0, 0)


def test_every_flip_is_a_finding_and_nothing_else_is() -> None:
    impact = study(OLD, NEW)
    assert all((each.finding is not None) == bool(each.flips) for each in impact.setups)
    finding = of(impact, LUBEI).finding
    assert finding is not None
    assert (finding.code, finding.severity, finding.observed, finding.limit) == (
        "Q14", "info", "rejected", "approved",
    )  # fmt: skip
    assert finding.message.zh == "“路北街道”结论由“建议同意”变为“不予同意”；新增意见 U12"
    assert finding.subject is not None
    assert finding.subject.path == "township.code"


@pytest.mark.parametrize("year", [2024, 2025])
def test_it_agrees_with_check_on_the_day_of_either_policy(year: int) -> None:
    day = datetime.date(year, 3, 1)
    for each in study(OLD, NEW, day).setups:
        report = report_on(ROOT / each.input.path, day)
        side = each.old if year == 2024 else each.new
        # That a later version exists is all that check may say besides, and it only warns.
        alone = {_said(finding) for finding in report.findings if finding.code != "U33"}
        assert side.complies == complies(report)
        assert side.class_ == report.class_.id
        assert (side.outcome == "rejected") == (report.outcome == "rejected")
        both = [(change.old, change.new) if year == 2024 else (change.new, change.old)
                for change in each.findings]  # fmt: skip
        assert all(_said(this) in alone for this, _ in both if this is not None)
        assert not any(_said(other) in alone for _, other in both if other is not None)


def _said(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.id, finding.severity, finding.status, finding.message.zh)


def test_a_policy_against_itself_changes_nothing() -> None:
    impact = study(OLD, "331004@2024-05-01")
    assert impact.summary.unchanged == impact.summary.judged == 2
    assert [each.net for each in impact.totals] == [0] * len(impact.totals)


def test_another_class_flips_and_brings_its_limits_with_it(tmp_path: Path) -> None:
    new = draft(tmp_path, LUQIAO, ('"331004003": urban-subdistrict', '"331004003": composite'))
    lubei = of(study("331004@2025-03-01", new), LUBEI)
    assert lubei.flips[0] == "class"
    assert (lubei.old.class_, lubei.new.class_) == ("urban-subdistrict", "composite")
    assert pool(lubei, "counted-posts") == (90, 88, 83, -5, 2, 7)


def test_a_province_s_change_hits_exactly_the_counties_that_inherit_it(tmp_path: Path) -> None:
    new = draft(tmp_path, PROVINCE, ("mid_level: {slots: pooled}", "mid_level: {slots: split}"))
    setups = {f"{case.stem}.yaml": case.read_bytes() for case in CASES if case.parent.parent.name[:6] in FOUR}
    impact = tried("330000@2024-08-06", new, setups)
    chains = Chains(Repository(POLICIES))
    inheriting = {code for code in FOUR if _layer_of_slots(chains, code, impact.old.on) == "province"}
    assert inheriting == {"330503", "331004"}
    moved = [each for each in impact.setups if any(pool_.old != pool_.new for pool_ in each.pools)]
    assert {each.jurisdiction for each in moved} == inheriting
    assert {each.jurisdiction for each in impact.setups if each.findings or each.flips} <= inheriting


def _layer_of_slots(chains: Chains, code: str, on: datetime.date) -> str:
    policy = chains.in_force(code, on)
    return policy.layer_of(policy.place(("posts", "mid_level", "slots"))).kind


def test_a_limit_that_is_no_longer_declared_is_told_and_frees_nobody(tmp_path: Path) -> None:
    cap = "  cap: {by: class, values: {central-town: 95, urban-subdistrict: 88, composite: 83}}\n"
    new = draft(tmp_path, LUQIAO, (cap, ""))
    pengjie = of(study("331004@2025-03-01", new), PENGJIE)
    assert pengjie.must_go == 0
    assert ("new", "Q01") in changes(pengjie)
    assert not pengjie.new.complies


def test_of_several_set_ups_of_one_township_only_the_latest_is_summed_up() -> None:
    impact = study("331122@2024-03-01", "331122@2024-07-01")
    counted = {(each.township.name, each.as_of.isoformat()): each.counted for each in impact.setups}
    dongdu = {key: value for key, value in counted.items() if key[0] == "东渡镇"}
    assert len(dongdu) == 2
    assert dongdu[max(dongdu)] is True
    assert dongdu[min(dongdu)] is False
    assert all(total.townships + total.untold == 2 for total in impact.totals)


def test_a_later_version_is_no_difference() -> None:
    case = next(case for case in CASES if "lubei" in case.stem)
    assert "U33" in {f.code for f in Checker(POLICIES).check(case.read_bytes(), case.name).findings}
    codes = {change.finding.code for each in study(OLD, NEW).setups for change in each.findings}
    assert "U33" not in codes


def test_a_waiver_is_honoured_as_check_honours_it() -> None:
    (case,) = [case for case in CASES if case.stem.endswith("-waived")]
    report = report_on(case)
    assert report.summary.waived > 0
    target = f"{case.parent.parent.name[:6]}@{report.dates.on}"
    impact = tried(target, target, {"waived.yaml": case.read_bytes()})
    (found,) = impact.setups
    assert (found.old.outcome, found.new.outcome) == (report.outcome, report.outcome)
    assert found.new.complies
    assert impact.summary.unchanged == 1
