"""What stands in a policy or a ledger is looked for there, not in the submission."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from policy_engine.findings.report import Finding
from policy_engine.reports.formats import render
from policy_engine.reports.words import Language
from tests.reports import makers

SUBMISSION = "方案/lubei.yaml"
POLICY, LEDGER = makers.POLICY_FILE, makers.LEDGER_FILE
AS_TEXT = ["text", "markdown", "html", "junit"]
PLACES = [(POLICY, 47, 70), (LEDGER, 9, 5), (SUBMISSION, 16, 1)]


@pytest.mark.parametrize("format_", AS_TEXT)
@pytest.mark.parametrize(
    ("language", "subjects"),
    [("zh", ["政策 331004", "编制核定表 331004", "方案 331004003"]),
     ("en", ["policy 331004", "ledger 331004", "set-up 331004003"])],
)  # fmt: skip
def test_each_finding_names_its_own_file_below_its_subject(
    format_: str, language: Language, subjects: list[str]
) -> None:
    text = re.sub(r"\\(.)", r"\1", render(makers.of_files(), format_, language))
    for subject, (file, line, column) in zip(subjects, PLACES, strict=True):
        place = re.escape(f"{file}:{line}:{column}")
        assert re.search(rf"{subject}\b[^\n]*\n[^\n]*\b{place}\b", text), subject
    assert f"{SUBMISSION}:47" not in text
    assert f"{SUBMISSION}:9" not in text


def test_csv_has_the_submission_and_the_file_of_each_finding() -> None:
    rows = list(csv.DictReader(io.StringIO(render(makers.of_files(), "csv", "en"), newline="")))
    assert [(row["file"], row["subject"], row["stands in"], row["line"]) for row in rows] == [
        (SUBMISSION, "policy 331004", POLICY, "47"),
        (SUBMISSION, "ledger 331004", LEDGER, "9"),
        (SUBMISSION, "set-up 331004003", SUBMISSION, "16"),
        (SUBMISSION, "", "", ""),
    ]


@pytest.mark.parametrize(
    ("input_", "of_submission"),
    [(SUBMISSION, (SUBMISSION, "16", "1")), ("-", (None, None, None))],
)
def test_github_marks_the_file_of_each_finding_also_beside_standard_input(
    input_: str, of_submission: tuple[str | None, ...]
) -> None:
    commands = render(_from(input_), "github").splitlines()
    marks = [dict(part.split("=", 1) for part in line.split("::")[1].split(" ", 1)[1].split(","))
             for line in commands if re.search("title=(Q|U12)", line)]  # fmt: skip
    assert [(mark.get("file"), mark.get("line"), mark.get("col")) for mark in marks] == [
        (POLICY, "47", "70"), (LEDGER, "9", "5"), of_submission,
    ]  # fmt: skip


@pytest.mark.parametrize("input_", [SUBMISSION, "-"])
def test_sarif_points_to_the_file_of_each_finding_also_beside_standard_input(input_: str) -> None:
    results = json.loads(render(_from(input_), "sarif"))["runs"][0]["results"][:3]
    found = [result["locations"][0].get("physicalLocation") for result in results]
    assert found[0] == {"artifactLocation": {"uri": POLICY}, "region": {"startLine": 47, "startColumn": 70}}
    assert found[1] == {"artifactLocation": {"uri": LEDGER}, "region": {"startLine": 9, "startColumn": 5}}
    assert (found[2] is None) == (input_ == "-")


def test_sarif_tells_findings_of_one_rule_in_one_policy_apart() -> None:
    def fingerprints(*findings: Finding) -> list[str]:
        results = json.loads(render(makers.report(*findings), "sarif"))["runs"][0]["results"]
        return [result["partialFingerprints"]["finding/v1"] for result in results]

    def moved(**changes: Any) -> Finding:
        subject = makers.of_policy().subject
        assert subject is not None
        return makers.of_policy(subject=subject.model_copy(update=changes))

    first, other_path, other_line = fingerprints(moved(), moved(path="posts.cap"), moved(line=99))
    assert first != other_path
    assert first == other_line


def _from(path: str) -> Any:
    return makers.of_files(input=makers.full().input.model_copy(update={"path": path}))
