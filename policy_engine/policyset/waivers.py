"""The waivers in a county's folder: which there are, and what is wrong with one whatever the policy says."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Text
from policy_engine.documents.load import Loaded, load
from policy_engine.documents.waiver import Waiver, WaiverEntry
from policy_engine.policyset.layer import kind_of
from policy_engine.policyset.listing import folders_named, is_no_file
from policy_engine.policyset.listing_problems import (
    nested_waivers,
    odd_sub_folder,
    odd_waiver_name,
    unreadable_folder,
)
from policy_engine.policyset.repository import Repository, VersionFile
from policy_engine.source.tree import Path as TreePath

FOLDER = "waivers"
# Waivers are not named after a day; when they hold is said inside.
_NO_DAY = datetime.date.min
_SUFFIXES = (".yaml", ".yml", ".json")
# What the folder is called by those who do not know its name.
_OTHER_NAMES = ("waiver", "豁免", "豁免批复")
# Scans and notes that may lie beside a waiver. Anything else may be meant as one.
_BESIDE = frozenset(
    {".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".jpg", ".jpeg", ".png", ".tif",
     ".tiff", ".md", ".zip", ".db", ".ini"}
)  # fmt: skip
# Opening and closing brackets of every kind, marks that are not seen, and dashes.
_PLAIN = {"Ps": "(", "Pe": ")", "Cf": "", "Cc": "", "Pd": "-"}


@dataclass(frozen=True, slots=True)
class WaiverListing:
    """The files of waivers, by name, and why a folder of them will not do."""

    paths: tuple[Path, ...]
    problems: tuple[Diagnostic, ...]


def waivers_listing(repository: Repository, jurisdiction: str) -> WaiverListing:
    """What lies in the waivers folder of a jurisdiction."""
    found: list[Path] = []
    problems: list[Diagnostic] = []
    for folder in repository.folders_of(jurisdiction):
        named = (path for name in (FOLDER, *_OTHER_NAMES) for path in folders_named(folder, name))
        for path in named:
            if path.name != FOLDER or not path.is_dir():
                problems.append(odd_sub_folder(path, FOLDER, Text("豁免批复", "waivers")))
                continue
            try:
                paths = sorted(each for each in path.iterdir() if _is_meant(each))
            except OSError as error:
                problems.append(unreadable_folder(path, error))
                continue
            for each in paths:
                wrong = _wrong(each)
                if wrong is None:
                    found.append(each)
                else:
                    problems.append(wrong)
    return WaiverListing(tuple(found), tuple(problems))


def _is_meant(path: Path) -> bool:
    """Whether something in the folder may be meant as a waiver, or hold some."""
    return not path.name.startswith(".") and (path.is_dir() or path.suffix.lower() not in _BESIDE)


def _wrong(path: Path) -> Diagnostic | None:
    """Why something in the folder is not read as a waiver."""
    if path.is_dir() and not path.name.lower().endswith(_SUFFIXES):
        return nested_waivers(path)
    return is_no_file(path) or (None if _well_named(path) else odd_waiver_name(path))


def waivers_of(repository: Repository, jurisdiction: str) -> tuple[Loaded[Waiver], ...]:
    """All waivers of a county, by file name, drafts included.

    Raises DocumentError where a file may be one and cannot be read: nobody knows what it would grant.
    """
    listing = waivers_listing(repository, jurisdiction)
    if listing.problems:
        raise DocumentError(listing.problems)
    waivers = tuple(read_waiver(repository, jurisdiction, path) for path in listing.paths)
    twice = list(_numbers_twice(waivers))
    if twice:
        raise DocumentError(twice)
    return waivers


def _numbers_twice(waivers: Iterable[Loaded[Waiver]]) -> Iterator[Diagnostic]:
    """A copy of a waiver would grant everything in it once more."""
    first: dict[str, Loaded[Waiver]] = {}
    for each in waivers:
        number = each.document.number
        if each.document.status == "draft":
            continue
        other = first.setdefault(_as_one(number), each)
        if other is not each:
            yield Diagnostic(
                "waiver.number-twice",
                Text(f"文号“{number}”的豁免批复有两份，准予的数量会重复计算。",
                     f"There are two waivers {number}; what they grant would count twice."),
                each.tree.span_of(("number",)),
                help=Text("删去重复的一份，或更正文号。", "Delete one of them, or correct its number."),
                related=((Text("另一份在这里", "the other one"), other.tree.span_of(("number",))),),
            )  # fmt: skip


def _as_one(number: str) -> str:
    """A number without what is written now one way, now another: width, blanks, kinds of brackets."""
    plain = unicodedata.normalize("NFKC", number).casefold()
    kinds = ((character, unicodedata.category(character)) for character in plain)
    return "".join(_PLAIN.get(kind, character) for character, kind in kinds if not character.isspace())


def read_waiver(repository: Repository, jurisdiction: str, path: Path) -> Loaded[Waiver]:
    """One waiver. Raises DocumentError with everything that is wrong with it by itself."""
    version = VersionFile(_NO_DAY, path)
    loaded = load(Waiver, repository.read(version), repository.name_of(path))
    problems = list(_problems(loaded, jurisdiction))
    if problems:
        raise DocumentError(problems)
    return loaded


def _well_named(path: Path) -> bool:
    return path.name == path.name.strip() and path.name.endswith(_SUFFIXES)


def _problems(loaded: Loaded[Waiver], jurisdiction: str) -> Iterator[Diagnostic]:
    document = loaded.document
    if document.jurisdiction != jurisdiction:
        yield _wrong_folder(loaded, jurisdiction)
    elif kind_of(jurisdiction) != "county":
        yield _not_of_a_county(loaded)
    for position, entry in enumerate(document.entries):
        place: TreePath = ("entries", position)
        if document.jurisdiction == jurisdiction and not entry.township.startswith(jurisdiction):
            yield _unknown_township(loaded, entry, place)
        if entry.until < entry.from_:
            yield _ends_before(loaded, entry, place)
        if entry.from_ < document.date:
            yield _before_approval(loaded, entry, place)
        yield from _schedule_problems(loaded, entry, place)


def _schedule_problems(loaded: Loaded[Waiver], entry: WaiverEntry, place: TreePath) -> Iterator[Diagnostic]:
    """Its days; whether its bounds run down depends on the check."""
    steps = entry.schedule or ()
    if steps and entry.granted is None:
        yield _located(
            loaded, (*place, "schedule"), "waiver.schedule-without-bound",
            Text("写了逐步收紧，却没有写准予限值。", "There is a schedule, and no bound to run down from."),
            Text("写上 granted（准予限值）。", "State `granted`."),
        )  # fmt: skip
    days = [entry.from_, *(step.from_ for step in steps)]
    for number, (before, day) in enumerate(pairwise(days)):
        if day <= before or day > entry.until:
            yield _located(
                loaded, (*place, "schedule", number, "from"), "waiver.schedule-day",
                Text(f"{day} 应晚于前一步 {before}，且不晚于止日 {entry.until}。",
                     f"{day} should be later than {before} and no later than {entry.until}."),
                Text("请按先后写各步的起始日。", "Put the steps in the order of their days."),
            )  # fmt: skip


def _located(
    loaded: Loaded[Waiver], path: TreePath, code: str, message: Text, help_: Text,
    severity: Severity = Severity.ERROR,
) -> Diagnostic:  # fmt: skip
    return Diagnostic(code, message, loaded.tree.span_of(path), severity, help=help_)


def _wrong_folder(loaded: Loaded[Waiver], code: str) -> Diagnostic:
    other = loaded.document.jurisdiction
    return _located(
        loaded, ("jurisdiction",), "waiver.wrong-folder",
        Text(f"豁免批复在 {code} 的文件夹中，辖区代码却是 {other}。",
             f"The waiver lies in the folder of {code} but is of jurisdiction {other}."),
        Text("移到对应文件夹，或更正辖区代码。", "Move it, or correct its jurisdiction."),
    )  # fmt: skip


def _not_of_a_county(loaded: Loaded[Waiver]) -> Diagnostic:
    return _located(
        loaded, ("jurisdiction",), "waiver.not-of-a-county",
        Text("豁免批复应放在镇街所属县（市、区）的文件夹中；放在省、市的文件夹中不起作用。",
             "A waiver belongs in the folder of the township's county; in that of an upper layer it counts "
             "for nothing."),
        Text("请移到县（市、区）的 waivers 文件夹；批准机关可以是上级机关。",
             "Move it into the county's waivers folder; the approver may be an upper office."),
    )  # fmt: skip


def _unknown_township(loaded: Loaded[Waiver], entry: WaiverEntry, place: TreePath) -> Diagnostic:
    return _located(
        loaded, (*place, "township"), "waiver.unknown-township",
        Text(f"{entry.township} 不是 {loaded.document.jurisdiction} 的镇街。",
             f"{entry.township} is no township of {loaded.document.jurisdiction}."),
        Text("请更正区划代码；其他县（市、区）的豁免放在其自己的文件夹中。",
             "Correct the code; waivers of other counties belong in their own folders."),
    )  # fmt: skip


def _ends_before(loaded: Loaded[Waiver], entry: WaiverEntry, place: TreePath) -> Diagnostic:
    return _located(
        loaded, (*place, "until"), "waiver.ends-before-it-begins",
        Text(f"止日 {entry.until} 早于起日 {entry.from_}。", f"It ends on {entry.until}, before it begins."),
        Text("请核对起止日期。", "Check the two dates."),
    )  # fmt: skip


def _before_approval(loaded: Loaded[Waiver], entry: WaiverEntry, place: TreePath) -> Diagnostic:
    return _located(
        loaded, (*place, "from"), "waiver.before-approval",
        Text(f"起日 {entry.from_} 早于批准日期 {loaded.document.date}；豁免不能追溯。",
             f"It begins on {entry.from_}, before it was approved on {loaded.document.date}."),
        Text("请把起日改为批准当日或以后。", "Let it begin on the day of its approval or later."),
    )  # fmt: skip
