"""The register of issued policies: one line for each, chained, outside the files it speaks of.

Each line has the hash of the line before, so that no line can be changed, taken
out, put in or moved unnoticed, except from the end. Whoever rewrites everything
from some line on is found out only by comparing the last hash, the seal, with
one that was kept elsewhere: on the paper that was issued, for instance.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError
from policy_engine.policyset import register_problems as problems
from policy_engine.policyset.issuing import content_hash
from policy_engine.policyset.register_entry import BEGINNING
from policy_engine.policyset.register_reading import Registered, read_lines
from policy_engine.source.encoding import decode
from policy_engine.source.files import read_bytes
from policy_engine.source.tree import MappingNode

FILE = "issued.jsonl"
_HASHES_KEPT = 32
IssueState = Literal["not-issued", "intact", "changed", "not-registered", "withdrawn"]


@dataclass(frozen=True, slots=True)
class IssueCheck:
    """How a policy file stands to the register.

    * not-issued: neither says that it was;
    * intact: what was issued;
    * changed: issued, and changed since (or the register was, so that nobody can tell);
    * not-registered: it says that it is issued, and the register knows nothing of it;
    * withdrawn: it was issued, and says that it is not.

    `entry_span` is its line in the register, where it has one; `reason` and `help` are None for what
    is intact or not issued.
    """

    state: IssueState
    entry_span: Span | None = None
    reason: Text | None = None
    help: Text | None = None


@dataclass(frozen=True)
class Register:
    """A register as read. With `problems`, no line of it proves anything."""

    path: Path
    exists: bool = True
    entries: tuple[Registered, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    data: bytes = field(default=b"", repr=False)
    _hashes: dict[bytes, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def read(cls, root: Path) -> Register:
        """The register of a policies folder; without a file, an empty one. Never raises for its content."""
        path = root / FILE
        if not os.path.lexists(path):
            return cls(path, exists=False)
        name = path.as_posix()
        try:
            data = read_bytes(path)
            entries, found = read_lines(decode(data, name), name)
        except DocumentError as error:
            return cls(path, problems=error.diagnostics)
        except UsageError as error:
            place = Span(name, 1, 1, 1, 1)
            found = (replace(error.diagnostic, span=place, help=problems.RESTORE_REGISTER),)
            return cls(path, problems=found)
        return cls(path, entries=entries, problems=found, data=data)

    @property
    def seal(self) -> str:
        """The last line's hash, which stands for all lines; 64 zeros for an empty register."""
        return self.entries[-1].entry.hash if self.entries else BEGINNING

    def entry_of(self, file: str) -> Registered | None:
        """The line of a file, named as in the register."""
        return self._by_file.get(file)

    @cached_property
    def _by_file(self) -> dict[str, Registered]:
        """The first line of each file: a second one is a problem."""
        return {each.entry.file: each for each in reversed(self.entries)}

    def state_of(
        self,
        file: str,
        data: bytes,
        status: str,
        issued_sha256: str | None,
        root: MappingNode | None = None,
    ) -> IssueCheck:
        """How the file stands to the register.

        `file` is relative to the policies folder, with forward slashes; `data` its bytes; `status` and
        `issued_sha256` what it says of itself; `root` the tree of `data`, to spare reading it again.
        """
        registered = self.entry_of(file)
        place = None if registered is None else registered.span
        if status != "issued":
            if registered is None:
                return IssueCheck("not-issued")
            return IssueCheck("withdrawn", place, problems.withdrawn(registered.entry), problems.RESTORE)
        if self.problems:
            first = self.problems[0]
            reason = problems.register_broken(first)
            return IssueCheck("changed", place or first.span, reason, first.help)
        if registered is None:
            said = problems.not_registered if self.exists else problems.no_register
            return IssueCheck("not-registered", None, said(self.path), problems.REGISTER_IT)
        entry = registered.entry
        if self._hash(data, root) != entry.sha256:
            return IssueCheck("changed", place, problems.content_changed(entry), problems.RESTORE)
        if issued_sha256 != entry.sha256:
            return IssueCheck("changed", place, problems.hash_changed(entry), problems.RESTORE)
        return IssueCheck("intact", place)

    def _hash(self, data: bytes, root: MappingNode | None) -> str:
        """The content hash; upper layers are asked about again with each of the counties below them."""
        if data not in self._hashes:
            if len(self._hashes) >= _HASHES_KEPT:
                del self._hashes[next(iter(self._hashes))]
            self._hashes[data] = content_hash(data, root)
        return self._hashes[data]

    def missing(self, files: Collection[str]) -> tuple[Diagnostic, ...]:
        """One problem for each line whose file is not among `files`, named as in the register."""
        known = frozenset(files)
        gone = (each for each in self.entries if each.entry.file not in known)
        return tuple(problems.file_missing(each.entry, each.span) for each in gone)
