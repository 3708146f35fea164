"""The main job as a caller of the Python API sees it."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine import Checker, DocumentError, Report, UsageError
from policy_engine.app import deciding
from policy_engine.app.issue import issue
from policy_engine.diagnostics import Diagnostic, Text
from policy_engine.engines.rete import DecisionError

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
COMPLIES = POLICIES / "330522-changxing" / "cases" / "sian-2024-complies.yaml"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(POLICIES)


def written(path: Path = COMPLIES) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def as_json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, default=str).encode()


def test_a_set_up_that_complies_is_approved(checker: Checker) -> None:
    report = checker.check(COMPLIES.read_bytes(), COMPLIES.as_posix())
    assert (report.outcome, report.findings, report.conditions) == ("approved", (), ())


def test_a_report_on_illustrative_policies_does_not_bind(checker: Checker) -> None:
    assert checker.check(COMPLIES.read_bytes(), "x.yaml").binding is False


def all_issued(root: Path) -> Path:
    """The shipped policies, every version of every layer issued and registered."""
    shutil.copytree(POLICIES, root, dirs_exist_ok=True)
    for file in sorted(root.glob("*/2*.yaml")):
        day = datetime.date.fromisoformat(file.stem)
        issue(root, file, number=f"试〔{day.year}〕1号", by="测试机关", date=day, blocking=lambda: ())
    for ledger in root.glob("*/ledger/*.yaml"):
        ledger.write_text(
            ledger.read_text("utf-8").replace("status: illustrative", "status: approved"), "utf-8"
        )
    return root


def test_a_report_binds_when_every_layer_is_issued(tmp_path: Path) -> None:
    report = Checker(all_issued(tmp_path)).check(COMPLIES.read_bytes(), "x.yaml")
    assert (report.outcome, report.binding) == ("approved", True)


def test_an_issued_file_that_was_edited_binds_nobody_and_approves_nothing(tmp_path: Path) -> None:
    county = all_issued(tmp_path) / "330522-changxing" / "2024-01-01.yaml"
    county.write_text(county.read_text("utf-8").replace("large: 110", "large: 109"), "utf-8")
    report = Checker(tmp_path).check(COMPLIES.read_bytes(), "x.yaml")
    found = [(finding.code, finding.subject and finding.subject.file) for finding in report.findings]
    assert found == [("Q16", county.as_posix())]
    assert (report.outcome, report.binding) == ("rejected", False)


def test_a_file_that_only_says_that_it_is_issued_binds_nobody(tmp_path: Path) -> None:
    shutil.copytree(POLICIES, tmp_path, dirs_exist_ok=True)
    for file in tmp_path.glob("*/2*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("status: illustrative", "status: issued", 1), "utf-8")
    report = Checker(tmp_path).check(COMPLIES.read_bytes(), "x.yaml")
    assert {finding.code for finding in report.findings} == {"Q01", "Q16"}
    assert (report.outcome, report.binding) == ("rejected", False)


def test_the_date_given_is_judged_by_and_both_dates_are_shown(checker: Checker) -> None:
    on = datetime.date(2024, 6, 1)
    dates = checker.check(COMPLIES.read_bytes(), "x.yaml", on).dates
    assert (dates.as_of, dates.on) == (datetime.date(2024, 9, 2), on)


def test_names_and_identity_numbers_are_masked_everywhere(checker: Checker) -> None:
    document = written()
    first, second = document["persons"][0], document["persons"][1]
    number = "330522198001011234"
    first["name"], second["name"] = "欧阳修远", "王平"
    document["assignments"] = [a for a in document["assignments"] if a["person"] != first["id"]]
    second["id"] = number
    report = checker.check(as_json(document), "x.json")
    text = report.model_dump_json()
    assert [finding.code for finding in report.findings].count("U16") == 2
    assert "欧***" in text
    assert all(secret not in text for secret in ("欧阳", "修远", number))


def test_a_decision_that_cannot_be_taken_rejects_and_says_so(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise DecisionError(Diagnostic("decision.fact-lost", Text("丢失", "lost")))

    monkeypatch.setattr(deciding, "decide", fails)
    report = checker.check(COMPLIES.read_bytes(), "x.yaml")
    assert report.outcome == "rejected"
    assert [(f.code, f.status, f.message.zh) for f in report.findings] == [("D00", "incomplete", "丢失")]


def test_a_folder_without_policies_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        Checker(tmp_path)
    assert caught.value.diagnostic.code == "policies.none"
    with pytest.raises(UsageError) as caught:
        Checker(tmp_path / "nowhere")
    assert caught.value.diagnostic.code == "policies.no-folder"


def test_a_duplicate_key_in_json_is_not_taken_in_silence(checker: Checker) -> None:
    data = as_json(written()).replace(b'"posts":', b'"posts": [], "posts":', 1)
    with pytest.raises(DocumentError) as caught:
        checker.check(data, "x.json")
    assert [found.code for found in caught.value.diagnostics] == ["json.duplicate-key"]


def test_json_that_the_fast_path_cannot_vouch_for_says_the_same(checker: Checker) -> None:
    document = written()
    document["claimed"]["leaders"] += 1
    fast = checker.check(as_json(document), "x.json")
    # Escaped characters look like numbers with exponents to the guard, which then takes no chances.
    careful = checker.check(json.dumps(document, default=str).encode(), "x.json")
    assert said(fast) == said(careful)
    assert [finding.id for finding in fast.findings] == ["claimed-leaders"]


def said(report: Report) -> list[tuple[str, str | None]]:
    return [(f.id, f.subject and f.subject.path) for f in report.findings]


def test_a_later_version_of_any_layer_is_pointed_out(tmp_path: Path) -> None:
    shutil.copytree(POLICIES, tmp_path, dirs_exist_ok=True)
    province = tmp_path / "330000-zhejiang" / "2024-08-06.yaml"
    later = province.read_text("utf-8").replace("from: 2024-08-06", "from: 2024-10-01", 1)
    (province.parent / "2024-10-01.yaml").write_text(later, "utf-8")
    report = Checker(tmp_path).check(COMPLIES.read_bytes(), "x.yaml")
    assert [(f.code, f.severity, f.limit) for f in report.findings] == [("U33", "warn", "2024-10-01")]
    assert report.outcome == "conditional"


def test_a_version_that_has_ended_is_not_in_force(tmp_path: Path) -> None:
    shutil.copytree(POLICIES, tmp_path, dirs_exist_ok=True)
    county = tmp_path / "330522-changxing" / "2024-01-01.yaml"
    text = county.read_text("utf-8")
    county.write_text(text.replace("from: 2024-01-01", "from: 2024-01-01, until: 2024-09-02", 1), "utf-8")
    checker = Checker(tmp_path)
    assert checker.check(COMPLIES.read_bytes(), "x.yaml").outcome == "approved"
    with pytest.raises(DocumentError) as caught:
        checker.check(COMPLIES.read_bytes(), "x.yaml", datetime.date(2024, 9, 3))
    assert caught.value.diagnostics[0].code == "policy.none-in-force"


@pytest.mark.parametrize(
    "text", ["0", "1704412800", "2024-W01-5", "20240105", "2024-01-05T00:00:00", "2024-02-30"]
)
def test_a_date_in_json_is_a_day_and_nothing_else(checker: Checker, text: str) -> None:
    with pytest.raises(DocumentError):
        checker.check(as_json(written_day(text)), "x.json")


def test_a_day_in_json_is_taken(checker: Checker) -> None:
    assert checker.check(as_json(written_day("2024-01-05")), "x.json").outcome == "approved"


def written_day(text: str) -> Any:
    document = written()
    document["assignments"][0]["from"] = text
    return document


@pytest.mark.parametrize("style", [
    {}, {"separators": (",", ":")}, {"separators": (" , ", " : ")}, {"ensure_ascii": True}, {"indent": 2},
])  # fmt: skip
def test_parts_of_a_statement_go_by_their_chinese_names_too(checker: Checker, style: dict[str, Any]) -> None:
    names = {
        "basics": "基本情况", "citizen_requests": "民呼我为",
        "integrity_risks": "廉政风险", "performance_indicators": "考核指标",
    }  # fmt: skip
    document = written()
    for post in document["posts"]:
        post["statement"] = {names[part]: text for part, text in post["statement"].items()}
    data = json.dumps(document, **({"ensure_ascii": False, "default": str} | style)).encode()
    assert checker.check(data, "x.json").outcome == "approved"


def test_a_required_check_whose_template_is_not_declared_blocks(tmp_path: Path) -> None:
    shutil.copytree(POLICIES, tmp_path, dirs_exist_ok=True)
    county = tmp_path / "330522-changxing" / "2024-01-01.yaml"
    text = county.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  template:"))
    county.write_text(text.replace(line, ""), "utf-8")
    report = Checker(tmp_path).check(COMPLIES.read_bytes(), "x.yaml")
    assert report.outcome == "rejected"
    incomplete = {finding.id for finding in report.findings if finding.status == "incomplete"}
    # The province requires U05–U07 of every county.
    assert incomplete == {
        "command-rooms", "command-room-relabelled", "platform-once", "platform-in-template",
        "special-within-limit",
    }  # fmt: skip
