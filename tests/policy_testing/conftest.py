"""`policy-engine test` in this process, on tests beside the shipped policies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from policy_engine_cli.main import main

from tests.cli.running import Run

ROOT = Path(__file__).resolve().parents[2]
POLICIES = ROOT / "policies"
HEAD = f"""kind: tests
jurisdiction: "330522"
fixtures:
  吕山乡: {{setup: {POLICIES.as_posix()}/330522-changxing/cases/lushan-2024-complies.yaml}}
tests:
"""
Command = Callable[..., Run]


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Command:
    """Writes a file of tests below the head, and runs it."""
    monkeypatch.chdir(tmp_path)

    def command(tests: str, *arguments: str) -> Run:
        (tmp_path / "t.yaml").write_text(HEAD + tests, encoding="utf-8")
        code = main(["test", "t.yaml", "--policies", str(POLICIES), *arguments])
        captured = capfdbinary.readouterr()
        return Run(code, cast("bytes", captured.out), cast("bytes", captured.err))

    return command
