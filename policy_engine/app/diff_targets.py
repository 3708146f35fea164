"""What `diff` is asked to compare: 331004, 331004@2024-03-01, a file, or either of them in a git revision."""

from __future__ import annotations

import datetime
import os
import re
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

from policy_engine.app import diff_target_problems as problems
from policy_engine.app import git_problems
from policy_engine.app.diff_folders import Draft, Snapshot, WithDraft, snapshot, write_files
from policy_engine.app.diff_heads import head_of
from policy_engine.app.git import Repository as GitRepository
from policy_engine.app.git import Revision, repository_around
from policy_engine.app.show import no_such_day
from policy_engine.diagnostics import Diagnostic, DocumentError, UsageError
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.listing import is_no_file
from policy_engine.policyset.repository import FOLDER, Repository, VersionFile
from policy_engine.source.files import read_bytes

_CODE = re.compile(r"([0-9]{6})(?:[@＠](.*))?", re.DOTALL)
_REVISION = re.compile(r"([^:：]*)[:：](.*)", re.DOTALL)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VERSION_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.(?:yaml|yml|json)", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """One policy that was asked for, and where it is had from. `asked` is what the user wrote.

    `snapshot` is the folder of the revision, where it comes from one. `undated`: nobody named a day, and
    `on` is the newest.
    """

    asked: str
    jurisdiction: str
    on: datetime.date
    chains: Chains
    snapshot: Snapshot | None = None
    undated: bool = False

    def policy(self) -> PolicyInForce:
        """The policy in force. Raises DocumentError, in the names that the user knows."""
        try:
            return self.chains.in_force(self.jurisdiction, self.on)
        except DocumentError as error:
            raise DocumentError(map(self.in_words, error.diagnostics)) from error

    def in_words(self, diagnostic: Diagnostic) -> Diagnostic:
        return diagnostic if self.snapshot is None else self.snapshot.in_words(diagnostic)


class Targets:
    """Finds what is asked for; what several have in common is read once.

    `policies` is the folder of policies; `on` the day for which codes without a date are taken,
    otherwise the first on which the newest version and the newest ones above it are in force.
    Used in a `with`: revisions lie in a folder that goes with it.
    """

    def __init__(self, policies: Path, on: datetime.date | None = None) -> None:
        self._policies = policies
        self._on = on
        self._stack = ExitStack()
        self._chains: dict[str, Chains] = {}
        self._snapshots: dict[tuple[str, str], Snapshot] = {}
        self._drafts: dict[str, Path] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def find(self, asked: str) -> Target:
        """Raises UsageError for what is no policy, DocumentError for what cannot be read."""
        written = asked.strip()
        code = _CODE.fullmatch(written)
        if code is not None:
            return self._of_code(asked, code, self._chains_of(self._policies), None)
        if os.path.lexists(written):
            return self._of_file(asked, Path(written))
        parts = _REVISION.fullmatch(written)
        if parts is None or _DRIVE.match(written):
            raise UsageError(problems.unknown_target(written, self._policies))
        return self._of_revision(asked, parts[1].strip(), parts[2].strip())

    def content(self, name: str) -> bytes | None:
        """A file of a revision, by the name that messages have for it; None for any other."""
        if name in self._drafts:
            return self._drafts[name].read_bytes()
        found = (each.content(name) for each in self._snapshots.values())
        return next((data for data in found if data is not None), None)

    def _of_code(self, asked: str, code: re.Match[str], chains: Chains, snapshot: Snapshot | None) -> Target:
        on = self._on if code[2] is None else _day(code[2].strip(), code[1])
        if on is not None:
            _versions(chains, code[1], snapshot)  # a jurisdiction that there is
            return Target(asked, code[1], on, chains, snapshot)
        return Target(asked, code[1], _newest_day(chains, code[1], snapshot), chains, snapshot, undated=True)

    def _of_version(
        self, asked: str, code: str, name: str, chains: Chains, snapshot: Snapshot | None
    ) -> Target:
        """The file of that name in the folder of the jurisdiction, on its first day."""
        versions = _versions(chains, code, snapshot)
        return Target(asked, code, next(v.from_ for v in versions if v.path.name == name), chains, snapshot)

    def _of_file(self, asked: str, path: Path) -> Target:
        if path.is_dir():
            raise UsageError(problems.is_a_folder(asked))
        in_the_way = is_no_file(path)
        if in_the_way is not None:  # a pipe: it may never end, and can be read only once
            raise DocumentError([in_the_way])
        absolute = Path(os.path.abspath(path))
        if _is_version(PurePosixPath(absolute.as_posix())):
            # As it was named, for the messages; a name without its folders does not lead to the one above.
            root = path.parent.parent if path.parent.name not in ("", "..") else absolute.parent.parent
            return self._of_version(asked, absolute.parent.name[:6], path.name, self._chains_of(root), None)
        return self._of_draft(asked, path, path.as_posix(), Repository(self._policies), None)

    def _of_draft(
        self, asked: str, path: Path, name: str, below: Repository, snapshot: Snapshot | None
    ) -> Target:
        """As if the file lay in the folder of its jurisdiction."""
        head = head_of(read_bytes(path), name)
        draft = Draft(head.jurisdiction, VersionFile(head.effective_from, path), name)
        return Target(
            asked, head.jurisdiction, head.effective_from, Chains(WithDraft(below, draft)), snapshot
        )

    def _of_revision(self, asked: str, name: str, path: str) -> Target:
        code = _CODE.fullmatch(path)
        if code is not None:
            revision = self._git_of_policies().revision(name)
            found = self._snapshot(revision, self._policies_in(revision.repository))
            return self._of_code(asked, code, self._chains_of(found.folder, found), found)
        revision = self._git_of_paths().revision(name)
        file = self._path_in(revision, path)
        if _is_version(file):
            found = self._snapshot(revision, file.parent.parent)
            chains = self._chains_of(found.folder, found)
            return self._of_version(asked, file.parent.name[:6], file.name, chains, found)
        found = self._snapshot(revision, self._policies_in(revision.repository))
        name = f"{revision.name}:{file}"
        into = found.folder.parent / f"draft-{len(self._drafts)}"
        write_files(revision, [revision.files[str(file)]], file.parent, into)
        self._drafts[name] = into / file.name
        below = self._chains_of(found.folder, found).repository
        return self._of_draft(asked, into / file.name, name, below, found)

    def _git_of_policies(self) -> GitRepository:
        """The repository of the folder of policies, or of what is left of the way to it."""
        way = [Path(os.path.realpath(self._policies)), *Path(os.path.realpath(self._policies)).parents]
        return repository_around(next(each for each in way if each.is_dir()))

    def _git_of_paths(self) -> GitRepository:
        """The repository that paths are meant in: around the working folder, else that of the policies."""
        try:
            return repository_around(Path.cwd())
        except UsageError as error:
            if error.diagnostic.code != "git.no-repository" or not self._policies.is_dir():
                raise
            return self._git_of_policies()

    def _policies_in(self, git: GitRepository) -> PurePosixPath:
        """The folder of policies as the repository has it."""
        relative = os.path.relpath(os.path.realpath(self._policies), os.path.realpath(git.root))
        return PurePosixPath(Path(relative).as_posix())

    def _path_in(self, revision: Revision, path: str) -> PurePosixPath:
        """A file of the revision, named from the working folder or from the repository's top."""
        written = path.replace("\\", "/")
        here = os.path.relpath(Path.cwd(), os.path.realpath(revision.repository.root))
        for start in (Path(here).as_posix(), "."):
            candidate = os.path.normpath(f"{start}/{written}").replace("\\", "/")
            if candidate in revision.files:
                return PurePosixPath(candidate)
        known = [each for each in revision.files if _VERSION_NAME.fullmatch(each.rpartition("/")[2])]
        if any(each.startswith(f"{written.strip('/')}/") for each in revision.files):
            raise UsageError(problems.is_a_folder(f"{revision.name}:{path}"))
        raise UsageError(git_problems.no_such_path(path, revision.name, known))

    def _snapshot(self, revision: Revision, folder: PurePosixPath) -> Snapshot:
        key = (revision.name, str(folder))
        if key not in self._snapshots:
            into = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="policies-")))
            self._snapshots[key] = snapshot(revision, folder, into / "policies")
        return self._snapshots[key]

    def _chains_of(self, root: Path, found: Snapshot | None = None) -> Chains:
        key = os.path.abspath(root)
        if key not in self._chains:
            self._chains[key] = Chains(Repository(root) if found is None else found.repository())
        return self._chains[key]


