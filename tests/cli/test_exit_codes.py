"""Exit codes, and that what led to them is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Command

CASES = yaml.load(Path(__file__).with_name("exit_codes.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_exit_code(case: dict[str, Any], folder: Path, command: Command) -> None:
    for name, content in case.get("files", {}).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    run = command(*case["run"], given=case.get("given", "").encode())
    assert run.code == case["code"], run.error
    for words in case.get("shown", []):
        assert words in run.out
    for words in case.get("said", []):
        assert words in run.error
    if run.code in (0, 1):
        assert run.out
    else:
        assert run.error
