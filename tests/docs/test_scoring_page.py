"""What docs/scoring.md shows can be done as it stands there, and comes out so."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from cli.main import main
from policy_engine import standard_rules
from policy_engine.findings.scores import PersonScore
from tests.policies.shipped import POLICIES, report_on
from tests.scoring_cases.making import checker, person, scores_of

ROOT = Path(__file__).parents[2]
SUXI = POLICIES / "330782-yiwu/cases/suxi-2024-assessment-complies.yaml"
PAGE = (ROOT / "docs/scoring.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


COMMANDS = [
    shlex.split(line)[1:] for block in blocks("sh") for line in block.replace("\\\n", " ").splitlines()
]


def printed(command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What it prints; it exits with 1 exactly where the assessment is one with faults."""
    monkeypatch.chdir(ROOT)
    assert main(command) == int("faults" in command[1])
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_runs(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(command, monkeypatch, capsys)
    if "--person" in command:
        (shown,) = blocks("text")
        assert [line for line in shown.splitlines() if line not in out] == []
    if "--set" in command:
        for change in ("40% → 30%", "40% → 7/15", "20% → 7/30"):
            assert change in PAGE
            assert change in out


def small() -> PersonScore:
    (document,) = [block for block in blocks("yml") if block.startswith("kind: assessment")]
    (found,) = scores_of(checker().score(document.encode(), "考核.yaml").report).people
    return found


def test_the_document_it_shows_comes_to_what_it_says() -> None:
    found = small()
    assert (found.total, found.submitted_total, found.factor) == (88.4, 88.4, 1.08)
    parts = {part.part: part.value for part in found.parts}
    assert parts == {"dimension": 90, "trace": 86.3, "ballot": 89.2}
    assert all(f"**{value}**" in PAGE for value in (*parts.values(), "88.36", found.total))


def test_the_policy_it_shows_is_that_of_the_county() -> None:
    (policy,) = [block for block in blocks("yml") if block.startswith("assessment:")]
    county = (POLICIES / "330782-yiwu/2024-01-01.yaml").read_text("utf-8")
    assert [line for line in policy.splitlines() if line not in county] == []


def test_what_it_writes_from_scratch_is_a_policy_that_can_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county = "330105-gongshu/2024-01-01.yaml"
    written = [block for block in blocks("yml") if block.startswith(("考核评价:", "自定规则:"))]
    shutil.copytree(POLICIES, tmp_path / "policies", ignore=shutil.ignore_patterns("cases", "tests"))
    policy = tmp_path / "policies" / county
    policy.write_text("\n".join([policy.read_text("utf-8"), *written]), "utf-8")
    assert (len(written), main(["validate", str(policy), "--fail-on", "warn"])) == (2, 0), capsys.readouterr()


def test_the_row_and_the_bonus_it_shows_are_those_of_the_shipped_case() -> None:
    (row,) = re.findall(r"^\| (GD.*) \|$", PAGE, re.MULTILINE)
    table = SUXI.with_name("suxi-2024-traces.csv").read_text("utf-8").splitlines()
    assert row.replace(" | ", ",") in table
    report = report_on(SUXI)
    bonus = scores_of(report).bonus
    assert bonus is not None
    assert f"{person(report, 'R029').bonus} 元" in PAGE
    assert f"单位值 {bonus.unit}…" in PAGE


def test_it_tells_of_every_check_of_assessments() -> None:
    codes = {sheet.code for sheet in standard_rules() if re.fullmatch(r"A\d\d", sheet.code)}
    assert re.findall(r"^\| (A\d\d) \|", PAGE, re.MULTILINE) == sorted(codes)


def test_every_page_that_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
