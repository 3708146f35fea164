"""Folders of policies that are not simply there: those of a git revision, and one with a draft laid over."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from policy_engine.app import git_problems as problems
from policy_engine.app.git import GitFile, Revision
from policy_engine.diagnostics import Diagnostic, Span, Text, UsageError
from policy_engine.policyset.listing import Listing, VersionFile
from policy_engine.policyset.listing_problems import shown
from policy_engine.policyset.repository import FOLDER, Repository

# What townships submitted, and what tests make of it: nothing to compare, and it may name people.
_NOT_POLICIES = ("cases", "tests")


@dataclass(frozen=True)
class Snapshot:
    """The policies of a revision, written into a folder of their own. `shown` is what messages call it."""

    folder: Path
    shown: str

    def repository(self) -> Repository:
        return _Renamed(self.folder, self.shown)

    def place(self, path: PurePosixPath) -> Path:
        """Where a file lies now, by its path below the folder of policies."""
        return self.folder.joinpath(*path.parts)

    def in_words(self, diagnostic: Diagnostic) -> Diagnostic:
        """The same with the names of the revision: nobody knows the folder that it was written to."""
        return renamed(diagnostic, {shown(self.folder): self.shown, str(self.folder): self.shown})

    def content(self, name: str) -> bytes | None:
        """A file by the name that messages have for it; None for one of another folder."""
        start = f"{self.shown}/"
        path = self.folder / name.removeprefix(start)
        return path.read_bytes() if name.startswith(start) and path.is_file() else None


def snapshot(revision: Revision, folder: PurePosixPath, into: Path) -> Snapshot:
    """The folder of policies of a revision, written below `into`.

    Raises UsageError where the revision has no policies there, or something that is no file.
    """
    files = [each for each in revision.below(folder) if _is_policy(each, folder)]
    # Without a folder between there would be nothing to tell the revision's own top from a file's name.
    name = f"{revision.name}:{folder}"
    if not any(FOLDER.fullmatch(PurePosixPath(each.path).relative_to(folder).parts[0]) for each in files):
        raise UsageError(problems.no_policies(str(folder), revision.name))
    write_files(revision, files, folder, into)
    return Snapshot(into, name)


def _is_policy(file: GitFile, folder: PurePosixPath) -> bool:
    """Whether it lies in a jurisdiction's folder, or beside them as the register does."""
    first, *below = PurePosixPath(file.path).relative_to(folder).parts
    if not below:
        return file.is_regular
    return FOLDER.fullmatch(first) is not None and below[0] not in _NOT_POLICIES


def write_files(revision: Revision, files: Iterable[GitFile], base: PurePosixPath, into: Path) -> None:
    """The files of a revision, written below `into` as they lie below `base`."""
    files = list(files)
    for file in files:
        if not file.is_regular:
            raise UsageError(problems.not_a_file(file.path, revision.name))
    for file, data in zip(files, revision.read(files), strict=True):
        path = into.joinpath(*PurePosixPath(file.path).relative_to(base).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


class _Renamed(Repository):
    """A folder of policies that messages call by another name."""

    def __init__(self, root: Path, name: str) -> None:
        super().__init__(root)
        self._name = name

    def name_of(self, path: Path) -> str:
        relative = os.path.relpath(path, self.root)
        return self._name if relative == "." else f"{self._name}/{shown(Path(relative))}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A policy file that lies elsewhere. `name` is what messages call it."""

    jurisdiction: str
    version: VersionFile
    name: str


class WithDraft(Repository):
    """A folder of policies as it would be with the draft in it."""

    def __init__(self, below: Repository, draft: Draft) -> None:
        super().__init__(below.root)
        self._below = below
        self._draft = draft

    @property
    def folders(self) -> Mapping[str, Path]:
        known = dict(self._below.folders)
        return dict(sorted((known | {self._draft.jurisdiction: self._draft.version.path.parent}).items()))

    def name_of(self, path: Path) -> str:
        return self._draft.name if path == self._draft.version.path else self._below.name_of(path)

    def listing(self, jurisdiction: str) -> Listing:
        """Of the draft's jurisdiction with it in place of the version of the same day, if there is one."""
        found, draft = self._below.listing(jurisdiction), self._draft
        if jurisdiction != draft.jurisdiction:
            return found
        others = [each for each in found.versions if each.from_ != draft.version.from_]
        versions = sorted((*others, draft.version), key=lambda each: each.from_)
        # A draft beside the versions is named as no version is; that is no matter while it is a draft.
        own = shown(draft.version.path)
        faults = tuple(each for each in found.problems if each.span is None or each.span.file != own)
        return Listing(tuple(versions), faults)


def renamed(diagnostic: Diagnostic, names: Mapping[str, str]) -> Diagnostic:
    """The diagnostic with each of the names in it put as the other."""

    def text(said: str) -> str:
        for name, other in names.items():
            said = said.replace(name, other)
        return said

    def both(said: Text) -> Text:
        return Text(text(said.zh), text(said.en))

    def span(place: Span) -> Span:
        return place._replace(file=text(place.file))

    return replace(
        diagnostic,
        message=both(diagnostic.message),
        span=None if diagnostic.span is None else span(diagnostic.span),
        help=None if diagnostic.help is None else both(diagnostic.help),
        related=tuple((both(said), span(place)) for said, place in diagnostic.related),
    )
