"""What lies in a jurisdiction's folder: versions, and what is taken for one by people but by no check."""

from __future__ import annotations

import datetime
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policy_engine.diagnostics import Diagnostic
from policy_engine.policyset import listing_problems as problems

_VERSION = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.(?:yaml|yml|json)", re.IGNORECASE)
# Windows hides the last ending, so that 2024-01-01.yaml.txt looks right to whoever named it.
_DOCUMENT = re.compile(r"[^.].*\.(?:yaml|yml|json)(?:\.txt)?\s*", re.IGNORECASE | re.DOTALL)
_LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A file named after the first day it is in force."""

    from_: datetime.date
    path: Path


@dataclass(frozen=True, slots=True)
class Listing:
    """Versions, oldest first, and why a folder will not do.

    Where there is a problem nobody can say which version is in force on a day.
    """

    versions: tuple[VersionFile, ...]
    problems: tuple[Diagnostic, ...]


def listing_of(folders: Iterable[Path]) -> Listing:
    """The policy versions of the folders of one jurisdiction, of which there should be one."""
    folders = tuple(folders)
    listings = [_listed(folder) for folder in folders]
    twice = [problems.two_folders(folders[0], other) for other in folders[1:]]
    return _joined(listings, twice)


def ledgers_of(folders: Iterable[Path]) -> Listing:
    """The ledgers in the folders of one jurisdiction."""
    listings = []
    for folder in folders:
        for path in folders_named(folder, _LEDGER):
            if not path.is_dir():
                listings.append(Listing((), (problems.not_a_folder(path),)))
            elif path.name != _LEDGER:
                listings.append(Listing((), (problems.odd_folder_name(path),)))
            else:
                listings.append(_listed(path))
    return _joined(listings, [])


def has_documents(folder: Path) -> bool:
    """Whether anything in it is, or may be meant as, a version; one that cannot be opened may have them."""
    try:
        with os.scandir(folder) as entries:
            return any(_DOCUMENT.fullmatch(entry.name) for entry in entries)
    except OSError:
        return True


def is_no_file(path: Path) -> Diagnostic | None:
    """What is in the way of reading the path, which may be a pipe that never ends; None for a file."""
    try:
        mode = path.stat().st_mode
    except OSError:  # a link to nowhere, or to itself
        return problems.not_a_file(path, "link") if path.is_symlink() else None
    if stat.S_ISREG(mode):
        return None
    return problems.not_a_file(path, "folder" if stat.S_ISDIR(mode) else "device")


def _joined(listings: list[Listing], more: list[Diagnostic]) -> Listing:
    versions = [version for listing in listings for version in listing.versions]
    found = [*more, *(problem for listing in listings for problem in listing.problems)]
    return Listing(tuple(sorted(versions, key=lambda each: (each.from_, each.path))), tuple(found))


def _listed(folder: Path) -> Listing:
    try:
        paths = document_paths(folder)
    except OSError as error:
        return Listing((), (problems.unreadable_folder(folder, error),))
    versions: list[VersionFile] = []
    found: list[Diagnostic] = []
    first_of: dict[datetime.date, Path] = {}
    for path in paths:
        day = is_no_file(path) or _day(path)
        if isinstance(day, Diagnostic):
            found.append(day)
            continue
        if day in first_of:
            found.append(problems.two_files(first_of[day], path))
        first_of.setdefault(day, path)
        versions.append(VersionFile(day, path))
    return Listing(tuple(versions), tuple(found))


def _day(path: Path) -> datetime.date | Diagnostic:
    """The day that a file is named after, or why it is named after none."""
    match = _VERSION.fullmatch(path.name)
    if match is None:
        return problems.odd_name(path)
    try:
        return datetime.date.fromisoformat(match[1])
    except ValueError:
        return problems.no_such_day(path)


def document_paths(folder: Path) -> list[Path]:
    """Whatever in the folder is, or may be meant as, a document. Raises OSError."""
    return sorted(path for path in folder.iterdir() if _DOCUMENT.fullmatch(path.name))


def folders_named(folder: Path, name: str) -> Iterator[Path]:
    """The sub-folder of the name, and what only differs from it in capitals and spaces."""
    try:
        yield from sorted(path for path in folder.iterdir() if path.name.strip().casefold() == name)
    except OSError:  # said of the folder where its policies are listed
        return
