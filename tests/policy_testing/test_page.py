"""What docs/testing.md shows works as it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from policy_engine.app.testing import Asked, run_tests
from tests.policy_testing.conftest import POLICIES, ROOT

PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("first", "name"), [("kind: tests", "name"), ("文件类型: 政策测试", "名称")])
def test_the_tests_on_the_page_pass(first: str, name: str, tmp_path: Path) -> None:
    (example,) = re.findall(rf"```yml\n({first}.*?)```", PAGE, re.DOTALL)
    cases = tmp_path / "331004-luqiao" / "cases"
    shutil.copytree(POLICIES / "331004-luqiao" / "cases", cases)
    file = tmp_path / "331004-luqiao" / "tests" / "t.yaml"
    file.parent.mkdir()
    file.write_text(example, encoding="utf-8")
    ran = run_tests([file], POLICIES, Asked())
    assert [(result.name, result.mismatches) for result in ran.run.results if result.status != "passed"] == []
    assert ran.run.summary.passed == example.count(f"- {name}: ") > 0
