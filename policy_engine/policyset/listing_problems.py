"""What is said of folders in which something is named so that no check would find it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from policy_engine.diagnostics import Diagnostic, Severity, Span, Text
from policy_engine.documents.terms import CHINESE
from policy_engine.policyset.listing_names import FOLDERS, meant

_VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.(?:yaml|yml|json)")
_NOT_A_FILE = {
    "folder": Text("文件夹", "a folder"),
    "device": Text("管道或设备", "a pipe or device"),
    "link": Text("断开的链接", "a broken link"),
}


def shown(path: Path) -> str:
    """A path as messages show it: with forward slashes; what is no text is shown as well as it can be."""
    return path.as_posix().encode("utf-8", "replace").decode("utf-8")


def _name(path: Path) -> str:
    return shown(Path(path.name))


def _at(path: Path) -> Span:
    return Span(shown(path), 1, 1, 1, 1)


def odd_name(path: Path) -> Diagnostic:
    """A document that is not named after a day."""
    return Diagnostic(
        "policies.odd-name",
        Text(f"文件名“{_name(path)}”不是施行日，核查时会被漏掉。",
             f"The file name {_name(path)} is no first day; checks would pass the file over."),
        _at(path),
        help=_better_name(path),
    )  # fmt: skip


def _better_name(path: Path) -> Text:
    """Where the file should go, or what it should be called, by what it says that it is."""
    found = meant(path)
    folder = None if found.kind is None else FOLDERS.get(found.kind)
    name = shown(Path(found.name))
    day = "2024-01-01" if found.day is None else found.day.isoformat()
    if found.kind is not None and folder is not None and not (folder == "ledger" == path.parent.name):
        what = Text(CHINESE["document_kind"][found.kind], found.kind)
        goal = f"{folder}/{day}.yaml" if folder == "ledger" else f"{folder}/{name}"
        help_ = Text(f"这份文件是{what.zh}，请移到 {goal}。", f"It is of kind {what.en}: move it to {goal}.")
    elif found.hidden and _VERSION.fullmatch(found.name):
        help_ = Text(f"请改名为 {name}。", f"Rename it to {name}.")
    elif found.kind in ("policy", "ledger") and found.day is not None:
        help_ = Text(f"请改名为 {day}.yaml。", f"Rename it to {day}.yaml.")
    else:
        help_ = Text("请改成 2024-01-01.yaml 这样；不是政策文件或编制核定表的，移到 cases/ 等子文件夹。",
                     "Name it like 2024-01-01.yaml; if it is no policy and no ledger, move it into a "
                     "subfolder such as cases/.")  # fmt: skip
    if not found.hidden:
        return help_
    return Text(f"{help_.zh}“.txt”是记事本自动加上的：另存时“保存类型”选“所有文件”。",
                f"{help_.en} Notepad has added the .txt: when saving, choose “All files” as the type.",
                )  # fmt: skip


def odd_folder_name(path: Path) -> Diagnostic:
    """A folder that is meant as ledger/."""
    return Diagnostic(
        "policies.odd-name",
        Text(f"文件夹名“{_name(path)}”应为 ledger，核查时其中的编制核定表会被漏掉。",
             f"The folder name {_name(path)} should be ledger; checks would pass its ledgers over."),
        _at(path),
        help=Text("请改名为 ledger（小写，不带空格）。", "Name it ledger, in small letters, without spaces."),
    )  # fmt: skip


def odd_waiver_name(path: Path) -> Diagnostic:
    """A waiver whose name would not be taken for one's everywhere."""
    return Diagnostic(
        "policies.odd-name",
        Text(f"豁免批复的文件名“{_name(path)}”不规范，核查时会被漏掉。",
             f"The name {_name(path)} of a waiver is odd; checks would pass it over."),
        _at(path),
        help=Text("请改成 2024-9.yaml 这样（小写 .yaml 结尾，不带空格）；"
                  "不是豁免批复的，移出 waivers 文件夹。",
                  "Name it like 2024-9.yaml; if it is no waiver, move it out of the waivers folder."),
    )  # fmt: skip


def nested_waivers(path: Path) -> Diagnostic:
    """A folder inside that of the waivers."""
    return Diagnostic(
        "policies.odd-name",
        Text(f"豁免批复文件夹中还有文件夹“{_name(path)}”，核查时其中的豁免批复会被漏掉。",
             f"There is a folder {_name(path)} inside that of the waivers; checks would pass over what "
             "lies in it."),
        _at(path),
        help=Text("请把其中的豁免批复直接放在 waivers 文件夹里；不是豁免批复的，移到别处。",
                  "Put its waivers straight into the folder waivers, and anything else elsewhere."),
    )  # fmt: skip


