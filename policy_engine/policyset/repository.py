"""A folder of policy files: which versions there are, and which is in force on a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError
from policy_engine.policyset.jurisdiction_names import code_for_name, there_are
from policy_engine.policyset.listing import Listing, VersionFile, has_documents, ledgers_of, listing_of
from policy_engine.policyset.listing_problems import empty_folder, shown
from policy_engine.source.files import read_bytes

__all__ = ["FOLDER", "Repository", "VersionFile", "latest", "next_after", "none_in_force"]

# A jurisdiction's folder: its code, and a name for people.
FOLDER = re.compile(r"([0-9]{6})-.+", re.DOTALL)


class Repository:
    """`root` holds one folder per jurisdiction: <code>-<name>/<effective-from>.yaml."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise UsageError(_no_folder(root))
        self.root = root
        self._versions: dict[str, Listing] = {}
        self._ledgers: dict[str, Listing] = {}

    @cached_property
    def _all_folders(self) -> Mapping[str, tuple[Path, ...]]:
        found: dict[str, tuple[Path, ...]] = {}
        for path in sorted(self.root.iterdir()):
            if (match := FOLDER.fullmatch(path.name)) and path.is_dir():
                found[match[1]] = (*found.get(match[1], ()), path)
        return found

    @cached_property
    def folders(self) -> Mapping[str, Path]:
        """Jurisdiction code → folder, of those that have policies. Raises UsageError where none has.

        Of two folders for one code it is the first; to ask for its versions is then an error.
        """
        layers = {
            code: paths[0] for code, paths in self._all_folders.items() if any(map(has_documents, paths))
        }
        if not layers:
            raise UsageError(_no_policies(self.root))
        return layers

    @property
    def codes(self) -> tuple[str, ...]:
        """The jurisdictions that have a folder, be there a policy in it or not."""
        return tuple(self._all_folders)

    def folders_of(self, jurisdiction: str) -> tuple[Path, ...]:
        """The folders of a jurisdiction, of which there should be one."""
        return self._all_folders.get(jurisdiction, ())

    def name_of(self, path: Path) -> str:
        """The file as messages show it: as the caller named the folder, with forward slashes."""
        return shown(path)

    def versions(self, jurisdiction: str) -> tuple[VersionFile, ...]:
        """All policy versions of a jurisdiction, oldest first.

        Raises DocumentError where it has none, and where a file may be one but is not named so: a
        check would pass over what binds.
        """
        if jurisdiction not in self.folders:
            raise DocumentError([_no_jurisdiction(jurisdiction, self.root, sorted(self.folders))])
        return _without_problems(self.listing(jurisdiction))

    def ledgers(self, jurisdiction: str) -> tuple[VersionFile, ...]:
        """All ledgers of a jurisdiction, oldest first. Raises DocumentError as `versions` does."""
        return _without_problems(self.ledger_listing(jurisdiction))

    def listing(self, jurisdiction: str) -> Listing:
        """The policy versions, with what is wrong in the folder.

        Listed once: what is judged in one run is one state of the folder.
        """
        if jurisdiction not in self._versions:
            self._versions[jurisdiction] = listing_of(self._all_folders.get(jurisdiction, ()))
        return self._versions[jurisdiction]

    def ledger_listing(self, jurisdiction: str) -> Listing:
        """The ledgers, with what is wrong in their folder."""
        if jurisdiction not in self._ledgers:
            self._ledgers[jurisdiction] = ledgers_of(self._all_folders.get(jurisdiction, ()))
        return self._ledgers[jurisdiction]

    def empty_folders(self) -> list[Diagnostic]:
        """A hint for each jurisdiction's folder that holds no policy."""
        return [
            empty_folder(path)
            for code, paths in self._all_folders.items()
            if code not in self.folders
            for path in paths
        ]

    def read(self, version: VersionFile) -> bytes:
        """The content. Raises DocumentError where it cannot be had, be it for want of permission."""
        try:
            return read_bytes(version.path)
        except UsageError as error:
            place = Span(self.name_of(version.path), 1, 1, 1, 1)
            raise DocumentError([replace(error.diagnostic, span=place)]) from error


def _without_problems(listing: Listing) -> tuple[VersionFile, ...]:
    if listing.problems:
        raise DocumentError(listing.problems)
    return listing.versions


def latest(versions: tuple[VersionFile, ...], on: datetime.date) -> VersionFile | None:
    """The last version that had begun on the date."""
    begun = [version for version in versions if version.from_ <= on]
    return begun[-1] if begun else None


def next_after(versions: tuple[VersionFile, ...], on: datetime.date) -> datetime.date | None:
    """The first day of the next version after the date."""
    return next((version.from_ for version in versions if version.from_ > on), None)


def none_in_force(
    repository: Repository,
    jurisdiction: str,
    on: datetime.date,
    versions: tuple[VersionFile, ...],
    needed_by: str | None = None,
) -> NoReturn:
    """No version on the date: an error that names the nearest ones, and the lower file that needs one."""
    nearest = [v for v in (latest(versions, on),) if v] + [v for v in versions if v.from_ > on][:1]
    listed_zh = "、".join(f"{v.path.name}（{v.from_} 起）" for v in nearest) or "无"
    listed_en = ", ".join(f"{v.path.name} (from {v.from_})" for v in nearest) or "none"
    wants_zh = "" if needed_by is None else f"，而 {needed_by} 当日需要它"
    wants_en = "" if needed_by is None else f", and {needed_by} needs one on that day"
    place = needed_by or (repository.name_of(nearest[0].path) if nearest else None)
    raise DocumentError([Diagnostic(
        "policy.none-in-force",
        Text(f"{jurisdiction} 在 {on} 没有有效的政策版本{wants_zh}。",
             f"{jurisdiction} has no policy in force on {on}{wants_en}."),
        None if place is None else Span(place, 1, 1, 1, 1),
        help=Text(f"相邻版本：{listed_zh}；请核对基准日或补充版本。",
                  f"The nearest versions: {listed_en}; check the date or add a version."),
    )])  # fmt: skip


def _no_folder(root: Path) -> Diagnostic:
    return Diagnostic(
        "policies.no-folder",
        Text(f"没有政策文件夹“{root}”。", f"There is no policy folder {root}."),
        help=Text("请用 --policies 指明政策文件夹。", "Name the policy folder with --policies."),
    )


def _no_policies(root: Path) -> Diagnostic:
    return Diagnostic(
        "policies.none",
        Text(f"文件夹“{root}”中没有政策（应有形如 331004-luqiao 的子文件夹）。",
             f"Folder {root} holds no policies (subfolders such as 331004-luqiao)."),
        help=Text("请用 --policies 指明政策文件夹。", "Name the policy folder with --policies."),
    )  # fmt: skip


def _no_jurisdiction(code: str, root: Path, known: list[str]) -> Diagnostic:
    return Diagnostic(
        "policies.no-jurisdiction",
        Text(f"“{root}”中没有辖区 {code} 的政策。", f"{root} holds no policy of jurisdiction {code}."),
        help=code_for_name(code, known) or there_are(known),
    )
