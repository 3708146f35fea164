"""Waivers of rules of a county's own, and of what upper layers bound."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.check import Checker
from policy_engine.app.counties import Counties
from policy_engine.app.diff_sides import sides_of
from policy_engine.app.diff_targets import Targets
from policy_engine.app.impact import ImpactStudy
from policy_engine.app.validate import validate
from policy_engine.diagnostics import DocumentError
from policy_engine.findings.report import Report
from tests.fixtures.counties import Documents, as_yaml, base, changed, read
from tests.waivers.county import (
    NAME,
    TOWNSHIP,
    about_waivers,
    checked,
    entry,
    folder_of,
    of,
    over_cap,
    waiver,
)

HERE = Path(__file__).parent
OWN: list[dict[str, Any]] = read(HERE / "own.yaml")
BOUNDS: list[dict[str, Any]] = read(HERE / "bounds.yaml")
MESSAGE = {"zh": "人数过多", "en": "too many seats"}


def with_rule(**rule: Any) -> Documents:
    declared = {"id": "own-seats", "severity": "block", "message": MESSAGE, **rule}
    policy = {"rules": [declared]}
    return changed(over_cap(), {"policy": {"set": policy}, "setup": {"set": {"posts[T1].seats": 3}}})


@pytest.mark.parametrize("case", OWN, ids=[case["name"] for case in OWN])
def test_a_bound_is_moved_only_where_it_is_clear_which_side_was_observed(case: dict[str, Any]) -> None:
    stated = {key: case[key] for key in ("require", "observed", "limit") if key in case}
    documents = with_rule(**{"for": {"p": "setup.posts"}}, when="p.id == 'T1'", waivable="by_code", **stated)
    asked = waiver(entry(code="own-seats", subject="T1", granted=case["granted"]), number="缙编〔2024〕4号")
    if case["covered"] is None:
        with pytest.raises(DocumentError) as raised:
            checked(documents, waiver(), asked)
        (problem,) = raised.value.diagnostics
        assert (problem.code, problem.span is not None) == ("waiver.bound-unclear", True)
        return
    report = checked(documents, waiver(), asked)
    (seats,) = of(report, "own-seats")
    assert seats.status == ("waived" if case["covered"] else "fail")
    assert about_waivers(report) == ([] if case["covered"] else ["waiver-exceeded"])


@pytest.mark.parametrize("other", ["posts-over-cap", "class-hold-period", "no-such-rule"])
def test_a_rule_of_its_own_borrows_no_waiver(other: str) -> None:
    documents = with_rule(require="size(setup.posts) >= 50", waived_with=[other])
    with pytest.raises(DocumentError) as raised:
        checked(documents, waiver())
    (problem,) = raised.value.diagnostics
    assert problem.code == "rule.waived-with"
    assert problem.span is not None
    assert problem.span.file.endswith("2024-01-01.yaml")


def bounded(case: dict[str, Any]) -> Documents:
    """The set-up that breaks what the case is about, and nothing but the cap besides."""
    changes: dict[str, dict[str, Any]] = {
        "special": {"institutions.special.max.values.large": 0},
        "catalogue": {"institutions.special.catalogue": [{"id": "tourism", "name": "旅游办"}]},
        "small": {
            "institutions.templates[small].posts": {"min": 1, "max": 2},
            "duties.per_post": {"min": 0, "max": 20},
        },
    }
    start = base("small") if case["base"] == "small" else over_cap()
    return changed(start, {"policy": {"set": {**changes[case["base"]], **case.get("policy", {})}}})


@pytest.mark.parametrize("case", BOUNDS, ids=[case["name"] for case in BOUNDS])
def test_no_waiver_goes_past_what_upper_layers_bound(case: dict[str, Any]) -> None:
    documents = bounded(case)
    township = documents.setup["township"]["code"]
    entries = [entry(township=township, **case["entry"])]
    if township == TOWNSHIP and case["base"] != "small":
        entries.append(entry())

    def finding(of_documents: Documents) -> tuple[str, Report]:
        report = checked(of_documents, waiver(*entries))
        (found,) = of(report, case["code"])
        return found.status, report

    free, _ = finding(documents)
    assert free == "waived"
    status, report = finding(changed(documents, {"policy": {"set": {"envelope": [case["bound"]]}}}))
    assert status == "fail"
    assert set(case["says"]) <= set(about_waivers(report))


@pytest.fixture(scope="module")
def next_year() -> tuple[Path, Documents]:
    """The version of 2025 has a rule that the one of 2024 has not; a waiver of it begins with 2025."""
    documents = over_cap()
    asked = entry(code="own-total", granted=100, from_="2025-01-02", until="2025-12-31")
    root = folder_of(documents, waiver(asked, date="2025-01-02"))
    rule = {
        "id": "own-total", "require": "size(setup.posts) <= 0", "severity": "block",
        "waivable": "by_code", "message": MESSAGE,
    }  # fmt: skip
    later = changed(documents, {"policy": {"set": {"rules": [rule], "effective": {"from": "2025-01-01"}}}})
    (root / documents.county.name / "2025-01-01.yaml").write_bytes(as_yaml(later.policy))
    return root, documents


def test_impact_compares_versions_of_which_one_lacks_the_rule_that_is_waived(
    next_year: tuple[Path, Documents],
) -> None:
    root, documents = next_year
    dated = changed(documents, {"setup": {"set": {"as_of": "2025-03-01"}}})
    with Targets(root) as targets:
        (old, new), _ = sides_of(targets, ["331122@2024-03-01", "331122@2025-03-01"])
        study = ImpactStudy(old, new, Counties(root))
        assert study.take(dated.data, "setup.json")
        (impact,) = study.result().setups
    told = {each.new.id: each.new.status for each in impact.findings if each.new is not None}
    assert told["own-total"] == "waived"
    gone = [each.old.id for each in impact.findings if each.old is not None and each.new is None]
    assert gone == ["waiver-unused"]
    assert validate([root / documents.county.name / "waivers"], root).problems == ()


def test_a_waiver_that_begins_before_its_rule_is_said_to_count_for_nothing_until_then() -> None:
    documents = over_cap()
    root = folder_of(documents, waiver(entry(code="own-total", granted=100)))
    rule = {
        "id": "own-total", "require": "size(setup.posts) <= 0", "severity": "block",
        "waivable": "by_code", "message": MESSAGE,
    }  # fmt: skip
    later = changed(documents, {"policy": {"set": {"rules": [rule], "effective": {"from": "2024-06-01"}}}})
    (root / documents.county.name / "2024-06-01.yaml").write_bytes(as_yaml(later.policy))
    told = validate([root / documents.county.name / "waivers" / NAME], root).problems
    assert [(each.code, each.level) for each in told] == [("waiver.check-not-in-force", "warn")]


@pytest.mark.parametrize("code", ["own-totl", "U99"])
def test_a_slip_is_told_on_every_day_of_the_entry_whichever_versions_there_are(
    next_year: tuple[Path, Documents], code: str
) -> None:
    root, documents = next_year
    path = root / documents.county.name / "waivers" / "2025-1.yaml"
    asked = entry(code=code, granted=100, from_="2025-01-02", until="2025-12-31")
    path.write_bytes(as_yaml(waiver(asked, date="2025-01-02", number="缙编〔2025〕1号")))
    try:
        assert [each.code for each in validate([path], root).problems] == ["waiver.unknown-check"]
        with pytest.raises(DocumentError) as raised:
            Checker(root).check(documents.data, "setup.json", datetime.date(2025, 3, 1))
        assert [each.code for each in raised.value.diagnostics] == ["waiver.unknown-check"]
    finally:
        path.unlink()
