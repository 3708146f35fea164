"""New files: where they go, and that nothing is ever overwritten."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_engine.app import new_problems as problems
from policy_engine.app.fmt import SCHEMAS_OF_KINDS
from policy_engine.diagnostics import UsageError
from policy_engine.findings.validation import Validation
from policy_engine.formatting.formatter import formatted
from policy_engine.source.canonical import Keys


@dataclass(frozen=True, slots=True)
class Made:
    """The files that were written, in the order in which they are read, and what validating them said."""

    files: tuple[Path, ...]
    validation: Validation


def in_keys(text: str, kind: str, keys: Keys) -> bytes:
    """A starter, which is in Chinese, under the keys asked for; in the one style either way."""
    return formatted(text.encode("utf-8"), f"{kind}.yaml", SCHEMAS_OF_KINDS[kind](), keys)


def write_new(files: Mapping[Path, bytes]) -> None:
    """Write files that must not be there yet: all, or none. Raises UsageError for those that cannot be."""
    for path in files:
        if os.path.lexists(path):
            raise UsageError(problems.exists(path))
    written: list[Path] = []
    folders: list[Path] = []
    try:
        for path, data in files.items():
            folders += _make_folders(path.parent)
            # "x": somebody else may have made it meanwhile.
            with path.open("xb") as file:
                written.append(path)
                file.write(data)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        for folder in reversed(folders):
            folder.rmdir()
        raise UsageError(problems.unwritable(path, error)) from error


def _make_folders(folder: Path) -> list[Path]:
    """The folders that were not there, outer ones first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    for each in missing:
        each.mkdir()
    return missing
