"""What cannot be compared is told by place and cause; nothing is shown that looks like a comparison."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.diff_cli.conftest import Diff
from tests.diff_cli.repositories import HERE
from tests.source.golden import compare

CASES: list[dict[str, Any]] = yaml.load((HERE / "refused.yaml").read_text("utf-8"), yaml.CSafeLoader)
GOLDEN = HERE / "golden" / "refused"
CODE = re.compile(r"^(?:\S+:\d+:\d+: )?(?:错误|error) \[(\S+)\] \S", re.MULTILINE)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_told(
    case: dict[str, Any],
    language: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    diff: Diff,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writes = case.keys() & {"files", "outside"}
    repository: Path = request.getfixturevalue("own_repository" if writes else "repository")
    for name, text in case.get("files", {}).items():
        (repository / name).write_text(text, "utf-8")
    if case.get("outside", False):
        (repository / ".git").rename(tmp_path / "elsewhere")
    if not case.get("git", True):
        monkeypatch.setenv("PATH", str(tmp_path))
    run = diff("--lang", language, *case["run"])
    assert (run.code, run.out) == (case["code"], "")
    assert CODE.findall(run.error) == case["says"]
    assert "policies-" not in run.error  # the folder that a revision lies in for the time
    compare(run.error.replace(str(repository), "/office"), GOLDEN / f"{case['id']}.{language}.txt")


def test_every_golden_belongs_to_a_case() -> None:
    names = {path.name for path in GOLDEN.glob("*")}
    assert names == {f"{case['id']}.{language}.txt" for case in CASES for language in ("zh", "en")}


def test_a_side_that_can_be_read_is_said_to_be(repository: Path, diff: Diff) -> None:
    assert repository.is_dir()
    run = diff("broken:331004", "second:331004")
    assert "可以读取的：second:331004。" in run.error
    assert "broken:policies/331004-luqiao/2024-01-01.yaml:11" in run.error
    assert "岗位设置：" in run.error  # its line, which lies in no file
