"""The command in this process, beside the shipped policies; studies of shipped set-ups, each made once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from policy_engine_cli.main import main

from tests.cli.running import ROOT, Run

Impact = Callable[..., Run]


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: the checkout with the shipped policies."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def impact(shipped: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Impact:
    """Runs `policy-engine impact` in the checkout."""
    assert shipped.is_dir()
    return functools.partial(_run, capfdbinary)


def _run(captured: pytest.CaptureFixture[bytes], *arguments: str) -> Run:
    code = main(["impact", *arguments])
    out = captured.readouterr()
    return Run(code, cast("bytes", out.out), cast("bytes", out.err))
