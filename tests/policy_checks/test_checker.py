"""What is wrong with a policy stands in every report on a set-up that is judged by it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from policy_engine import Checker, DocumentError
from policy_engine.findings.report import Report
from tests.fixtures.counties import ROOT, as_json, read
from tests.fixtures.patching import patched
from tests.issuing.offices import MARK
from tests.policy_checks.chains import COUNTY, laid_out
from tests.policy_checks.data import CASES, named

AS_OF = datetime.date(2024, 3, 1)
SETUP = as_json(
    patched(
        read(ROOT / "tests/fixtures/setups/small.yaml"),
        {"set": {"jurisdiction": COUNTY, "township.code": "430412203", "township.name": "寿岳乡"}},
    )
)


def _one_for_each_rule() -> list[dict[str, Any]]:
    """The first case in which a rule speaks, at each of its levels, and nothing is wrong with the files."""
    chosen: dict[tuple[str, str], dict[str, Any]] = {}
    for case in CASES:
        finds = case.get("finds", [])
        if "run" not in case and all("." not in find["code"] for find in finds):
            for find in finds:
                chosen.setdefault((find["id"], find["level"]), case)
    return list({case["case"]: case for case in chosen.values()}.values())


@pytest.fixture
def policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same name in every test: rules of bounds are typed once for each place."""
    monkeypatch.chdir(tmp_path)
    return Path("policies")


def _of_policies(report: Report) -> list[tuple[str, str]]:
    return sorted((f.code, f.id) for f in report.findings if f.code.startswith("Q"))


def _begins(find: dict[str, Any]) -> datetime.date:
    """The first day on which it is found, or one on which it is."""
    version = find["at"].partition(":")[0].partition("@")[2]
    return max(AS_OF, find.get("since") or AS_OF, datetime.date.fromisoformat(version) if version else AS_OF)


def _there(find: dict[str, Any], on: datetime.date) -> bool:
    """Whether it is found in the county's chain on the day."""
    begun = _begins(find) <= on and (find.get("until") is None or on <= find["until"])
    name = find["at"].partition(":")[0].partition("@")[0]
    return (
        begun
        and COUNTY in find.get("in", COUNTY)
        and name in ("nation", "province", "city", "county", "ledger")
    )


@pytest.mark.parametrize("case", named(_one_for_each_rule()))
def test_what_blocks_stands_in_the_report_and_what_warns_does_not(
    case: dict[str, Any], policies: Path
) -> None:
    laid_out(policies, case)
    on = max(map(_begins, case["finds"]))
    report = Checker(policies).check(SETUP, "setup.json", on)
    blocking = [find for find in case["finds"] if find["level"] == "block" and _there(find, on)]
    assert _of_policies(report) == sorted((find["code"], find["id"]) for find in blocking)
    if blocking:
        assert report.outcome == "rejected"
    assert report.binding is False


def test_a_chain_in_order_says_nothing(policies: Path) -> None:
    laid_out(policies, {})
    report = Checker(policies).check(SETUP, "setup.json")
    assert [finding.id for finding in report.findings] == ["ledger-present"]
    assert (report.outcome, report.binding) == ("approved", False)


def test_the_finding_names_the_line_of_policy_and_the_line_that_bounds_it(policies: Path) -> None:
    names = laid_out(policies, {"chain": {"county": {"set": {"posts.cap": 111}}}})
    files = {name: Path(path) for path, name in names.items()}
    (finding,) = [f for f in Checker(policies).check(SETUP, "setup.json").findings if f.code == "Q15"]
    assert finding.subject is not None
    assert (finding.subject.kind, finding.subject.id) == ("policy", COUNTY)
    assert finding.subject.file == files["county"].as_posix()
    line = files["county"].read_text("utf-8").splitlines()[finding.subject.line - 1]
    assert line == "  cap: 111"
    assert finding.clause is not None
    assert (finding.clause.file, finding.clause.layer) == (files["province"].as_posix(), "province")


@pytest.mark.parametrize(
    ("on", "codes"),
    [("2024-10-31", []), ("2024-11-01", ["Q04"]), ("2024-02-29", ["Q04"]), ("2024-03-01", [])],
)
def test_a_checker_that_was_asked_before_knows_that_an_approval_has_ended(
    on: str, codes: list[str], policies: Path
) -> None:
    approval = {
        "id": "excellent-25",
        "number": "湘组〔2024〕1号",
        "date": AS_OF,
        "until": datetime.date(2024, 10, 31),
    }
    chain = {
        "province": {"set": {"approvals": [approval]}},
        "county": {"set": {"assessment": {"excellent_share": "25%"}}},
    }
    laid_out(policies, {"chain": chain})
    checker = Checker(policies)
    for day in ("2024-02-29", "2024-06-01", "2024-12-31"):
        checker.check(SETUP, "setup.json", datetime.date.fromisoformat(day))
    report = checker.check(SETUP, "setup.json", datetime.date.fromisoformat(on))
    assert [code for code, _ in _of_policies(report)] == codes


def test_a_chain_with_an_error_judges_nobody(policies: Path) -> None:
    laid_out(policies, {"chain": {"province": {"set": {"envelope[6].path": "posts.caps"}}}})
    with pytest.raises(DocumentError) as refused:
        Checker(policies).check(SETUP, "setup.json")
    assert [found.code for found in refused.value.diagnostics] == ["envelope.no-such-path"]


ALL = ["nation", "province", "county"]
DAY = datetime.date(2019, 1, 1)


@pytest.mark.parametrize(
    ("case", "binding"),
    [
        pytest.param({"issue": ALL, "chain": {"ledger": {}}}, True, id="every layer is issued and intact"),
        pytest.param({"issue": ALL}, False, id="there is no ledger to compare with"),
        pytest.param(
            {"issue": ALL, "chain": {"ledger": {"set": {"status": "illustrative"}}}},
            False,
            id="the ledger is an example",
        ),
        pytest.param({"issue": ALL[1:]}, False, id="the nation's is not issued"),
        pytest.param({"issue": ALL[:2]}, False, id="the county's is not issued"),
        pytest.param({"issue": ALL, "chain": {"city": {}}}, False, id="a city between is not issued"),
        pytest.param(
            {"issue": ALL, "hands": [{"edit": "430412-nanyue/2024-01-01.yaml", "append": "# 已核\n"}]},
            False,
            id="the county's was changed",
        ),
        pytest.param({"issue": ALL, "hands": [{"delete": "register"}]}, False, id="the register is gone"),
        pytest.param(
            {
                "chain": {"province": {"set": {"checks": {"Q16": {"severity": "info"}}}}},
                "issue": ALL,
                "hands": [{"edit": "430412-nanyue/2024-01-01.yaml", "replace": ["small: 85", "small: 86"]}],
            },
            False,
            id="the county's was changed, and the province only wants to be told",
        ),
    ],
)
def test_a_report_binds_only_if_every_layer_is_issued_and_intact(
    case: dict[str, Any], binding: bool, policies: Path
) -> None:
    laid_out(policies, {**case, "issued_on": DAY})
    assert Checker(policies).check(SETUP, "setup.json").binding is binding


def test_a_status_written_by_hand_binds_nobody(policies: Path) -> None:
    by_hand = {"set": {"status": "issued", "issued": {**MARK.model_dump(), "sha256": "0" * 64}}}
    laid_out(policies, {"chain": dict.fromkeys(ALL, by_hand)})
    report = Checker(policies).check(SETUP, "setup.json")
    assert report.binding is False
    assert _of_policies(report) == [("Q16", "as-issued")] * 3
