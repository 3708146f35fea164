"""Folders of policies that are not simply there: those of a git revision, and one with a draft laid over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
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
# Names that lead elsewhere on one system or another: git itself makes none of those of dots and blanks.
_LEADS_ELSEWHERE = re.compile(r"[. ]*|[A-Za-z]:.*|.*[\\\x00].*", re.DOTALL)


@dataclass(frozen=True)
class Snapshot:
    """The policies of a revision, written into a folder of their own. `shown` is what messages call it.

    `left_out` is by the name of a jurisdiction's folder what in it is no file and was not written.
    """

    folder: Path
    shown: str
    left_out: Mapping[str, Sequence[Diagnostic]]

    def repository(self) -> Repository:
        return _OfRevision(self.folder, self.shown, self.left_out)

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

    Raises UsageError where the revision has no policies there, or names that would lead elsewhere; then
    nothing is written. What is no file is left out: whoever asks for its jurisdiction is told.
    """
    below = revision.below(folder)
    _refuse_unsafe(revision, below)
    files = [each for each in below if _is_policy(each, folder)]
    # Without a folder between there would be nothing to tell the revision's own top from a file's name.
    name = f"{revision.name}:{folder}"
    if not any(FOLDER.fullmatch(_first(each, folder)) for each in files):
        raise UsageError(problems.no_policies(str(folder), revision.name))
    left_out: dict[str, list[Diagnostic]] = {}
    for file in files:
        if not file.is_regular:
            _make_folder(revision, into / _first(file, folder))
            fault = problems.not_a_file(file.path, revision.name)
            left_out.setdefault(_first(file, folder), []).append(fault)
    write_files(revision, [each for each in files if each.is_regular], folder, into)
    return Snapshot(into, name, left_out)


def _first(file: GitFile, folder: PurePosixPath) -> str:
    return PurePosixPath(file.path).relative_to(folder).parts[0]


def _is_policy(file: GitFile, folder: PurePosixPath) -> bool:
    """Whether it lies in a jurisdiction's folder or stands for one, or lies beside them as the register."""
    first, *below = PurePosixPath(file.path).relative_to(folder).parts
    is_of_jurisdiction = FOLDER.fullmatch(first) is not None
    if not below:
        return file.is_regular or is_of_jurisdiction
    return is_of_jurisdiction and below[0] not in _NOT_POLICIES


def _refuse_unsafe(revision: Revision, files: Iterable[GitFile]) -> None:
    """Raises UsageError for a path with a step that is no plain name: a tree can be made to hold any."""
    for file in files:
        if any(_LEADS_ELSEWHERE.fullmatch(step) for step in file.path.split("/")):
            raise UsageError(problems.unsafe_name(file.path, revision.name))


def write_files(revision: Revision, files: Iterable[GitFile], base: PurePosixPath, into: Path) -> None:
    """The files of a revision, written below `into` as they lie below `base`: nothing where one of them may
    not be written.

    Raises UsageError for what is no file, for a path that would lead out of `into`, and where the disk
    refuses.
    """
    files = list(files)
    for file in files:
        if not file.is_regular:
            raise UsageError(problems.not_a_file(file.path, revision.name))
    _refuse_unsafe(revision, files)
    places = [_place(revision, file, base, into) for file in files]
    for path, data in zip(places, revision.read(files), strict=True):
        _make_folder(revision, path.parent)
        try:
            path.write_bytes(data)
        except OSError as error:
            raise UsageError(problems.unwritable(revision.name, error)) from error


def _make_folder(revision: Revision, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(problems.unwritable(revision.name, error)) from error


def _place(revision: Revision, file: GitFile, base: PurePosixPath, into: Path) -> Path:
    """Where a file goes. Looked at once more after joining, by whatever rules this system has for paths."""
    place = into.joinpath(*PurePosixPath(file.path).relative_to(base).parts)
    if not Path(os.path.abspath(place)).is_relative_to(os.path.abspath(into)):
        raise UsageError(problems.unsafe_name(file.path, revision.name))
    return place


class _OfRevision(Repository):
    """The folder of policies of a revision, which messages call by another name.

    A jurisdiction of which something was left out is there, and cannot be used.
    """

    def __init__(self, root: Path, name: str, left_out: Mapping[str, Sequence[Diagnostic]]) -> None:
        super().__init__(root)
        self._name = name
        self._left_out = left_out

    @property
    def folders(self) -> Mapping[str, Path]:
        incomplete = {folder[:6]: self.root / folder for folder in self._left_out}
        return dict(sorted((incomplete | dict(super().folders)).items()))

    def name_of(self, path: Path) -> str:
        relative = os.path.relpath(path, self.root)
        return self._name if relative == "." else f"{self._name}/{shown(Path(relative))}"

    def listing(self, jurisdiction: str) -> Listing:
        found = super().listing(jurisdiction)
        faults = [each for name, all_ in self._left_out.items() if name[:6] == jurisdiction for each in all_]
        return Listing(found.versions, (*faults, *found.problems)) if faults else found


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
