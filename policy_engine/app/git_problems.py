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


def no_work_tree(folder: Path) -> Diagnostic:
    return Diagnostic(
        "git.no-work-tree",
        Text(f"“{folder}”是没有工作区的 git 版本库（裸库，或 .git 文件夹内部），无法从中读取政策。",
             f"{folder} is a git repository without a work tree (a bare one, or the inside of .git); no "
             f"policies are read from it."),
        help=Text(f"请先用 git clone {folder} 克隆一份，在克隆出来的文件夹中运行；"
                  "在 .git 内部的，请回到上一级文件夹。",
                  f"Clone it (git clone {folder}) and run the command in the clone; inside of .git, go to "
                  "the folder above."),
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
    path = _legible(path)
    return Diagnostic(
        "git.not-a-file",
        Text(f"修订“{revision}”中的“{path}”是链接或子模块，不是文件，不予读取。",
             f"{path} of revision {revision} is a link or a submodule and no file; it is not read."),
        help=Text("请在版本库中存放文件本身。", "Keep the file itself in the repository."),
    )  # fmt: skip


def unsafe_name(path: str, revision: str) -> Diagnostic:
    path = _legible(path)
    return Diagnostic(
        "git.unsafe-name",
        Text(f"修订“{revision}”中“{path}”的路径含有会指向别处的名称（如 ..），整个修订不予读取。",
             f"The path {path} of revision {revision} has a name that leads elsewhere (such as ..); nothing "
             f"of this revision is read."),
        help=Text("git 本身不会这样命名，该修订可能被人做过手脚：请核对它的来历；是误取的文件名"
                  "（如含 \\），请改名后另行提交。",
                  "git itself gives no such names, so that somebody may have tampered with it: check where "
                  "the revision comes from; a file named so by mistake (with a \\, say) is to be renamed and "
                  "committed anew."),
    )  # fmt: skip


def unwritable(revision: str, error: OSError) -> Diagnostic:
    return Diagnostic(
        "git.unwritable",
        Text(f"修订“{revision}”的文件无法写入临时文件夹：{error.strerror}。",
             f"The files of revision {revision} cannot be written to the temporary folder: "
             f"{error.strerror}."),
        help=Text("请核对临时文件夹的权限和磁盘空间；文件名过长的、文件与文件夹同名的，请在版本库中改名。",
                  "Check the temporary folder's permissions and the space on the disk; a name that is too "
                  "long, or one that is a file's and a folder's, is to be changed in the repository."),
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


def _legible(path: str) -> str:
    """A path that is no UTF-8 is shown as well as it can be."""
    return path.encode("utf-8", "replace").decode("utf-8")
