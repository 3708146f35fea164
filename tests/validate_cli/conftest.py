"""The command in this process, in a folder that a case laid out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from policy_engine_cli.main import main

from tests.cli.running import Run
from tests.validate_cli.chains import CASES, lay_out

Validate = Callable[..., Run]
BY_ID: dict[str, dict[str, Any]] = {case["id"]: case for case in CASES}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def validate(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Validate:
    """Lays a case out (by its id, or as it is) and runs `policy-engine validate` beside it."""

    def run(case: str | dict[str, Any], *arguments: str) -> Run:
        lay_out(folder, BY_ID[case] if isinstance(case, str) else case)
        code = main(["validate", *arguments])
        captured = capfdbinary.readouterr()
        return Run(code, cast("bytes", captured.out), cast("bytes", captured.err))

    return run
