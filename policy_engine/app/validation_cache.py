"""What was found before: a version whose files have not changed is not judged again.

One file for each folder of policies, outside of it, in the user's own cache.
A version's entry holds as long as the program, the version itself, its
siblings, all that stands above it, its ledgers and the register are the same
to the byte. What cannot be read or written is no cache; it is never an error.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.findings.validation import Problem
from policy_engine.policyset.register import FILE as REGISTER
from policy_engine.policyset.repository import Repository, VersionFile
from policy_engine.source.files import read_bytes
from policy_engine.source.writing import replace_file

_ABSENT = "absent"


class Cache:
    """The entries for one folder of policies. `folder` is where caches are kept.

    `of` names what was done: what was validated only is not what was linted, too.
    """

    def __init__(self, folder: Path, repository: Repository, of: str = "validated") -> None:
        self._repository = repository
        name = hashlib.sha256(os.fsencode(os.path.realpath(repository.root))).hexdigest()[:32]
        self._file = folder / f"{of}-{name}.json"
        self._before = _read(self._file)
        self._now: dict[str, Any] = {}
        self._hashes: dict[Path, str] = {}

    def get(self, jurisdiction: str, version: VersionFile, above: tuple[str, ...]) -> list[Problem] | None:
        """What was found when the version was last judged, if nothing has changed since."""
        entry = self._before.get(self._repository.name_of(version.path))
        if not isinstance(entry, dict) or entry.get("key") != self._key(jurisdiction, version, above):
            return None
        try:
            problems = [Problem.model_validate(each) for each in entry["problems"]]
        except (KeyError, TypeError, ValueError):
            return None
        self._now[self._repository.name_of(version.path)] = entry
        return problems

    def put(
        self, jurisdiction: str, version: VersionFile, above: tuple[str, ...], problems: list[Problem]
    ) -> None:
        """Remember what was found."""
        dumped = [problem.model_dump(mode="json", by_alias=True) for problem in problems]
        entry = {"key": self._key(jurisdiction, version, above), "problems": dumped}
        self._now[self._repository.name_of(version.path)] = entry

    def save(self) -> None:
        """Write it, all or nothing; entries of versions that were not asked for are kept."""
        if self._now.items() <= self._before.items():
            return
        data = json.dumps({**self._before, **self._now}, ensure_ascii=False).encode()
        with contextlib.suppress(OSError):  # No space, no right to write: the next run judges again.
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._file, data)

    def _key(self, jurisdiction: str, version: VersionFile, above: tuple[str, ...]) -> str:
        parts = [program_fingerprint(), self._repository.name_of(version.path)]
        parts.append(self._hash(self._repository.root / REGISTER))
        for code in (jurisdiction, *above):
            parts += map(self._content, self._repository.versions(code))
        parts += map(self._content, self._repository.ledgers(jurisdiction))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def _content(self, version: VersionFile) -> str:
        return f"{self._repository.name_of(version.path)} {self._hash(version.path)}"

    def _hash(self, path: Path) -> str:
        if path not in self._hashes:
            try:
                self._hashes[path] = hashlib.sha256(read_bytes(path)).hexdigest()
            except (DocumentError, UsageError):
                self._hashes[path] = _ABSENT
        return self._hashes[path]


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@cache
def program_fingerprint() -> str:
    """Tells this program from every other version of it, an edited one included."""
    root = Path(__file__).parents[1]
    lines = sorted(f"{path.relative_to(root)} {size} {changed}" for path, size, changed in _files(root))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _files(folder: Path) -> Iterator[tuple[Path, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(Path(entry.path))
            else:
                stat = entry.stat()
                yield Path(entry.path), stat.st_size, stat.st_mtime_ns
