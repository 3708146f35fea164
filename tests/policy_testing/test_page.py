"""What docs/testing.md shows works as it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from policy_engine.app.testing import Asked, run_tests
from tests.policy_testing.conftest import POLICIES, ROOT

PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")


EXAMPLES = re.findall(r"```yml\n((?:kind: tests|文件类型: 政策测试)\n.*?)```", PAGE, re.DOTALL)


def about(example: str) -> str:
    """The code of the jurisdiction that an example is of."""
    return re.findall(r'^(?:jurisdiction|辖区代码): "([0-9]{6})"', example, re.MULTILINE)[0]


def test_set_ups_rounds_and_assessments_are_shown_in_either_language() -> None:
    assert [(about(each), each.startswith("kind:")) for each in EXAMPLES] == [
        ("331004", True), ("331004", False), ("330782", True), ("331122", False),
    ]  # fmt: skip


@pytest.mark.parametrize("example", EXAMPLES, ids=about)
def test_the_tests_on_the_page_pass(example: str, tmp_path: Path) -> None:
    (folder,) = POLICIES.glob(f"{about(example)}-*")
    shutil.copytree(folder / "cases", tmp_path / folder.name / "cases")
    file = tmp_path / folder.name / "tests" / "t.yaml"
    file.parent.mkdir()
    file.write_text(example, encoding="utf-8")
    ran = run_tests([file], POLICIES, Asked())
    assert [(result.name, result.mismatches) for result in ran.run.results if result.status != "passed"] == []
    assert ran.run.summary.passed == len(re.findall(r"^  - (?:name|名称): ", example, re.MULTILINE)) > 0
