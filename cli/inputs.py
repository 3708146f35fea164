"""The set-ups that a command line names: files, folders, standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError
from policy_engine.documents.terms import CHINESE
from policy_engine.source.files import MAX_BYTES, read_bytes
from policy_engine.source.read import read_tree
from policy_engine.source.schema_shape import folded
from policy_engine.source.tree import ScalarNode

from .presentation import STANDARD_INPUT, Presentation

_SUFFIXES = (".yaml", ".yml", ".json")
REPORT = "report"
NO_FILE = "no-file"
# What is judged on set-ups, and the entries that it alone has.
ACTIONS, ROUND = "actions", "round"
# What `score` takes, and `check` does not.
ASSESSMENT = "assessment"
_TOLD_BY = {ACTIONS: ("actions", "事项清单"), ROUND: ("events", "记录")}


@dataclass(frozen=True, slots=True)
class Input:
    """`name` is the file as messages show it; `path` is None for standard input."""

    name: str
    path: Path | None
    from_folder: bool = False


def collect(named: Iterable[str]) -> list[Input]:
    """What is named, folders opened, nothing twice. Raises UsageError for a folder without files."""
    found: dict[str, Input] = {}
    for name in named:
        if name == STANDARD_INPUT:
            found.setdefault(name, Input(name, None))
        elif os.path.isdir(name):
            for each in _in_folder(Path(name)):
                found.setdefault(os.path.realpath(each), Input(_shown(each), each, from_folder=True))
        else:
            # Named by itself it must be a set-up, although it may lie in a named folder too.
            found[os.path.realpath(name)] = Input(_shown(Path(name)), Path(name))
    return list(found.values())


def one_file(name: str) -> Input:
    """A single set-up. Raises UsageError for a folder."""
    return Input(name, None) if name == STANDARD_INPUT else Input(_shown(Path(name)), Path(name))


def _in_folder(folder: Path) -> list[Path]:
    """Every YAML and JSON file in the folder and below it, hidden ones left out, by name."""
    files: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        files += [
            Path(place, name)
            for name in sorted(names)
            if name.lower().endswith(_SUFFIXES) and not name.startswith(".")
        ]
    if not files:
        raise UsageError(_nothing_in(folder))
    return files


def _shown(path: Path) -> str:
    """With forward slashes; a name that is no text is shown as well as it can be."""
    return path.as_posix().encode("utf-8", "replace").decode("utf-8")


def read(source: Input, presentation: Presentation) -> bytes:
    """Raises UsageError when it cannot be had and DocumentError when it is too large."""
    if source.path is not None:
        data = read_bytes(source.path)
        if not source.path.is_file():
            presentation.read[source.name] = data  # a pipe gives its content once
        return data
    if sys.stdin is None:
        raise UsageError(_no_standard_input())
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DocumentError([_too_large()])
    presentation.read[source.name] = data
    return data


def is_pipe_or_device(source: Input) -> bool:
    """Whether a folder brought up what only looks like a file: to read it could take for ever.

    What cannot be looked at is not; reading it says what is in the way.
    """
    if source.path is None or not source.from_folder:
        return False
    try:
        return not stat.S_ISREG(source.path.stat().st_mode)
    except OSError:
        return False


def other_kind(data: bytes, name: str) -> str | None:
    """What the document is when it is certainly no set-up: "policy", "actions", "report", …; else None.

    A kind that nobody knows is not another kind: it may be a set-up with a slip in it.
    """
    try:
        root = read_tree(data, name).root
    except DocumentError:
        return None
    if root.child("report_version") is not None or root.child("reports") is not None:
        return REPORT
    kinds = [_kind_named(written) for written in _values(root.child("kind"), root.child("文件类型"))]
    return kinds[0] if len(kinds) == 1 and kinds[0] != "setup" else None


def likely_kind(data: bytes, name: str) -> str | None:
    """What a document without a kind that anybody knows was most likely meant to be, by what is in it."""
    try:
        root = read_tree(data, name).root
    except DocumentError:
        return None
    for kind, keys in _TOLD_BY.items():
        if any(root.child(key) is not None for key in keys):
            return kind
    return None


def _kind_named(written: str) -> str | None:
    names = CHINESE["document_kind"]
    return next(
        (kind for kind, zh in names.items() if written == kind or folded(written) == folded(zh)), None
    )


def _values(*nodes: object) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ScalarNode):
            yield str(node.value)


def _unreadable(error: OSError) -> None:
    raise UsageError(Diagnostic(
        "input.folder-unreadable",
        Text(f"文件夹“{error.filename}”无法读取：{error.strerror}。",
             f"The folder {error.filename} cannot be read: {error.strerror}."),
        help=Text("请核对权限。", "Check its permissions."),
    )) from error  # fmt: skip


def _nothing_in(folder: Path) -> Diagnostic:
    return Diagnostic(
        "input.empty-folder",
        Text(f"文件夹“{folder}”中没有 YAML 或 JSON 文件。",
             f"The folder {folder} holds no YAML or JSON files."),
        help=Text("请指明机构设置方案所在的文件或文件夹。", "Name the file or the folder of the set-ups."),
    )  # fmt: skip


def _no_standard_input() -> Diagnostic:
    return Diagnostic(
        "input.no-standard-input",
        Text("“-”表示从标准输入读取，但标准输入已关闭。", "- means standard input, which is closed."),
        help=Text("请写明文件名。", "Name a file."),
    )


def _too_large() -> Diagnostic:
    megabytes = MAX_BYTES // (1024 * 1024)
    return Diagnostic(
        "file.too-large",
        Text(f"标准输入超过 {megabytes} MB，不予读取。", f"Standard input is larger than {megabytes} MB."),
        Span(STANDARD_INPUT, 1, 1, 1, 1),
        help=Text("一份方案通常不到 1 MB，请核对内容。", "A set-up usually has less than 1 MB; check it."),
    )