def _versions(chains: Chains, code: str, snapshot: Snapshot | None) -> tuple[VersionFile, ...]:
    try:
        return chains.repository.versions(code)
    except DocumentError as error:
        if snapshot is None:
            raise
        raise DocumentError(map(snapshot.in_words, error.diagnostics)) from error


def _newest_day(chains: Chains, code: str, snapshot: Snapshot | None) -> datetime.date:
    """The first day on which the newest version holds and the newest ones above it, as far as it lasts."""
    newest = _versions(chains, code, snapshot)[-1]
    until = chains.until_of(code, newest)
    above = (each.from_ for upper in chains.codes_above(code) for each in _versions(chains, upper, snapshot))
    return max([newest.from_, *(day for day in above if until is None or day <= until)])


def _day(written: str, code: str) -> datetime.date:
    """Raises UsageError, also for a day that no calendar has, such as 2024-02-30."""
    if _DAY.fullmatch(written):
        with suppress(ValueError):
            return datetime.date.fromisoformat(written)
    raise UsageError(no_such_day(written, code))


def _is_version(path: PurePosixPath) -> bool:
    """Whether a file is named, and lies, as a version of a policy does."""
    return bool(_VERSION_NAME.fullmatch(path.name)) and FOLDER.fullmatch(path.parent.name) is not None
