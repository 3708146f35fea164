"""The practices of the pilot counties, with the shipped policies: 路桥, 长兴 and 拱墅."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from policy_engine.findings.report import Finding, Report
from tests.fixtures.counties import Documents, base, changed, report_on

LUQIAO, CHANGXING, GONGSHU = "lubei", "sian", "xiangfu"


def with_setup(name: str, **changes: Any) -> Documents:
    return changed(base(name), {"setup": changes})


def found(report: Report, id_: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.id == id_]


def failed_codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings if finding.status == "fail"}


def as_central_town(documents: Documents) -> Documents:
    """The same posts in 金清镇, which 路桥 lists as a 省市中心镇; its ledger is made the one of 路北."""
    return changed(documents, {
        "setup": {"set": {
            "township.code": "331004106", "township.form": "town", "township.class": "central-town",
        }},
        "ledger": {"set": {"townships[331004106]": {"like": "331004003"}}},
    })  # fmt: skip


def with_more_posts(documents: Documents, number: int, like: str = "P83") -> Documents:
    """P83 is a featured post: counted, and in no need of a catalogue entry."""
    posts = [{"like": like, "id": f"X{each:02}"} for each in range(number)]
    return changed(documents, {"setup": {"append": {"posts": posts}}})


# —— 路桥: caps of 95, 90 and 85 posts ——


def test_an_urban_subdistrict_with_91_posts_is_rejected_and_the_line_of_the_cap_is_cited() -> None:
    report = report_on(with_more_posts(base(LUQIAO), 1))
    (finding,) = found(report, "posts-over-cap")
    assert (finding.code, finding.severity, finding.status) == ("U12", "block", "fail")
    assert (finding.observed, finding.limit, finding.margin) == (91, 90, -1)
    assert finding.message.zh == "计入上限的岗位 91 个，上限 90 个"
    assert report.outcome == "rejected"
    clause = finding.clause
    assert clause is not None
    assert (clause.path, clause.layer, clause.value) == ("posts.cap.values.urban-subdistrict", "county", 90)
    assert Path(clause.file).name == "2024-01-01.yaml"
    assert "urban-subdistrict: 90" in Path(clause.file).read_text("utf-8").splitlines()[clause.line - 1]


def test_an_urban_subdistrict_with_90_posts_passes() -> None:
    report = report_on(base(LUQIAO))
    assert found(report, "posts-over-cap") == []
    assert report.outcome == "conditional", "only for the sake of the later version"


def test_a_central_town_passes_with_95_posts_and_not_with_96() -> None:
    town = as_central_town(base(LUQIAO))
    assert found(report_on(with_more_posts(town, 5)), "posts-over-cap") == []
    (finding,) = found(report_on(with_more_posts(town, 6)), "posts-over-cap")
    assert (finding.observed, finding.limit, finding.margin) == (96, 95, -1)


@pytest.mark.parametrize(("seats", "over"), [(8, False), (9, True)])
def test_special_task_posts_are_outside_the_cap_and_inside_their_own_limit(seats: int, over: bool) -> None:
    report = report_on(with_more_posts(base(LUQIAO), seats - 2, like="T01"))
    assert found(report, "posts-over-cap") == []
    limits = [(f.code, f.observed, f.limit) for f in found(report, "kind-outside-cap")]
    assert limits == ([("U30", 9, 8)] if over else [])


def test_the_same_set_up_meets_another_version_on_another_date() -> None:
    documents = base(LUQIAO)
    now, later = report_on(documents), report_on(documents, on=datetime.date(2025, 3, 1))
    assert [layer.version for layer in now.policy if layer.layer == "county"] == ["2024.1"]
    assert [layer.version for layer in later.policy if layer.layer == "county"] == ["2025.1"]
    assert (str(later.dates.as_of), str(later.dates.on)) == ("2024-03-01", "2025-03-01")
    (finding,) = found(later, "posts-over-cap")
    assert (finding.observed, finding.limit) == (90, 88)
    assert failed_codes(now) == {"U33"}
    assert failed_codes(later) == {"U12", "U25"}


# —— 长兴: 1+4+X ——


def test_a_missing_platform_is_named() -> None:
    documents = with_setup(CHANGXING, remove=["institutions[I4]"])
    (finding,) = found(report_on(documents), "platform-once")
    assert (finding.code, finding.observed, finding.limit) == ("U06", 0, 1)
    assert finding.message.zh == "“公共服务”平台 0 个，应为 1 个"


def test_two_command_rooms_are_one_too_many() -> None:
    room = {"like": "I0", "id": "I9", "name": "综合信息指挥二室", "establishment": {}}
    (finding,) = found(report_on(with_setup(CHANGXING, append={"institutions": [room]})), "command-rooms")
    assert (finding.code, finding.observed, finding.limit, finding.margin) == ("U05", 2, 1, -1)


def test_a_large_town_may_have_three_special_institutions_and_not_four() -> None:
    assert failed_codes(report_on(base(CHANGXING))) == set()
    fourth = {"like": "I5", "id": "I9", "name": "茶产业服务中心", "catalogue": "tea", "establishment": {}}
    report = report_on(with_setup(CHANGXING, append={"institutions": [fourth]}))
    (finding,) = found(report, "special-within-limit")
    assert (finding.code, finding.observed, finding.limit, finding.margin) == ("U07", 4, 3, -1)


def test_a_large_town_cannot_follow_the_small_template() -> None:
    (finding,) = found(report_on(with_setup(CHANGXING, set={"template": "small"})), "template-as-classed")
    assert (finding.code, finding.observed, finding.limit) == ("U09", "small", "full")


def test_the_small_template_asks_for_neither_command_room_nor_platforms() -> None:
    report = report_on(base("lushan"))
    assert report.outcome == "approved"
    assert failed_codes(report) & {"U05", "U06"} == set()
    assert {"command-rooms", "platform-once"} & {check.id for check in report.not_judged} == set()


# —— 拱墅: classes from four indicators ——


def population(value: Any) -> Documents:
    return with_setup(GONGSHU, set={"indicators.values.population": value})


def test_the_class_comes_from_four_indicators_and_each_part_is_shown() -> None:
    class_ = report_on(base(GONGSHU)).class_
    assert (class_.id, class_.name, class_.declared) == ("extra-large", "特大", "extra-large")
    assert [(part.id, part.value, part.unit, part.weight) for part in class_.parts] == [
        ("area", 24.5, "km2", 20),
        ("population", 132000, "person", 35),
        ("tax_per_mu", 68.4, "10k_cny_per_mu", 20),
        ("entities", 16800, "entity", 25),
    ]
    # 24.5 of 1–40 km², 132,000 of 10,000–150,000 people, at least 60, 16,800 of 500–20,000.
    points = [Fraction(2350, 39), Fraction(12200, 140), Fraction(100), Fraction(1630000, 19500)]
    shown = [Fraction(str(part.points)) for part in class_.parts]
    assert [abs(a - b) < Fraction(1, 10000) for a, b in zip(shown, points, strict=True)] == [True] * 4
    score = sum((p * w for p, w in zip(points, (20, 35, 20, 25), strict=True)), Fraction(0)) / 100
    assert class_.score == float(round(score, 4))


def test_a_wrong_claim_is_rejected_and_goes_to_the_county_committee() -> None:
    report = report_on(with_setup(GONGSHU, set={"township.class": "large"}))
    (finding,) = found(report, "class-as-computed")
    assert (finding.code, finding.observed, finding.limit) == ("U01", "large", "extra-large")
    assert report.outcome == "rejected"
    assert report.routes == ("县委编委",)


def test_a_score_just_below_a_cut_off_is_told_with_enough_digits() -> None:
    values = {
        "area": "12.4 平方公里",
        "population": "12.361 万人",
        "tax_per_mu": {"value": 52.7, "unit": "10k_cny_per_mu"},
        "entities": {"value": 19025, "unit": "entity"},
    }
    report = report_on(with_setup(GONGSHU, set={"indicators.values": values}))
    assert report.class_.id == "large"
    (finding,) = found(report, "class-near-cut-off")
    assert (finding.code, finding.severity) == ("U04", "info")
    assert finding.message.zh == "得分 69.9987 临近“特大”分档线 70（幅度 0.5）"


IN_CHINESE, IN_ENGLISH = {"value": 9.8, "unit": "万人"}, {"value": 9.8, "unit": "10k_person"}


@pytest.mark.parametrize("written", ["9.8 万人", IN_CHINESE, IN_ENGLISH])
def test_a_population_is_the_same_however_its_unit_is_written(written: Any) -> None:
    plain = report_on(population({"value": 98000, "unit": "person"}))
    report = report_on(population(written))
    assert report.class_ == plain.class_
    assert report.findings == plain.findings
    assert [part.value for part in report.class_.parts if part.id == "population"] == [98000]


def test_a_missing_indicator_leaves_the_class_and_what_hangs_on_it_unjudged() -> None:
    report = report_on(with_setup(GONGSHU, remove=["indicators.values.population"]))
    assert report.outcome == "rejected"
    assert report.class_.id is None
    assert report.class_.reason is not None
    (missing,) = found(report, "indicator-present")
    assert (missing.code, missing.status, missing.message.zh) == (
        "U02", "fail", "缺少分类指标“人口”（population）",
    )  # fmt: skip
    incomplete = [finding for finding in report.findings if finding.status == "incomplete"]
    # 拱墅 has one template for all classes, so the structure is judged all the same.
    assert [finding.id for finding in incomplete] == [
        "class-as-computed", "class-hold-period", "class-near-cut-off", "special-within-limit",
        "posts-over-cap", "quota-administrative", "quota-public-institution",
    ]  # fmt: skip
    assert [finding.message.zh for finding in incomplete if "population" not in finding.message.zh] == []


# —— establishment, and exact numbers ——


def test_establishment_is_judged_by_the_ledger_and_not_by_the_claim() -> None:
    own = {f"persons[{person}].{name}": value
           for person in ("R048", "R049", "R050", "R057", "R058")
           for name, value in (("origin", "own"), ("unit", None))}  # fmt: skip
    documents = with_setup(LUQIAO, set={"claimed.administrative": 60, **own})
    report = report_on(documents)
    (claim,) = found(report, "claimed-administrative")
    assert (claim.code, claim.observed, claim.limit) == ("U28", 60, 41)
    (owned,) = found(report, "administrative-owned")
    assert (owned.code, owned.limit) == ("U10", 41), "the ledger's number, not the 60 that were claimed"


@pytest.mark.parametrize(("limit", "outcome"), [("0.2", "rejected"), ("1 / 3", "conditional")])
def test_a_third_is_more_than_a_fifth_in_a_county_s_own_rule_too(limit: str, outcome: str) -> None:
    share = "30 / size(setup.posts.filter(p, p.kind in params.posts.counted_kinds))"
    message = {"zh": "三十比九十", "en": "thirty of ninety"}
    rule = {"id": "share-of-thirty", "require": f"{share} <= {limit}", "message": message}
    report = report_on(changed(base(LUQIAO), {"policy": {"append": {"rules": [rule]}}}))
    assert report.outcome == outcome
    shown = [(finding.observed, finding.limit) for finding in found(report, "share-of-thirty")]
    assert shown == ([("1/3", 0.2)] if outcome == "rejected" else [])
