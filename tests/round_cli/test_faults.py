"""What is plainly wrong is not sealed; what has to be followed up is told."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Command
from tests.round_cli.evidence import appending, evidence_of
from tests.round_cli.logs import EMPTY

CASES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
CODE = re.compile(r"\[([a-z.-]+)\]")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_plainly_wrong_is_not_written(case: dict[str, Any], folder: Path, command: Command) -> None:
    log = folder / "log.yaml"
    log.write_text(EMPTY.replace(*case.get("head", ["", ""])), encoding="utf-8")
    for step, date in case.get("before", []):
        assert command(*appending(step, str(date)), given=evidence_of(step)).code == 0
    before, new = log.read_bytes(), case["append"]
    until = ["--until", str(new["until"])] if "until" in new else []
    given = ["--evidence", "-"] if "evidence" in new else []
    run = command("round", "append", "log.yaml", "--step", new["e"], "--date", str(new["at"]), *until, *given,
                  given=new.get("evidence", "").encode())  # fmt: skip
    assert run.code == case.get("code", 1 if "refused" in case else 0), run.error
    assert set(CODE.findall(run.error)) == set(case.get("refused", case.get("warned", [])))
    assert (log.read_bytes() == before) == ("refused" in case)
    for words in case.get("said", []):
        assert words in run.error


def test_a_round_is_settled_and_takes_effect_once_its_objection_is_appended_again(
    folder: Path, command: Command
) -> None:
    (folder / "log.yaml").write_text(EMPTY, encoding="utf-8")
    for step, date in (
        ("announce", "2024-09-02"), ("register", "2024-09-06"), ("match", "2024-09-12"),
        ("deliberate", "2024-09-13"), ("publicise", "2024-09-18"),
    ):  # fmt: skip
        command(*appending(step, date), given=evidence_of(step))
    for evidence in ("objection: {about: R001 学历}", "objection: {about: R001 学历, closed: 2024-09-25}"):
        assert command(*appending("objection", "2024-09-25"), given=evidence.encode()).code == 0
    assert command(*appending("effect", "2024-10-12"), given=evidence_of("effect")).code == 0
    shown = command("round", "show", "log.yaml").out
    assert "已结束（2024-10-12 生效），5 步中已走 5 步" in shown


def test_an_abandoned_round_says_that_it_has_no_result(folder: Path, command: Command) -> None:
    (folder / "log.yaml").write_text(EMPTY, encoding="utf-8")
    command(*appending("abandon", "2024-09-03"), given=evidence_of("abandon"))
    for way in ("show", "timeline", "replay"):
        assert "已终止（2024-09-03），不产生结果" in command("round", way, "log.yaml").out
