"""Revisions that somebody made by hand, or that hold more than files: nothing is written elsewhere."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from policy_engine.app import diff_folders
from policy_engine.app.diff_folders import write_files
from policy_engine.app.git import repository_around
from policy_engine.diagnostics import UsageError
from tests.diff_cli.conftest import Diff
from tests.diff_cli.repositories import git

COUNTY = "331004-luqiao"
# Below the county's folder: ../../../../.. and so on lead out of any temporary folder.
UNSAFE = [
    ("..", "..", "..", "pwned", "pwned.yaml"),
    ("..", "330000-zhejiang", "2023-01-01.yaml"),
    (".", "2025-01-01.yaml"),
    (".. ", "2025-01-01.yaml"),
    ("a\\..\\..\\b.yaml",),
    ("C:", "2025-01-01.yaml"),
    ("C:2025-01-01.yaml",),
    ("cases", "..", "..", "..", "pwned.yaml"),
]


def _asked(folder: Path, *arguments: str, given: bytes = b"") -> str:
    run = subprocess.run(["git", "-C", str(folder), *arguments], input=given, check=True, capture_output=True)
    return run.stdout.decode().strip()


def _tree(folder: Path, entries: list[tuple[str, str, str]]) -> str:
    """A tree of (mode, name, object), which git itself would refuse to make."""
    data = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(made) for mode, name, made in entries)
    return _asked(folder, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)


def _entries(folder: Path, tree: str) -> list[tuple[str, str, str]]:
    found = []
    for line in _asked(folder, "ls-tree", tree).splitlines():
        kind, name = line.split("\t")
        mode, _, made = kind.split(" ")
        found.append((mode.lstrip("0"), name, made))
    return found


def _with_file(folder: Path, tree: str, steps: tuple[str, ...], blob: str) -> str:
    """The tree with the file at the steps added, whatever they are called."""
    first, *below = steps
    entries = _entries(folder, tree) if tree else []
    if not below:
        return _tree(folder, [*entries, ("100644", first, blob)])
    inner = next((made for _, name, made in entries if name == first), "")
    entries = [each for each in entries if each[1] != first]
    return _tree(folder, [("40000", first, _with_file(folder, inner, tuple(below), blob)), *entries])


def _commit(folder: Path, tag: str, steps: tuple[str, ...]) -> None:
    blob = _asked(folder, "hash-object", "-w", "--stdin", given=b"kind: policy\n")
    tree = _with_file(folder, "second^{tree}", steps, blob)
    identity = ("-c", "user.name=office", "-c", "user.email=office@example.org")
    git(folder, "update-ref", f"refs/tags/{tag}", _asked(folder, *identity, "commit-tree", tree, "-m", tag))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where revisions are written for the time, several folders deep in one that is empty otherwise."""
    folder = tmp_path / "around" / "a" / "b"
    folder.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize("steps", UNSAFE, ids=["/".join(steps) for steps in UNSAFE])
def test_a_name_that_leads_elsewhere_is_refused_and_nothing_is_written(
    steps: tuple[str, ...], own_repository: Path, temporary: Path, diff: Diff,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    _commit(own_repository, "evil", ("policies", COUNTY, *steps))
    written: list[Path] = []
    real = Path.write_bytes

    def noted(self: Path, data: bytes) -> int:
        written.append(self)
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", noted)
    run = diff("--lang", "en", "evil:331004", "evil:330105")
    assert run.code == 2
    assert "[git.unsafe-name] The path " in run.error
    assert "/".join(("policies", COUNTY, *steps)).replace("\\", "") in run.error.replace("\\", "")
    assert list(temporary.parents[1].rglob("*")) == [temporary.parent, temporary]
    assert written == []


def test_a_single_file_is_looked_at_like_a_folder(own_repository: Path, temporary: Path) -> None:
    _commit(own_repository, "evil", ("..", "draft.yaml"))
    revision = repository_around(own_repository).revision("evil")
    with pytest.raises(UsageError, match=r"git\.unsafe-name"):
        write_files(revision, [revision.files["../draft.yaml"]], PurePosixPath(".."), temporary)
    assert list(temporary.iterdir()) == []


def test_where_a_path_leads_is_looked_at_after_joining_too(
    own_repository: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A system may have rules for names that nobody thought of."""
    _commit(own_repository, "evil", ("..", "..", "draft.yaml"))
    revision = repository_around(own_repository).revision("evil")
    monkeypatch.setattr(diff_folders, "_refuse_unsafe", lambda *_: None)
    with pytest.raises(UsageError, match=r"git\.unsafe-name"):
        write_files(revision, [revision.files["../../draft.yaml"]], PurePosixPath(), temporary)
    assert list(temporary.parent.iterdir()) == [temporary]


def test_what_the_disk_refuses_is_told(own_repository: Path, temporary: Path, diff: Diff) -> None:
    assert temporary.is_dir()
    _commit(own_repository, "long", ("policies", COUNTY, "x" * 300 + ".yaml"))
    run = diff("--lang", "zh", "long:331004", "second:331004")
    assert run.code == 2
    assert "错误 [git.unwritable] 修订“long”的文件无法写入临时文件夹" in run.error


def _linked(folder: Path, place: str) -> None:
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).symlink_to("/nowhere")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a link")


@pytest.mark.parametrize(
    "place", ["policies/330105-gongshu/2025-01-01.yaml", "policies/330106-xihu/2025-01-01.yaml",
              "policies/330106-xihu"],
)  # fmt: skip
def test_a_link_in_another_county_is_that_county_s_own_affair(
    place: str, own_repository: Path, diff: Diff
) -> None:
    _linked(own_repository, place)
    run = diff("HEAD:331004", "second:331004")
    assert (run.code, run.error) == (0, "")
    code = PurePosixPath(place).parts[1][:6]
    run = diff("--lang", "zh", f"HEAD:{code}", "second:331004")
    assert run.code == 3
    assert f"[git.not-a-file] 修订“HEAD”中的“{place}”是链接或子模块" in run.error


@pytest.mark.parametrize(
    "place", ["policies/330000-zhejiang/2024-01-01.yaml", "policies/331000-taizhou/2023-01-01.yaml"]
)
def test_a_link_in_a_layer_above_is_never_passed_over(place: str, own_repository: Path, diff: Diff) -> None:
    _linked(own_repository, place)
    run = diff("--lang", "zh", "HEAD:331004", "second:331004")
    assert (run.code, run.out) == (3, "")
    assert f"[git.not-a-file] 修订“HEAD”中的“{place}”" in run.error


def test_a_bare_repository_is_called_so(
    own_repository: Path, tmp_path: Path, diff: Diff, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "bare.git"
    git(tmp_path, "clone", "--quiet", "--bare", os.fspath(own_repository), os.fspath(bare))
    monkeypatch.chdir(bare)
    run = diff("--lang", "zh", "HEAD:331004", "first:331004")
    assert run.code == 2
    assert "[git.no-work-tree]" in run.error
    assert f"git clone {bare}" in run.error
