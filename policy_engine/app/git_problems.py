"""What is said when git cannot give what was asked of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policy_engine.diagnostics import Diagnostic, Text, closest


def not_installed() -> Diagnostic:
    return Diagnostic(
        "git.not-installed",
        Text("没有安装 git，无法读取版本库中的政策。",
             "git is not installed, so that no revision can be read."),
        help=Text("请安装 git；或把旧文件另存一份，直接写文件路径。",
                  "Install git; or keep the old file beside the new one and name the file."),
    )  # fmt: skip


def no_repository(folder: Path) -> Diagnostic:
    return Diagnostic(
        "git.no-repository",
        Text(f"“{folder}”不在 git 版本库中，没有修订可查。",
             f"{folder} lies in no git repository, so that there are no revisions."),
        help=Text("请在版本库中运行，或用 --policies 指明版本库中的政策文件夹；比较两份文件不需要版本库，"
                  "直接写文件路径。",
                  "Run it inside the repository, or name the repository's folder of policies by --policies; "
                  "two files need no repository: name the files."),
    )  # fmt: skip


def refused(folder: Path, said: str) -> Diagnostic:
    """git's own words are English; they are quoted, because only they say what is the matter."""
    first = said.splitlines()[0] if said else "?"
    return Diagnostic(
        "git.refused",
        Text(f"git 无法读取“{folder}”的版本库：{first}",
             f"git cannot read the repository of {folder}: {first}"),
        help=Text("请先让 git log 能在该文件夹中运行。", "See to it that git log runs in this folder."),
    )  # fmt: skip


def unknown_revision(name: str, root: Path, known: Iterable[str]) -> Diagnostic:
    meant = closest(name, [each for each in known if each])
    way_out = (
        Text("请用 git log 核对；浅克隆（fetch-depth: 1）没有更早的修订，须取回全部历史（fetch-depth: 0）。",
             "See git log; a shallow clone (fetch-depth: 1) has no earlier ones: fetch all of its history "
             "(fetch-depth: 0).")
        if meant is None
        else Text(f"是否想写 {meant}？", f"Did you mean {meant}?")
    )  # fmt: skip
    return Diagnostic(
        "git.unknown-revision",
        Text(f"版本库“{root}”中没有修订“{name}”。", f"The repository {root} has no revision {name}."),
        help=way_out,
    )


def no_such_path(path: str, revision: str, known: Iterable[str]) -> Diagnostic:
    """A path that the revision does not have; what only the folder differs in is proposed first."""
    paths = list(known)
    name = path.rpartition("/")[2]
    same = [each for each in paths if each.rpartition("/")[2] == name]
    meant = closest(path, same or paths)
    return Diagnostic(
        "git.no-such-path",
        Text(f"修订“{revision}”中没有“{path}”。", f"Revision {revision} has no {path}."),
        help=Text("路径按当前文件夹或版本库的顶层算；用 git ls-tree -r --name-only 查看。",
                  "Paths are relative to this folder or to the repository's top; see "
                  "git ls-tree -r --name-only.")
        if meant is None
        else Text(f"是否想写 {revision}:{meant}？", f"Did you mean {revision}:{meant}?"),
    )  # fmt: skip


def not_a_file(path: str, revision: str) -> Diagnostic:
    return Diagnostic(
        "git.not-a-file",
        Text(f"修订“{revision}”中的“{path}”是链接或子模块，不是文件，不予读取。",
             f"{path} of revision {revision} is a link or a submodule and no file; it is not read."),
        help=Text("请在版本库中存放文件本身。", "Keep the file itself in the repository."),
    )  # fmt: skip


def no_policies(folder: str, revision: str) -> Diagnostic:
    return Diagnostic(
        "git.no-policies",
        Text(f"修订“{revision}”的“{folder}”中没有政策。",
             f"{folder} of revision {revision} holds no policies."),
        help=Text("请用 --policies 指明政策文件夹现在的位置；当时在别处的，写作 修订:文件路径。",
                  "Name the folder by --policies; where it was elsewhere then, write "
                  "REVISION:path-of-the-file."),
    )  # fmt: skip


def not_fetched(revision: str) -> Diagnostic:
    return Diagnostic(
        "git.not-fetched",
        Text(f"修订“{revision}”的文件内容不在本机（部分克隆）。",
             f"The content of revision {revision} is not on this machine: the clone is a partial one."),
        help=Text("请先用 git fetch --refetch 取回全部内容，再比较。",
                  "Fetch all of it first (git fetch --refetch), then compare."),
    )  # fmt: skip
