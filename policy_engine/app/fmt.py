"""Formatting files in place: which ones, under which schema, and which must not be touched."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from policy_engine.app.schemas import PLAIN
from policy_engine.diagnostics import Diagnostic, DocumentError, Span, Text, UsageError
from policy_engine.documents.rules import Rulebook
from policy_engine.documents.schema import schema_of
from policy_engine.documents.terms import CHINESE
from policy_engine.formatting.formatter import NotTheSameError, formatted
from policy_engine.policyset.listing import is_no_file
from policy_engine.policyset.register import Register
from policy_engine.source.canonical import Keys, canonical
from policy_engine.source.encoding import decode
from policy_engine.source.files import read_bytes
from policy_engine.source.read import read_tree
from policy_engine.source.schema_shape import Schema, folded
from policy_engine.source.tree import MappingNode, ScalarNode
from policy_engine.source.writing import replace_file

State = Literal["changed", "unchanged", "issued", "left-out", "failed"]
_SUFFIXES = (".yaml", ".yml")
_KIND_KEYS = ("kind", "文件类型")
# How a file in a folder tells that it is one of ours, though it may have slips in it.
_SAYS_ITS_KIND = re.compile(r"^\s*\{?\s*[\"']?(?:kind|文件类型)[\"']?\s*[:：]", re.MULTILINE)
# By kind of document, which schemas of files are called after.
SCHEMAS_OF_KINDS: Mapping[str, Callable[[], Schema]] = {
    "rulebook": lambda: schema_of(Rulebook),
    **{
        kind: PLAIN[kind.replace("_", "-")]
        for kind in CHINESE["document_kind"]
        if kind.replace("_", "-") in PLAIN
    },
}


@dataclass(frozen=True, slots=True)
class FormattedFile:
    """What became of one file; `after` is what it is, or would be, where it changes."""

    path: Path
    state: State
    before: bytes = b""
    after: bytes = b""
    diagnostics: tuple[Diagnostic, ...] = ()


def format_files(paths: Iterable[Path], keys: Keys | None, *, write: bool) -> Iterator[FormattedFile]:
    """Format the files named, and those in the folders named, one after the other.

    One that cannot be read or written is told of, and the others are still done. Raises UsageError
    for a path that is not there.
    """
    registers: dict[Path, Register] = {}
    for path, from_folder in list(_opened(paths)):
        try:
            result = _format(path, keys, from_folder=from_folder, registers=registers)
            if write and result.state == "changed":
                replace_file(path, result.after)
        except DocumentError as error:
            result = FormattedFile(path, "failed", diagnostics=error.diagnostics)
        except UsageError as error:
            result = FormattedFile(path, "failed", diagnostics=(error.diagnostic,))
        except NotTheSameError:
            result = FormattedFile(path, "failed", diagnostics=(_not_the_same(path),))
        except OSError as error:
            result = FormattedFile(path, "failed", diagnostics=(_unwritable(path, error),))
        yield result


def _opened(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Each file once, with whether it was found in a folder. Folders that begin with a dot are left out."""
    seen: set[Path] = set()
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(_missing(path))
        for found in _in_folder(path) if path.is_dir() else [path]:
            real = Path(os.path.realpath(found))
            if real not in seen:
                seen.add(real)
                yield found, path.is_dir()


def _in_folder(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                yield Path(place, name)


def _format(
    path: Path, keys: Keys | None, *, from_folder: bool, registers: dict[Path, Register]
) -> FormattedFile:
    in_the_way = is_no_file(path)
    if in_the_way is not None:
        raise DocumentError([in_the_way])
    if not path.name.lower().endswith(_SUFFIXES):
        return FormattedFile(path, "left-out")
    data, name = read_bytes(path), path.as_posix()
    if from_folder and not _SAYS_ITS_KIND.search(decode(data, name)):
        return FormattedFile(path, "left-out", data)
    if _is_json(data, name):
        return FormattedFile(path, "left-out", data)
    root = read_tree(data, name).root
    schema = _schema_for(root)
    if schema is None:
        if from_folder:
            return FormattedFile(path, "left-out", data)
        raise DocumentError([_no_kind(root, name)])
    if _is_issued(path, canonical(root, schema), registers):
        return FormattedFile(path, "issued", data)
    after = formatted(data, name, schema, keys)
    return FormattedFile(path, "unchanged" if after == data else "changed", data, after)


def _is_json(data: bytes, name: str) -> bool:
    """Whether a file is JSON under a YAML name: it is read as such, and has its own escapes."""
    text = decode(data, name).strip()
    if not text.startswith("{"):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _schema_for(root: MappingNode) -> Schema | None:
    """The schema of the kind that the document says it is of."""
    for key in _KIND_KEYS:
        node = root.child(key)
        if isinstance(node, ScalarNode) and isinstance(node.value, str):
            word = folded(node.value)
            for kind, chinese in CHINESE["document_kind"].items():
                if word in (kind, folded(chinese)) and kind in SCHEMAS_OF_KINDS:
                    return SCHEMAS_OF_KINDS[kind]()
    return None


def _is_issued(path: Path, tree: MappingNode, registers: dict[Path, Register]) -> bool:
    """Whether a hash of the file stands somewhere: in itself, or in the register of its policies."""
    kind, status = tree.child("kind"), tree.child("status")
    if not isinstance(kind, ScalarNode) or kind.value != "policy":
        return False
    if isinstance(status, ScalarNode) and status.value == "issued":
        return True
    real = Path(os.path.abspath(path))
    root = real.parent.parent
    if root not in registers:
        registers[root] = Register.read(root)
    return registers[root].entry_of(real.relative_to(root).as_posix()) is not None


def _missing(path: Path) -> Diagnostic:
    return Diagnostic(
        "fmt.no-file",
        Text(f"没有文件或文件夹“{path}”。", f"There is no file or folder {path}."),
        help=Text("请核对路径。", "Check the path."),
    )


def _no_kind(root: MappingNode, name: str) -> Diagnostic:
    listed = "、".join(f"{kind}（{CHINESE['document_kind'][kind]}）" for kind in SCHEMAS_OF_KINDS)
    place = next((root.span_of((key,)) for key in _KIND_KEYS if root.child(key) is not None), None)
    return Diagnostic(
        "fmt.no-kind",
        Text("文件没有写明自己是哪一类材料，不知道该怎样整理。",
             "The file does not say what kind of document it is, so there is no order to give it."),
        place or Span(name, 1, 1, 1, 1),
        help=Text(f"请写明文件类型（kind），可以是：{listed}。",
                  f"State its kind, one of {', '.join(SCHEMAS_OF_KINDS)}."),
    )  # fmt: skip


def _not_the_same(path: Path) -> Diagnostic:
    return Diagnostic(
        "fmt.not-the-same",
        Text("程序内部错误：整理后的内容与原文件不一致，文件没有改动。",
             "Internal error: formatted, the file would not say the same; it was left as it is."),
        Span(path.as_posix(), 1, 1, 1, 1),
        help=Text("文件可以照常使用；请把它发给维护者。",
                  "The file can be used as it is; please send it to the maintainers."),
    )  # fmt: skip


def _unwritable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "fmt.unwritable",
        Text(f"无法写入文件：{error.strerror}。", f"The file cannot be written: {error.strerror}."),
        Span(path.as_posix(), 1, 1, 1, 1),
        help=Text("请核对写入权限和磁盘空间；文件没有改动。",
                  "Check the permission and the space on the disk; the file is as it was."),
    )  # fmt: skip