def odd_sub_folder(path: Path, name: str, what: Text) -> Diagnostic:
    """Something that is meant as a sub-folder of the name and is not, or is not named so."""
    return Diagnostic(
        "policies.odd-name",
        Text(f"“{_name(path)}”应为名为 {name} 的文件夹，核查时其中的{what.zh}会被漏掉。",
             f"{_name(path)} should be a folder named {name}; checks would pass its {what.en} over."),
        _at(path),
        help=Text(f"请改为文件夹 {name}（小写，不带空格）。",
                  f"Make it a folder named {name}, in small letters, without spaces."),
    )  # fmt: skip


def not_a_file(path: Path, what: Literal["folder", "device", "link"]) -> Diagnostic:
    """Something that is named like a document."""
    kind = _NOT_A_FILE[what]
    return Diagnostic(
        "policies.not-a-file",
        Text(f"“{_name(path)}”是{kind.zh}，不是文件，不予读取。",
             f"{_name(path)} is {kind.en} and no file; it is not read."),
        _at(path),
        help=Text("请换成文件本身；不需要的，删去或改名。",
                  "Put the file itself there; else delete or rename it."),
    )  # fmt: skip


def not_a_folder(path: Path) -> Diagnostic:
    """Something else where the ledgers should be."""
    return Diagnostic(
        "policies.not-a-folder",
        Text(f"“{_name(path)}”应为存放编制核定表的文件夹，却不是文件夹。",
             f"{_name(path)} should be the folder of ledgers, and is no folder."),
        _at(path),
        help=Text("请建 ledger 文件夹，把编制核定表放进去，如 ledger/2024-01-01.yaml。",
                  "Make a folder ledger and put the ledger into it, such as ledger/2024-01-01.yaml."),
    )  # fmt: skip


def unreadable_folder(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "policies.folder-unreadable",
        Text(f"文件夹“{_name(path)}”无法读取：{error.strerror}。",
             f"The folder {_name(path)} cannot be read: {error.strerror}."),
        _at(path),
        help=Text("请核对权限。", "Check its permissions."),
    )  # fmt: skip


def empty_folder(path: Path) -> Diagnostic:
    """A jurisdiction's folder without a policy is no layer of any chain."""
    return Diagnostic(
        "policies.empty-folder",
        Text(f"文件夹“{_name(path)}”中没有政策，不作为一级。",
             f"The folder {_name(path)} holds no policy and counts as no layer."),
        _at(path),
        Severity.HINT,
        help=Text("请放入以施行日命名的政策，如 2024-01-01.yaml；不需要的，删去文件夹。",
                  "Put in a policy named after its first day, such as 2024-01-01.yaml, "
                  "or delete the folder."),
    )  # fmt: skip


def two_folders(first: Path, second: Path) -> Diagnostic:
    code, names = first.name[:6], (_name(first), _name(second))
    return Diagnostic(
        "policies.two-folders",
        Text(f"{code} 有两个文件夹：{names[0]}、{names[1]}，无法判断以哪个为准。",
             f"{code} has two folders, {names[0]} and {names[1]}; which one holds cannot be known."),
        _at(second),
        help=Text("两个文件夹的文件合到一个里，删去另一个。",
                  "Put the files of both into one, and delete the other."),
    )  # fmt: skip


def two_files(first: Path, second: Path) -> Diagnostic:
    names = (_name(first), _name(second))
    return Diagnostic(
        "policies.two-files",
        Text(f"同一施行日有两个文件：{names[0]}、{names[1]}，无法判断以哪个为准。",
             f"Two files for one day, {names[0]} and {names[1]}; which one holds cannot be known."),
        _at(second),
        help=Text("只保留一个；另一个移出文件夹，或改为它自己的施行日。",
                  "Keep one; move the other out of the folder, or name it after its own first day."),
    )  # fmt: skip


def no_such_day(path: Path) -> Diagnostic:
    return Diagnostic(
        "policies.no-such-day",
        Text(f"文件名“{_name(path)}”不是真实日期。", f"The file name {_name(path)} is no real date."),
        _at(path),
        help=Text(
            "文件名应为施行日，如 2024-01-01.yaml。", "Name it after its first day, e.g. 2024-01-01.yaml."
        ),
    )
