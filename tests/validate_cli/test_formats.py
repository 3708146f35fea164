"""The forms for programs, read by their own parsers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from policy_engine.app.schemas import SCHEMAS
from policy_engine.findings.validation import Validation
from tests.validate_cli.chains import CASES, COUNTY, PROVINCE
from tests.validate_cli.conftest import Validate

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
IDS = [case["id"] for case in CASES]


@pytest.mark.parametrize("case", IDS)
def test_json_fits_its_schema_reads_back_and_is_the_same_each_time(case: str, validate: Validate) -> None:
    run = validate(case, "policies", "--format", "json")
    data = json.loads(run.shown)
    jsonschema.Draft202012Validator(SCHEMAS["validation"]()).validate(data)
    assert Validation.model_validate(data).model_dump(mode="json", by_alias=True) == data
    assert validate(case, "policies", "--format", "json", "--lang", "en").shown == run.shown


def sarif(validate: Validate, case: str) -> dict[str, Any]:
    log = json.loads(validate(case, "policies", "--format", "sarif").shown)
    assert log["version"] == "2.1.0"
    run: dict[str, Any]
    (run,) = log["runs"]
    return run


@pytest.mark.parametrize("case", IDS)
def test_sarif_results_point_to_their_rules_and_to_places_in_the_files(
    case: str, folder: Path, validate: Validate
) -> None:
    run = sarif(validate, case)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        for location in (*result["locations"], *result.get("relatedLocations", [])):
            physical = location["physicalLocation"]
            path = folder / physical["artifactLocation"]["uri"]
            assert path.exists()
            if path.is_file():
                assert 1 <= physical["region"]["startLine"] <= path.read_text("utf-8").count("\n") + 1
    prints = [result["partialFingerprints"]["problem/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_sarif_has_the_bound_and_the_figures(validate: Validate) -> None:
    (result,) = sarif(validate, "three-days")["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": COUNTY},
        "region": {"startLine": 18, "startColumn": 25, "endLine": 18, "endColumn": 33},
    }
    assert result["relatedLocations"] == [{
        "id": 1,
        "message": {"text": f"{PROVINCE}:33（省级）"},
        "physicalLocation": {"artifactLocation": {"uri": PROVINCE}, "region": {"startLine": 33}},
    }]  # fmt: skip
    figures = {name: result["properties"][name] for name in ("severity", "observed", "limit", "margin")}
    assert figures == {"severity": "block", "observed": 3, "limit": 5, "margin": -2}
    assert result["properties"]["jurisdictions"] == ["331004"]


def test_sarif_fingerprints_survive_a_moved_line(folder: Path, validate: Validate) -> None:
    before = sarif(validate, "three-days")["results"][0]["partialFingerprints"]
    (folder / COUNTY).write_text("# 新的一行\n" + (folder / COUNTY).read_text("utf-8"), "utf-8")
    case = {"files": {path.as_posix(): path.read_text("utf-8") for path in Path().rglob("*.yaml")}}
    (result,) = json.loads(validate(case, "policies", "--format", "sarif").shown)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 19
    assert result["partialFingerprints"] == before


@pytest.mark.parametrize("case", IDS)
def test_github_has_one_command_on_each_line(case: str, validate: Validate) -> None:
    lines = validate(case, "policies", "--format", "github").out.splitlines()
    assert all(COMMAND.fullmatch(line) for line in lines)


def test_github_commands_say_where_and_how_grave(validate: Validate) -> None:
    lines = validate("chinese-keys-over", "policies", "--format", "github").out.splitlines()
    matches = [COMMAND.fullmatch(line) for line in lines]
    assert [match and match[1] for match in matches] == ["notice", "error", "error"]
    bound = matches[1]
    assert bound is not None
    assert dict(part.split("=", 1) for part in bound[2].split(",")) == {
        "file": COUNTY, "line": "14", "col": "22", "endColumn": "27",
        "title": "阻断 Q15/bound-posts-cap-at-most",
    }  # fmt: skip
    assert f"%0A{PROVINCE}:30（省级）%0A" in bound[3]


def test_github_commands_cannot_be_forged_by_a_file(validate: Validate) -> None:
    case = {"append": {"$C": 'checks: {"U99\\r\\n::error::x%0A": {severity: block}}\n'}}
    run = validate(case, "policies", "--format", "github")
    assert run.code == 3
    assert all(COMMAND.fullmatch(line) for line in run.out.splitlines())
    assert "%250A" in run.out


def suite(validate: Validate, case: str) -> ET.Element:
    root = ET.fromstring(validate(case, "policies", "--format", "junit").out)  # noqa: S314 - our own output
    (found,) = root
    assert [root.get(name) for name in ("tests", "failures", "errors")] == [
        found.get(name) for name in ("tests", "failures", "errors")
    ]
    return found


@pytest.mark.parametrize("case", IDS)
def test_junit_counts_what_it_lists_and_names_each_file_once(case: str, validate: Validate) -> None:
    found = suite(validate, case)
    cases = found.findall("testcase")
    names = [each.get("name") for each in cases]
    assert len(set(names)) == len(names) == int(found.get("tests", ""))
    errors = [each for each in cases if each.find("error") is not None]
    failures = [each for each in cases if each.find("failure") is not None and each not in errors]
    assert (int(found.get("errors", "")), int(found.get("failures", ""))) == (len(errors), len(failures))
    assert bool(errors or failures) == (validate(case, "policies").code != 0)


def test_junit_tells_errors_failures_and_the_rest_apart(validate: Validate) -> None:
    broken = {each.get("name"): each for each in suite(validate, "everything-at-once").findall("testcase")}
    assert [len(broken[name].findall("error")) for name in (PROVINCE, COUNTY)] == [1, 1]
    breach = {each.get("name"): each for each in suite(validate, "chinese-keys-over").findall("testcase")}
    (failure,) = breach[COUNTY].findall("failure")
    assert failure.get("type") == "Q15/bound-posts-cap-at-most"
    assert "限值 110" in (failure.text or "")
    assert "keys.mixed" in breach[COUNTY].findtext("system-out", "")
    assert len(breach[PROVINCE]) == 0
