"""A git repository of policies, made from history.yaml; its commits are the same each time."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
HISTORY: list[dict[str, Any]] = yaml.load((HERE / "history.yaml").read_text("utf-8"), yaml.CSafeLoader)
_SOMEBODY = {
    "GIT_AUTHOR_NAME": "office", "GIT_AUTHOR_EMAIL": "office@example.org",
    "GIT_COMMITTER_NAME": "office", "GIT_COMMITTER_EMAIL": "office@example.org",
    "GIT_AUTHOR_DATE": "2024-01-01T00:00:00+08:00", "GIT_COMMITTER_DATE": "2024-01-01T00:00:00+08:00",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip


def git(folder: Path, *arguments: str) -> None:
    """One git command that must succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, env=environment | _SOMEBODY
    )


def make(folder: Path) -> None:
    """The repository with all of its commits, each under its tag."""
    git(folder, "init", "--quiet", "--initial-branch=main")
    for commit in HISTORY:
        for name, text in commit.get("files", {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
        for name, (before, after) in commit.get("replace", {}).items():
            text = (folder / name).read_text("utf-8")
            assert before in text
            (folder / name).write_text(text.replace(before, after), "utf-8")
        if "link" in commit:
            place, target = commit["link"]
            (folder / place).symlink_to(target)
        if "remove" in commit:
            (folder / commit["remove"]).unlink()
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", commit["tag"])
        git(folder, "tag", commit["tag"])
