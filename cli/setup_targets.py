"""Where --write-setup may write: no folder of policies, and over nothing but the same township's set-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, DocumentError, Text, UsageError
from policy_engine.policyset.listing import listing_of
from policy_engine.policyset.repository import FOLDER
from policy_engine.source.files import read_bytes

from .inputs import other_kind
from .output import no_folder, refuse_overwriting

_JSON = ".json"
_SUFFIXES = (".yaml", ".yml", _JSON)
_LEDGER = "ledger"
_OTHER_NAME = Text("请换一个输出文件名。", "Choose another name for the output.")


def is_json(target: Path) -> bool:
    """Whether the file's name asks for JSON; every other set-up is YAML."""
    return target.suffix.lower() == _JSON and not target.is_dir()


def refuse_impossible_setup(target: Path, inputs: Iterable[Path], policies: Path) -> None:
    """Raises UsageError when nothing can be written there; said before the work is done."""
    if target.is_dir():
        _refuse_policies(target, target, policies)
        return
    if not target.parent.is_dir():
        raise UsageError(no_folder(target.parent))
    refuse_target(target, inputs, policies, None)


def refuse_target(target: Path, inputs: Iterable[Path], policies: Path, township: str | None) -> None:
    """Raises UsageError when this file is not to be written with the set-up of a township.

    None where it is not known yet of which.
    """
    refuse_overwriting(target, inputs)
    if target.exists() and not target.is_file():  # a device or a pipe holds nothing that could be lost
        return
    _refuse_another(target, township)
    _refuse_policies(target, target.parent, policies)
    if target.suffix.lower() not in _SUFFIXES:
        raise UsageError(_no_setups_name(target))


def _refuse_another(path: Path, township: str | None) -> None:
    """Where a policy, another township's set-up or what nobody can read would be lost."""
    from policy_engine.documents.load import load
    from policy_engine.documents.setup import Setup

    data = read_bytes(path) if path.is_file() else b""
    if not data:
        return
    try:
        there = load(Setup, data, path.as_posix()).document.township
    except DocumentError as error:
        kind = other_kind(data, path.as_posix())
        raise UsageError(_unreadable(path) if kind is None else _is_another_kind(path, kind)) from error
    if township not in (None, there.code):
        raise UsageError(_other_township(path, f"{there.name}（{there.code}）", there.code, str(township)))


def _refuse_policies(target: Path, folder: Path, policies: Path) -> None:
    """A set-up among policies would be taken for one that is named wrongly, and stop every check."""
    if any(each.is_dir() and folder.samefile(each) for each in _folders(policies)) or _holds_policies(folder):
        raise UsageError(_among_policies(target, folder))


def _folders(policies: Path) -> Iterator[Path]:
    """The folder of policies, those of its jurisdictions, and their ledgers'."""
    if not policies.is_dir():  # said where they are read
        return
    yield policies
    for each in _listed(policies):
        if FOLDER.fullmatch(each.name):
            yield from (each, each / _LEDGER)


def _holds_policies(folder: Path) -> bool:
    """Whether it is such a folder elsewhere."""
    own = folder.resolve()
    about = [own, *([own.parent] if own.name == _LEDGER else ()), *_listed(own)]
    folders = (each for each in about if FOLDER.fullmatch(each.name) and each.is_dir())
    return any(listing_of([each]).versions for each in folders)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:  # it may be written into all the same
        return []


def _is_another_kind(path: Path, kind: str) -> Diagnostic:
    return Diagnostic(
        "output.other-kind",
        Text(f"“{path}”已经有一份别的文件（{kind}），不能用方案覆盖。",
             f"{path} is another document ({kind}) and is not overwritten by a set-up."),
        help=_OTHER_NAME,
    )  # fmt: skip


def _unreadable(path: Path) -> Diagnostic:
    return Diagnostic(
        "output.no-set-up-there",
        Text(f"“{path}”已经有一份文件，读不出是机构设置方案，不能覆盖。",
             f"{path} exists and cannot be read as a set-up; it is not overwritten."),
        help=Text("请换一个输出文件名，或先核对、移走原有的文件。",
                  "Choose another name for the output, or look at the file and move it away first."),
    )  # fmt: skip


def _other_township(path: Path, shown: str, there: str, township: str) -> Diagnostic:
    return Diagnostic(
        "output.other-township",
        Text(f"“{path}”是{shown}的方案，不能用乡镇（街道）{township} 的方案覆盖。",
             f"{path} is the set-up of {there} and is not overwritten by that of {township}."),
        help=_OTHER_NAME,
    )  # fmt: skip


def _among_policies(target: Path, folder: Path) -> Diagnostic:
    return Diagnostic(
        "output.among-policies",
        Text(f"“{folder}”是存放政策文件的文件夹，方案“{target.name}”不能写在里面：以后的核查会把它当作政策文件。",
             f"{folder} is a folder of policies; a set-up written there ({target.name}) would be taken for "
             "one of them by every later check."),
        help=Text("请写到别的文件夹，如该辖区的 cases。",
                  "Write it to another folder, such as the jurisdiction's cases."),
    )  # fmt: skip


def _no_setups_name(target: Path) -> Diagnostic:
    return Diagnostic(
        "output.no-set-up-name",
        Text(f"“{target}”不是已有的文件夹，也不以 {'、'.join(_SUFFIXES)} 结尾，不能写出方案。",
             f"{target} is no folder that exists, and does not end in {', '.join(_SUFFIXES)}; no set-up is "
             "written there."),
        help=Text(f"写成一个文件的，请写 {target}.yaml；写入文件夹的，请先建立文件夹：mkdir {target}",
                  f"For a file write {target}.yaml; for a folder make it first: mkdir {target}"),
    )  # fmt: skip
