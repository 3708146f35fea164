"""Names and identity numbers are in no output of `score`, whatever is wrong and wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from policy_engine_cli.main import main

from tests.scoring.conftest import ANNUAL, POLICIES, replaced
from tests.scoring.traces_table import HEADINGS, table

NUMBER = "330782199001011234"
MISTYPED = "33078219900101123"


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Everything that is written out, in both languages."""
    for language in ("zh", "en"):
        main(["score", *arguments, "--policies", str(POLICIES), "--lang", language])
    captured = capfd.readouterr()
    return captured.out + captured.err


@pytest.mark.parametrize("row", [
    "G1,R001,昨天,1,100,2024-12-01,哈力克",
    "G1,R001,哈力克,1,100,2024-12-01,x",
    "G1,哈力克,2024-03-01,哈力克,100,2024-12-01,x",
    f"G1,R001,2024-03-01,{MISTYPED},100,2024-12-01,x",
    "哈力克,R001,2024-03-01,1,100,2024-12-01,x\n哈力克,R001,2024-03-01,0,90,2024-12-01,x",
])  # fmt: skip
def test_a_table_that_is_refused(row: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "annual.yaml").write_text(ANNUAL, "utf-8")
    traces = tmp_path / f"{NUMBER}.csv"
    traces.write_text(f"{HEADINGS},姓名\n{row}\n", "utf-8")
    shown = said(capfd, str(tmp_path / "annual.yaml"), "--traces", str(traces))
    assert "330782***********4.csv:2:" in shown
    assert not [secret for secret in ("力克", "19900101") if secret in shown]


@pytest.mark.parametrize("format_", ["text", "json", "csv", "markdown", "html"])
def test_a_report(format_: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = replaced(ANNUAL, ["苏溪考〔2024〕1号", f"哈力克{MISTYPED}"], ["name: 王五", "name: 哈力克"])
    (tmp_path / f"{NUMBER}.yaml").write_text(text, "utf-8")
    (tmp_path / f"{NUMBER}.csv").write_text(table(), "utf-8")
    paths = str(tmp_path / f"{NUMBER}.yaml"), "--traces", str(tmp_path / f"{NUMBER}.csv")
    shown = said(capfd, *paths, "--person", NUMBER, "--format", format_)
    assert "哈**" in shown.replace("\\", "")
    assert not [secret for secret in ("力克", "三丰", "19900101", "1990010112") if secret in shown]


def test_somebody_who_is_not_assessed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "annual.yaml").write_text(ANNUAL, "utf-8")
    shown = said(capfd, str(tmp_path / "annual.yaml"), "--person", "哈力克")
    assert "score.unknown-person" in shown
    assert "力克" not in shown
