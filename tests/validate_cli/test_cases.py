"""What is said of a chain: exit code, places and codes as the case says, the text as recorded."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.source.golden import compare
from tests.validate_cli.chains import CASES, HERE, full
from tests.validate_cli.conftest import Validate

GOLDEN = HERE / "golden"
HEADLINE = re.compile(r"^(?:(\S+:\d+:\d+): )?(错误|无法核查|阻断|提示|告知|建议) \[(\S+)\] \S", re.MULTILINE)
LEVELS = {
    "错误": "error", "无法核查": "incomplete", "阻断": "block",
    "提示": "warn", "告知": "info", "建议": "hint",
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_chain_is_told_what_is_wrong_with_it(case: dict[str, Any], validate: Validate) -> None:
    arguments = [full(each) for each in case.get("run", ["policies"])]
    run = validate(case, *arguments)
    assert (run.code, run.error) == (case["code"], "")
    found = [[place or "-", LEVELS[level], key] for place, level, key in HEADLINE.findall(run.out)]
    assert found == [[full(place), level, key] for place, level, key in case["finds"]]
    for words in case.get("says", []):
        assert words in run.out
    compare(run.out, GOLDEN / f"{case['id']}.zh.txt")

    english = validate(case, *arguments, "--lang", "en")
    assert english.code == case["code"]
    compare(english.out, GOLDEN / f"{case['id']}.en.txt")


def test_every_golden_belongs_to_a_case() -> None:
    names = {path.name for path in GOLDEN.glob("*")}
    assert names == {f"{case['id']}.{language}.txt" for case in CASES for language in ("zh", "en")}
