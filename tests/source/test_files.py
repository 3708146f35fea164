"""What can be in the way of reading a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.source import files
from policy_engine.source.files import read_bytes


def refused(path: Path) -> UsageError:
    with pytest.raises(UsageError) as caught:
        read_bytes(path)
    return caught.value


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: 1")
    assert read_bytes(tmp_path / "a.yaml") == b"a: 1"


def test_a_missing_file_is_named_with_its_nearest_neighbour(tmp_path: Path) -> None:
    (tmp_path / "lubei-setup.yaml").write_bytes(b"")
    found = refused(tmp_path / "lubei-setpu.yaml").diagnostic
    assert found.code == "file.missing"
    assert found.help is not None
    assert "lubei-setup.yaml" in found.help.zh


def test_a_missing_folder_is_no_crash(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "a.yaml").diagnostic.code == "file.missing"


def test_a_directory_is_not_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path).diagnostic.code == "file.is-a-directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1")
    path.chmod(0)
    assert refused(path).diagnostic.code == "file.no-permission"


def test_a_refused_permission_is_reported_whoever_runs_the_test(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr(Path, "open", refuse)
    assert refused(tmp_path / "a.yaml").diagnostic.code == "file.no-permission"


@pytest.mark.parametrize("name", ["a\0b.yaml", "n" * 5000])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str) -> None:
    assert refused(tmp_path / name).diagnostic.code == "file.unreadable"


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    (tmp_path / "a.yaml").write_bytes(b"x" * 10)
    assert len(read_bytes(tmp_path / "a.yaml")) == 10
    (tmp_path / "a.yaml").write_bytes(b"x" * 11)
    with pytest.raises(DocumentError) as caught:
        read_bytes(tmp_path / "a.yaml")
    assert caught.value.diagnostics[0].code == "file.too-large"
