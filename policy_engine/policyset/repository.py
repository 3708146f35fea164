"""A folder of policy files: which versions there are, and which is in force on a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NoReturn

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError

_FOLDER = re.compile(r"(\d{6})-.+")
_VERSION = re.compile(r"(\d{4}-\d{2}-\d{2})\.(?:yaml|yml|json)")


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A file named after the first day it is in force."""

    from_: datetime.date
    path: Path


class Repository:
    """`root` holds one folder per jurisdiction: <code>-<name>/<effective-from>.yaml."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise UsageError(_no_folder(root))
        self.root = root
        self._versions: dict[Path, tuple[VersionFile, ...]] = {}

    @cached_property
    def folders(self) -> Mapping[str, Path]:
        """Jurisdiction code → folder. Two folders for one code are refused."""
        found: dict[str, Path] = {}
        for path in sorted(self.root.iterdir()):
            if path.is_dir() and (match := _FOLDER.fullmatch(path.name)):
                if match[1] in found:
                    raise DocumentError([_two_folders(match[1], found[match[1]], path)])
                found[match[1]] = path
        if not found:
            raise UsageError(_no_policies(self.root))
        return found

    def name_of(self, path: Path) -> str:
        """The file as messages show it: as the caller named the folder, with forward slashes."""
        return path.as_posix()

    def versions(self, jurisdiction: str) -> tuple[VersionFile, ...]:
        """All policy versions of a jurisdiction, oldest first."""
        folder = self.folders.get(jurisdiction)
        if folder is None:
            raise DocumentError([_no_jurisdiction(jurisdiction, self.root, sorted(self.folders))])
        return self._in(folder)

    def ledgers(self, jurisdiction: str) -> tuple[VersionFile, ...]:
        """All ledgers of a jurisdiction, oldest first."""
        folder = self.folders.get(jurisdiction)
        return () if folder is None else self._in(folder / "ledger")

    def _in(self, folder: Path) -> tuple[VersionFile, ...]:
        """Listed once: what is judged in one run is one state of the folder."""
        if folder not in self._versions:
            self._versions[folder] = _versions_in(folder)
        return self._versions[folder]


def _versions_in(folder: Path) -> tuple[VersionFile, ...]:
    if not folder.is_dir():
        return ()
    found: dict[datetime.date, VersionFile] = {}
    for path in sorted(folder.iterdir()):
        if not (match := _VERSION.fullmatch(path.name)):
            continue
        try:
            from_ = datetime.date.fromisoformat(match[1])
        except ValueError:
            raise DocumentError([_no_such_day(path)]) from None
        if from_ in found:
            raise DocumentError([_two_files(found[from_].path, path)])
        found[from_] = VersionFile(from_, path)
    return tuple(found[day] for day in sorted(found))


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


def _two_folders(code: str, first: Path, second: Path) -> Diagnostic:
    return Diagnostic(
        "policies.two-folders",
        Text(f"{code} 有两个文件夹：{first.name}、{second.name}，无法判断以哪个为准。",
             f"{code} has two folders, {first.name} and {second.name}; which one holds cannot be known."),
        Span(second.as_posix(), 1, 1, 1, 1),
        help=Text("两个文件夹的文件合到一个里，删去另一个。",
                  "Put the files of both into one, and delete the other."),
    )  # fmt: skip


def _two_files(first: Path, second: Path) -> Diagnostic:
    return Diagnostic(
        "policies.two-files",
        Text(f"同一施行日有两个文件：{first.name}、{second.name}，无法判断以哪个为准。",
             f"Two files for one day, {first.name} and {second.name}; which one holds cannot be known."),
        Span(second.as_posix(), 1, 1, 1, 1),
        help=Text("只保留一个；另一个移出文件夹，或改为它自己的施行日。",
                  "Keep one; move the other out of the folder, or name it after its own first day."),
    )  # fmt: skip


def _no_such_day(path: Path) -> Diagnostic:
    return Diagnostic(
        "policies.no-such-day",
        Text(f"文件名“{path.name}”不是真实日期。", f"The file name {path.name} is no real date."),
        Span(path.as_posix(), 1, 1, 1, 1),
        help=Text(
            "文件名应为施行日，如 2024-01-01.yaml。", "Name it after its first day, e.g. 2024-01-01.yaml."
        ),
    )


def _no_jurisdiction(code: str, root: Path, known: list[str]) -> Diagnostic:
    return Diagnostic(
        "policies.no-jurisdiction",
        Text(f"“{root}”中没有辖区 {code} 的政策。", f"{root} holds no policy of jurisdiction {code}."),
        help=Text(f"现有辖区：{'、'.join(known)}。", f"There are: {', '.join(known)}."),
    )
