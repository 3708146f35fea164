"""What the issue of scoring asks for, worked out by hand and judged under the shipped policy of 义乌."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine.findings.report import Report
from tests.fixtures.patching import patched
from tests.scoring_cases.making import SMALL, codes, forty, person, scored, scores_of

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "real_inputs.yaml").read_text("utf-8"))
HEADINGS = ("工单编号", "人员编号", "交办日期", "交办数", "办结数", "推进进度", "更新时间")


def report_on(case: dict[str, Any], folder: Path) -> Report:
    document = forty(case["forty"]) if "forty" in case else yaml.safe_load(SMALL)
    document = patched(document, {name: case[name] for name in ("set", "remove") if name in case})
    if "table" not in case:
        return scored(document)
    table = folder / "痕迹.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *case["table"]])
    return scored(document, table)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_it_comes_out_as_by_hand(case: dict[str, Any], tmp_path: Path) -> None:
    report = report_on(case, tmp_path)
    assert codes(report) == sorted(case["finds"])
    # What only informs or asks for an explanation does not reject.
    assert (report.outcome == "rejected") is case.get("rejected", False)
    for id_, expected in case.get("score", {}).items():
        found = person(report, id_)
        shown: dict[str, object] = {"total": found.total, **{part.part: part.value for part in found.parts}}
        assert {name: shown[name] for name in expected} == expected
    if "quota" in case:
        (pool,) = [each for each in scores_of(report).pools if each.id == "civil"]
        assert [pool.eligible, pool.quota] == case["quota"]
    if "rows" in case:
        rows = scores_of(report).traces
        assert rows is not None
        assert {name: getattr(rows, name) for name in case["rows"]} == case["rows"]
