"""The command in this process, in a copy of the repository or beside the shipped policies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from policy_engine_cli.main import main

from tests.cli.running import ROOT, Run
from tests.diff_cli.repositories import make

Diff = Callable[..., Run]


@pytest.fixture(scope="session")
def made_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "office"
    folder.mkdir()
    make(folder)
    return folder


@pytest.fixture
def repository(made_repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: the repository, which all tests read and none writes to."""
    monkeypatch.chdir(made_repository)
    return made_repository


@pytest.fixture
def own_repository(made_repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a repository of the test's own."""
    folder = tmp_path / "office"
    shutil.copytree(made_repository, folder, symlinks=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: the checkout with the shipped policies."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def diff(capfdbinary: pytest.CaptureFixture[bytes]) -> Diff:
    """Runs `policy-engine diff` in the working folder."""

    def run(*arguments: str) -> Run:
        code = main(["diff", *arguments])
        captured = capfdbinary.readouterr()
        return Run(code, cast("bytes", captured.out), cast("bytes", captured.err))

    return run
