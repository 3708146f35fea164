"""Which files a validation is about, and to which folder of policies they belong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, DocumentError, Severity, Span, Text, UsageError, closest
from policy_engine.documents.terms import CHINESE
from policy_engine.policyset.listing import is_no_file
from policy_engine.policyset.repository import FOLDER, Repository, VersionFile
from policy_engine.policyset.waivers import waivers_listing
from policy_engine.source.files import read_bytes
from policy_engine.source.read import read_tree
from policy_engine.source.tree import ScalarNode

_SUFFIXES = (".yaml", ".yml", ".json")
# What townships submit and offices keep beside the policies: read by itself, in no chain.
SUBMITTED = ("setup", "actions", "round", "assessment", "calendar", "tests")
_VALIDATED = (*SUBMITTED, "policy", "ledger", "waiver")
_KINDS = {word: kind for kind in _VALIDATED for word in (kind, CHINESE["document_kind"][kind])}


@dataclass(frozen=True, slots=True)
class Target:
    """One file. `kind` is that of the document; policies and ledgers have their version."""

    path: Path
    kind: str
    jurisdiction: str
    version: VersionFile | None


@dataclass(frozen=True)
class Targets:
    """The files of one policies folder that were asked for, those left out, and what is out of place."""

    repository: Repository
    files: tuple[Target, ...]
    left_out: tuple[Path, ...]
    misplaced: tuple[Diagnostic, ...]


def find_targets(paths: Iterable[Path], policies: Path | None) -> Targets:
    """The files named, folders opened. Raises UsageError when there is nothing to validate."""
    named = list(paths)
    missing = [path for path in named if not os.path.lexists(path)]
    if missing:
        raise UsageError(_no_file(missing[0]))
    repository = Repository(policies if policies is not None else _root(named))
    known = _known(repository)
    is_below = _below(named)
    odd = _odd(repository, is_below)
    places = {each.span.file for each in odd if each.span is not None}
    files = {target.path: target for real, target in known.items() if is_below(target.path, real)}
    left_out: list[Path] = []
    misplaced: list[Diagnostic] = []
    for path, from_folder in _opened(named):
        if Path(os.path.realpath(path)) in known or repository.name_of(path) in places:
            continue
        kind = _kind(path)
        if isinstance(kind, Diagnostic):
            misplaced.append(kind)
        elif kind in SUBMITTED:
            files[path] = Target(path, kind, "", None)
        elif kind in ("policy", "ledger", "waiver"):
            misplaced.append(_misplaced(path, kind, repository))
        elif from_folder and kind is None:
            left_out.append(path)
        else:
            files[path] = Target(path, "policy", "", None)
    told = (*odd, *misplaced)
    if not files and all(each.severity is Severity.HINT for each in told):
        raise UsageError(_nothing(named))
    ordered = sorted(files.values(), key=lambda target: target.path.as_posix())
    return Targets(repository, tuple(ordered), tuple(sorted(left_out)), told)


def _root(named: list[Path]) -> Path:
    """The folder of policies that a path belongs to: itself, one around it, or else ./policies."""
    for path in named:
        for folder in (path, *Path(os.path.abspath(path)).parents):
            if folder.is_dir() and any(
                FOLDER.fullmatch(each.name) for each in folder.iterdir() if each.is_dir()
            ):
                return _as_named(folder, path)
    return Path("policies")


def _as_named(folder: Path, path: Path) -> Path:
    """The folder as a person would write it, given how she wrote a path in it."""
    if path.is_absolute() or folder == path:
        return folder
    relative = os.path.relpath(folder)
    return Path(relative) if not relative.startswith("..") else folder


def _known(repository: Repository) -> dict[Path, Target]:
    """Every policy and ledger in its place, by its real path."""
    found: dict[Path, Target] = {}
    for code in repository.codes:
        for version in repository.listing(code).versions:
            found[Path(os.path.realpath(version.path))] = Target(version.path, "policy", code, version)
        for version in repository.ledger_listing(code).versions:
            found[Path(os.path.realpath(version.path))] = Target(version.path, "ledger", code, version)
        for path in waivers_listing(repository, code).paths:
            found[Path(os.path.realpath(path))] = Target(path, "waiver", code, None)
    return found


def _odd(repository: Repository, is_below: Callable[[Path, Path], bool]) -> list[Diagnostic]:
    """What would be passed over in the folders of policies that were named, and what is named itself."""
    found = repository.empty_folders()
    for code in repository.codes:
        found += [*repository.listing(code).problems, *repository.ledger_listing(code).problems]
        found += waivers_listing(repository, code).problems
    places = [(each, Path(each.span.file)) for each in found if each.span is not None]
    return [each for each, place in places if is_below(place, Path(os.path.realpath(place)))]


def _below(named: list[Path]) -> Callable[[Path, Path], bool]:
    """Tells whether a path (as written, and in truth) was named or lies in a folder that was.

    Also where the way there leads over links.
    """
    absolute = {Path(os.path.abspath(each)) for each in named}
    true = {Path(os.path.realpath(each)) for each in named}

    def is_below(path: Path, real: Path) -> bool:
        written = Path(os.path.abspath(path))
        return not (
            absolute.isdisjoint((written, *written.parents)) and true.isdisjoint((real, *real.parents))
        )

    return is_below


def _opened(named: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    for path in named:
        if not path.is_dir():
            yield path, False
            continue
        for place, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            for name in sorted(names):
                if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                    yield Path(place, name), True


def _kind(path: Path) -> str | Diagnostic | None:
    """What the file says it is, or "unreadable"; None where it says something else.

    A diagnostic for what is no file: it is not read, a pipe may never end.
    """
    in_the_way = is_no_file(path)
    if in_the_way is not None:
        return in_the_way
    try:
        root = read_tree(read_bytes(path), path.as_posix()).root
    except DocumentError as error:
        # A list has no kind. Anything else that cannot be read may be a policy with a slip in it.
        codes = {diagnostic.code for diagnostic in error.diagnostics}
        return None if codes == {"text.not-a-mapping"} else "unreadable"
    except UsageError:
        return "unreadable"
    for key in ("kind", "文件类型"):
        node = root.child(key)
        if isinstance(node, ScalarNode):
            kind = str(node.value)
            # A kind that nobody knows, and that looks like one, is a slip; the file is not passed over.
            return _KINDS.get(kind, "unreadable" if closest(kind, _KINDS) is not None else None)
    return None


# What each kind is called, the folder in the county's folder, and what its files are named after.
_PLACES = {
    "policy": ("政策", "policy", "", "施行日", "first day", "2024-01-01"),
    "ledger": ("编制核定表", "ledger", "ledger/", "施行日", "first day", "2024-01-01"),
    "waiver": ("豁免批复", "waiver", "waivers/", "文号", "number", "2024-9"),
}


def _misplaced(path: Path, kind: str, repository: Repository) -> Diagnostic:
    zh, en, inside, name_zh, name_en, example = _PLACES[kind]
    return Diagnostic(
        "policy.out-of-place",
        Text(
            f"这份{zh}不在它该在的位置，核查时不会用到它。",
            f"This {en} is not where it belongs; no check will use it.",
        ),
        Span(repository.name_of(path), 1, 1, 1, 1),
        help=Text(
            f"请放到 {repository.root.as_posix()}/<辖区代码>-<名称>/{inside}<{name_zh}>.yaml，"
            f"如 331004-luqiao/{inside}{example}.yaml。",
            f"Put it at {repository.root.as_posix()}/<code>-<name>/{inside}<{name_en}>.yaml, "
            f"such as 331004-luqiao/{inside}{example}.yaml.",
        ),
    )


def _no_file(path: Path) -> Diagnostic:
    return Diagnostic(
        "validate.no-file",
        Text(f"没有文件或文件夹“{path}”。", f"There is no file or folder {path}."),
        help=Text("请核对路径。", "Check the path."),
    )


def _nothing(named: list[Path]) -> Diagnostic:
    listed = "、".join(map(str, named))
    return Diagnostic(
        "validate.nothing",
        Text(f"“{listed}”中没有政策、编制核定表或机构设置方案。",
             f"There are no policies, ledgers or set-ups in {', '.join(map(str, named))}."),
        help=Text("请指明政策文件或政策文件夹。", "Name a policy file, or the folder of policies."),
    )  # fmt: skip
