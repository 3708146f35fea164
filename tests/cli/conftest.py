"""The command in this process: quick, with what it showed and said."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from policy_engine_cli.main import main

from tests.cli.running import Run, lay_out

Command = Callable[..., Run]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with policies and a set-up of each outcome."""
    monkeypatch.chdir(lay_out(tmp_path))
    return tmp_path


@pytest.fixture
def command(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Runs `policy-engine` in the folder, with `given` on standard input."""
    assert folder.is_dir()

    def run(*arguments: str, given: bytes = b"") -> Run:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = main(arguments)
        captured = capfdbinary.readouterr()
        return Run(code, cast("bytes", captured.out), cast("bytes", captured.err))

    return run
