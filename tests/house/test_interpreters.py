"""Only a Python that really starts counts as found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import interpreters


def program(folder: Path, name: str, body: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def on_path(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    monkeypatch.setenv("PATH", ":".join(str(folder) for folder in folders))


def test_a_shim_that_does_not_start_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path / "shims", "python3.99", "exit 127")
    real = program(tmp_path / "bin", "python3.99", "echo 3.99")
    on_path(monkeypatch, tmp_path / "shims", tmp_path / "bin")
    assert interpreters.find("3.99") == real


def test_a_name_that_starts_another_version_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "bin", "python3.99", "echo 3.98")
    on_path(monkeypatch, tmp_path / "bin")
    assert interpreters.find("3.99") is None


def test_pyenv_is_asked_for_what_it_keeps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = program(tmp_path / "kept" / "3.99.1" / "bin", "python", "echo 3.99")
    answers = f'[ "$1" = versions ] && echo 3.9.18 && echo 3.99.1 || echo "{tmp_path}/kept/$2"'
    program(tmp_path / "bin", "pyenv", answers)
    on_path(monkeypatch, tmp_path / "bin")
    assert interpreters.find("3.99") == kept


def test_finding_nothing_is_a_failure_and_names_every_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_path(monkeypatch, tmp_path)
    assert interpreters.main() == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [version for version in interpreters.VERSIONS if version not in captured.err] == []
