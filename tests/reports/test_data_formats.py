"""The formats for programs, read by those programs' own parsers."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from policy_engine.findings.report import Report, Reports
from policy_engine.reports.formats import render
from tests.reports import makers


def test_json_reads_back_as_the_same_report() -> None:
    assert Report.model_validate_json(render(makers.full(), "json")) == makers.full()
    assert Reports.model_validate_json(render(makers.several(), "json")) == makers.several()


def test_json_has_the_keys_of_the_contract() -> None:
    data = json.loads(render(makers.full(), "json"))
    assert data["class"]["id"] == "urban-subdistrict"
    assert data["binding"] is False
    assert "路北街道" in render(makers.full(), "json")


def rows(made: Report | Reports) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(made, "csv", "en"), newline="")))


def test_csv_has_one_row_for_each_finding_and_one_for_a_set_up_without() -> None:
    assert [row["code"] for row in rows(makers.full())] == ["U07", "U12", "U15", "U22", "own-rule"]
    only = rows(makers.clean())
    assert [(row["outcome"], row["code"], row["line"]) for row in only] == [("approve", "", "")]
    assert len(rows(makers.several())) == 6


def test_csv_gives_places_and_figures() -> None:
    row = rows(makers.full())[1]
    assert (row["line"], row["observed"], row["limit"], row["margin"]) == ("16", "91", "90", "-1")
    assert row["clause"] == "policies/331004-luqiao/2024-01-01.yaml:46"
    assert row["not judged"] == "U02 U24"


def test_csv_ends_its_lines_as_spreadsheets_expect() -> None:
    text = render(makers.full(), "csv")
    assert text.count("\r\n") == 6
    assert text.replace("\r\n", "").count("\n") == 0


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("=1+2", "'=1+2"), ("+cmd", "'+cmd"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"), (" =1", "' =1"),
        ("＝1", "'＝1"), ("-3/35", "'-3/35"), ("2/3", "'2/3"), ("-1.5", "-1.5"), ("+7", "+7"),
        ("1e-6", "1e-6"), ("张*", "张*"), ("a=b", "a=b"),
    ],
)  # fmt: skip
def test_csv_cells_are_never_taken_for_formulas_or_dates(written: str, cell: str) -> None:
    assert rows(makers.report(makers.over_cap(observed=written)))[0]["observed"] == cell


def sarif(made: Report | Reports) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(render(made, "sarif"))
    return log


def test_sarif_results_point_to_their_rules_and_places() -> None:
    run = sarif(makers.full())["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        for location in result["locations"]:
            region = location["physicalLocation"].get("region", {"startLine": 1})
            assert region["startLine"] >= 1
    over_cap = run["results"][1]
    assert over_cap["relatedLocations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "policies/331004-luqiao/2024-01-01.yaml"},
        "region": {"startLine": 46},
    }
    assert (over_cap["properties"]["observed"], over_cap["properties"]["margin"]) == (91, -1)


def test_sarif_levels_say_what_blocks() -> None:
    results = sarif(makers.full())["runs"][0]["results"]
    assert {result["ruleId"]: result["level"] for result in results} == {
        "U07/special-over-limit": "error", "U12/posts-over-cap": "error", "U15/featured-share": "warning",
        "U22/duties-per-post": "error", "own-rule": "note",
    }  # fmt: skip
    assert ["suppressions" in result for result in results] == [True, False, False, False, False]


def test_sarif_has_a_run_for_each_set_up_and_its_log_has_the_required_parts() -> None:
    log = sarif(makers.several())
    assert log["version"] == "2.1.0"
    assert [run["automationDetails"]["id"] for run in log["runs"]] == [
        "policy-engine/331004003/", "policy-engine/331004001/",
    ]  # fmt: skip
    assert all(run["tool"]["driver"]["name"] == "policy-engine" for run in log["runs"])


def test_sarif_writes_paths_as_uris(tmp_path: Path) -> None:
    input_ = makers.full().input
    elsewhere = input_.model_copy(update={"path": f"{tmp_path}/a b.yaml"})
    result = sarif(makers.report(makers.over_cap(), input=elsewhere))["runs"][0]["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///")
    assert uri.endswith("/a%20b.yaml")
    standard = makers.report(makers.over_cap(), input=input_.model_copy(update={"path": "-"}))
    location = sarif(standard)["runs"][0]["results"][0]["locations"][0]
    assert "physicalLocation" not in location


def test_sarif_fingerprints_survive_a_moved_line_and_tell_subjects_apart() -> None:
    def fingerprint(**changes: Any) -> str:
        subject = makers.over_cap().subject
        assert subject is not None
        finding = makers.over_cap(subject=subject.model_copy(update=changes))
        result = sarif(makers.report(finding))["runs"][0]["results"][0]
        return str(result["partialFingerprints"]["finding/v1"])

    assert fingerprint(line=99) == fingerprint(line=16)
    assert fingerprint(id="P02") != fingerprint(id="P01")


def test_junit_counts_what_it_lists() -> None:
    root = ET.fromstring(render(makers.several(), "junit"))  # noqa: S314 - our own output
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        assert int(suite.get("failures", "")) == sum(case.find("failure") is not None for case in cases)
        assert int(suite.get("skipped", "")) == sum(case.find("skipped") is not None for case in cases)
    assert [suite.get("failures") for suite in root] == ["3", "0"]
    assert root.get("failures") == "3"


def test_junit_names_are_unique_within_a_suite() -> None:
    root = ET.fromstring(render(makers.full(), "junit"))  # noqa: S314 - our own output
    names = [case.get("name") for case in root.iter("testcase")]
    assert len(set(names)) == len(names)


def test_junit_fails_a_rejected_set_up_even_without_findings_that_block() -> None:
    root = ET.fromstring(render(makers.clean(outcome="rejected"), "junit"))  # noqa: S314 - our own output
    assert root.get("failures") == "1"


def test_junit_can_be_parsed_whatever_the_submission_says() -> None:
    root = ET.fromstring(render(makers.report(makers.hostile()), "junit"))  # noqa: S314 - our own output
    assert "::error::" in (root.findall(".//failure")[1].text or "")


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def test_github_has_one_command_on_each_line_with_its_place() -> None:
    matches = [COMMAND.fullmatch(line) for line in render(makers.full(), "github").splitlines()]
    assert all(matches)
    properties = [dict(part.split("=", 1) for part in m[2].split(",")) for m in matches if m]
    assert properties[2] == {
        "file": "方案/lubei.yaml", "line": "16", "col": "1", "title": "U12 岗位总数不超上限",
    }  # fmt: skip
    assert [m[1] for m in matches if m] == [
        "warning", "notice", "error", "warning", "error", "notice", "notice", "notice", "notice", "error",
    ]  # fmt: skip


def test_github_commands_cannot_be_forged_by_a_submission() -> None:
    text = render(makers.report(makers.hostile()), "github")
    assert all(COMMAND.fullmatch(line) for line in text.splitlines())
    assert "100%25" in text


def test_github_names_no_file_for_standard_input() -> None:
    standard = makers.report(makers.over_cap(), input=makers.full().input.model_copy(update={"path": "-"}))
    assert "file=" not in render(standard, "github")


class Page(HTMLParser):
    """Whether the tags are balanced, and what would be fetched from elsewhere."""

    VOID = frozenset({"meta"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.references: list[str] = []
        self.language: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        self.references += [str(named[name]) for name in ("src", "href", "srcset") if name in named]
        self.language = named.get("lang", self.language)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("made", [makers.full(), makers.clean(), makers.several()])
def test_html_is_one_whole_page_that_fetches_nothing(made: Report | Reports) -> None:
    text = render(made, "html")
    page = Page(text)
    assert page.open == []
    assert page.references == []
    assert "url(" not in text
    assert "@import" not in text
    assert page.language == "zh-CN"
    assert Page(render(made, "html", "en")).language == "en"


def test_html_takes_no_markup_from_a_submission() -> None:
    page = Page(render(makers.report(makers.hostile()), "html"))
    assert page.open == []
    assert "b" not in page.tags
    assert "script" not in page.tags


def test_markdown_takes_no_markup_from_a_submission() -> None:
    text = render(makers.report(makers.hostile()), "markdown")
    assert r"\|b\|\*x\*\_y\_\[z\](u) \`c\`" in text
    assert "<b>" not in text.replace(r"\<b\>", "")
