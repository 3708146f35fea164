"""What the READMEs promise is so."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path

import pytest

from cli.main import main
from policy_engine import ActionChecker, Checker, render
from policy_engine.app.validate import validate
from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
SETUP = "policies/331004-luqiao/cases/pengjie-2024-faults.yaml"


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)


def lay_out(page: str, root: Path) -> None:
    """The shipped policies, the county's being the one that the page shows."""
    (policy,) = blocks(page, "yaml")
    shutil.copytree(ROOT / "policies", root, dirs_exist_ok=True)
    county = root / "331004-luqiao" / "2024-01-01.yaml"
    # What the page leaves out for brevity, and says so, is the shipped county's.
    catalogue = re.search(r"^  catalogue:.*\n(?:    .*\n)+", county.read_text("utf-8"), re.MULTILINE)
    assert catalogue is not None
    policy, left_out = re.subn(r"^  # (?:catalogue|参考目录): .*\n", catalogue[0], policy, flags=re.MULTILINE)
    assert left_out == 1
    county.write_text(policy, "utf-8")


@pytest.mark.parametrize("page", READMES)
def test_the_policy_it_shows_is_a_policy(page: str, tmp_path: Path) -> None:
    lay_out(page, tmp_path)
    report = Checker(tmp_path).check((ROOT / SETUP).read_bytes(), SETUP)
    (cap,) = [finding for finding in report.findings if finding.code == "U12"]
    assert (cap.observed, cap.limit) == (87, 85)


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = blocks("README.md", "python")
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - the example is what is tested
    assert printed.getvalue().startswith("rejected ['U05', 'U12'")


@pytest.mark.parametrize("example", blocks("docs/python.md", "python"))
def test_the_examples_for_python_run(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "docs/python.md", "exec"), {})  # noqa: S102 - the example is what is tested
    printed = capsys.readouterr().out
    assert any(word in printed for word in ("rejected", "posts-over-cap fails", "valid error=0"))


def test_the_finding_it_shows_is_the_one_that_is_printed() -> None:
    shown, *_ = blocks("README.md", "text")
    report = Checker(ROOT / "policies").check((ROOT / SETUP).read_bytes(), SETUP)
    (cap,) = [finding for finding in report.findings if finding.code == "U12"]
    assert cap.message.zh in shown
    assert cap.subject is not None
    assert f"{SETUP}:{cap.subject.line}:{cap.subject.column}" in shown
    assert cap.clause is not None
    assert f"{cap.clause.path} = {cap.clause.value}" in shown
    assert f"{cap.clause.file.rpartition('policies/')[2]}:{cap.clause.line}" in shown
    assert f"阻断 {report.summary.block} 条" in shown
    assert cap.remedy is not None
    assert cap.remedy.zh in shown


def test_the_actions_it_shows_are_as_they_are_printed() -> None:
    _, shown, *_ = blocks("README.md", "text")
    cases = ROOT / "policies/331004-luqiao/cases"
    batch, roster = (cases / f"lubei-2024-{name}.yaml" for name in ("actions-faults", "complies"))
    setups = [(roster.read_bytes(), roster.name)]
    made = ActionChecker(ROOT / "policies").check(batch.read_bytes(), batch.name, setups).reports
    printed = render(made.reports[0], "text", "zh").splitlines()
    assert [line for line in shown.splitlines() if line not in printed] == []


def test_the_set_up_it_shows_is_a_set_up() -> None:
    shown, _ = blocks("README.zh-CN.md", "yml")
    loaded = load(Setup, shown.encode("utf-8"), "README.zh-CN.md")
    assert (loaded.document.township.name, loaded.warnings) == ("路北街道", ())


@pytest.mark.parametrize("page", READMES)
def test_the_bounds_it_shows_are_those_of_the_province(page: str, tmp_path: Path) -> None:
    bounds = blocks(page, "yml")[-1]
    shutil.copytree(ROOT / "policies", tmp_path, dirs_exist_ok=True)
    province = tmp_path / "330000-zhejiang" / "2023-01-01.yaml"
    head, _, rest = province.read_text("utf-8").partition("\nenvelope:\n")
    after = re.sub(r"\A(?:(?: .*|#.*)?\n)*", "", rest)
    province.write_text(f"{head}\n{bounds}\n{after}", "utf-8")
    county = tmp_path / "331004-luqiao" / "2024-01-01.yaml"
    assert validate([county]).outcome == "valid"
    county.write_text(county.read_text("utf-8").replace("central-town: 95", "central-town: 111"), "utf-8")
    found = [
        (problem.code, problem.id) for problem in validate([county]).problems if problem.level == "block"
    ]
    assert found == [("Q15", "bound-posts-cap-at-most")]


@pytest.mark.parametrize("page", READMES)
def test_the_policy_it_shows_lets_a_set_up_comply(page: str, tmp_path: Path) -> None:
    lay_out(page, tmp_path)
    setup = ROOT / "policies/331004-luqiao/cases/lubei-2024-complies.yaml"
    report = Checker(tmp_path).check(setup.read_bytes(), setup.name)
    assert report.outcome != "rejected"
    assert "U30" not in {finding.code for finding in report.findings}


@pytest.mark.parametrize("page", READMES)
def test_every_page_that_it_links_to_is_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_score_it_shows_is_as_it_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shown,) = [block for block in blocks("README.md", "text") if "得分：" in block]
    commands = re.findall(r"policy-engine (score .*)", (ROOT / "README.md").read_text("utf-8"))
    assert len(commands) == 2
    monkeypatch.chdir(ROOT)
    assert [main(each.split()) for each in commands] == [0, 1]
    printed = capsys.readouterr().out.splitlines()
    assert [line for line in shown.splitlines() if line.strip() != "…" and line not in printed] == []


def test_the_comparison_it_shows_is_as_it_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    *_, shown = blocks("README.md", "text")
    page = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"policy-engine ((?:diff|impact) 331004@.*)", page)
    assert len(commands) == 2
    monkeypatch.chdir(ROOT)
    for each in commands:
        assert main(each.split()) == 1
    printed = capsys.readouterr().out
    parts = re.split(r"^ *…\n", shown, flags=re.MULTILINE)
    assert len(parts) == 2
    assert [part for part in parts if part not in printed] == []
