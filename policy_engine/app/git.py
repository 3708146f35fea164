"""What a git repository holds at a revision, read through git itself: nothing is checked out or fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from policy_engine.app import git_problems as problems
from policy_engine.diagnostics import UsageError

_FILE = "100"  # what the mode of a regular file begins with; links and submodules have others
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


@dataclass(frozen=True, slots=True)
class GitFile:
    """A file of a revision; `path` is relative to the repository, with forward slashes."""

    path: str
    object_id: str
    is_regular: bool


@dataclass(frozen=True)
class Repository:
    """A git repository with a work tree. `root` is its topmost folder."""

    root: Path

    def revision(self, name: str) -> Revision:
        """A commit by any name that git knows: HEAD~1, a branch, a tag, a hash. Raises UsageError."""
        # A name that begins with a dash would be an option of git.
        verify = ("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        found = None if name.startswith("-") or not name else _git(self.root, *verify)
        if found is None or found.returncode != 0:
            raise UsageError(problems.unknown_revision(name, self.root, self._names()))
        return Revision(self, name, found.stdout.decode("ascii").strip())

    def _names(self) -> list[str]:
        """Branches and tags, for a name that is nearly one."""
        listed = _git(self.root, "for-each-ref", "--format=%(refname:short)")
        return listed.stdout.decode("utf-8", "replace").split("\n") if listed.returncode == 0 else []


@dataclass(frozen=True)
class Revision:
    """One commit. `name` is what the user called it."""

    repository: Repository
    name: str
    commit: str = field(repr=False)

    @cached_property
    def files(self) -> Mapping[str, GitFile]:
        """Every file by its path."""
        root = self.repository.root
        listed = _checked(root, "ls-tree", "-r", "-z", "--full-tree", self.commit)
        found = {}
        for line in listed.decode("utf-8", "surrogateescape").split("\0"):
            if line:
                kind, _, path = line.partition("\t")
                mode, _, object_id = kind.split(" ")
                found[path] = GitFile(path, object_id, mode.startswith(_FILE))
        return found

    def below(self, folder: PurePosixPath) -> list[GitFile]:
        """The files in a folder, at any depth."""
        start = "" if folder == PurePosixPath() else f"{folder}/"
        return [file for path, file in self.files.items() if path.startswith(start)]

    def read(self, files: Iterable[GitFile]) -> list[bytes]:
        """The content of each, as committed to the byte."""
        wanted = "".join(f"{file.object_id}\n" for file in files)
        answer = _checked(self.repository.root, "cat-file", "--batch", given=wanted.encode("ascii"))
        contents, place = [], 0
        while place < len(answer):
            end = answer.index(b"\n", place)
            header = answer[place:end].split(b" ")
            if header[1] != b"blob":  # a clone without its content, and nothing is fetched here
                raise UsageError(problems.not_fetched(self.name))
            size = int(header[2])
            contents.append(answer[end + 1 : end + 1 + size])
            place = end + size + 2
        return contents


def repository_around(folder: Path) -> Repository:
    """The repository that a folder lies in.

    Raises UsageError where it lies in none, or in one without a work tree, where git is not installed, or
    will not read it.
    """
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found.returncode == 0:
        return Repository(Path(os.fsdecode(found.stdout.rstrip(b"\n"))))
    said = found.stderr.decode("utf-8", "replace").strip()
    if "not a git repository" in said:
        raise UsageError(problems.no_repository(folder))
    if "must be run in a work tree" in said:
        raise UsageError(problems.no_work_tree(folder))
    raise UsageError(problems.refused(folder, said))


def _checked(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    done = _git(folder, *arguments, given=given)
    if done.returncode != 0:
        raise UsageError(problems.refused(folder, done.stderr.decode("utf-8", "replace").strip()))
    return done.stdout


def _git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise UsageError(problems.not_installed())
    command = [program, "-C", os.fspath(folder), *arguments]
    return subprocess.run(  # noqa: S603 - arguments are ours or checked, and there is no shell
        command, input=given, capture_output=True, check=False, env=_environment()
    )


def _environment() -> dict[str, str]:
    """English answers, no questions and no network; the repository is found from the folder alone.

    A hook of git has the variables of the repository that it runs for, which need not be the one asked.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return kept | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
                   "GIT_OPTIONAL_LOCKS": "0"}  # fmt: skip
