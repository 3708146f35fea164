"""What the documentation tells people to type exists."""

from __future__ import annotations

import re

import pytest

from .checkout import ROOT, kept_files

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def commands(text: str) -> list[str]:
    """The `make …` commands that stand alone as code: in back-quotes or at the start of a line of a block."""
    return re.findall(r"(?:`|^\s*(?:\$ )?)make ([a-z][a-z-]*)(?=`|\s|$)", text, re.MULTILINE)


@pytest.mark.parametrize("path", [path for path in kept_files() if path.suffix == ".md"], ids=str)
def test_documented_make_commands_exist(path: object) -> None:
    text = (ROOT / str(path)).read_text(encoding="utf-8")
    assert sorted(set(commands(text)) - TARGETS) == []


def test_the_readme_starts_with_demo_and_test() -> None:
    assert {"demo", "test"} <= set(commands((ROOT / "README.md").read_text(encoding="utf-8")))


def test_every_target_is_declared_phony_and_explained_by_help() -> None:
    phony = set(re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split())
    explained = set(re.findall(r"@echo 'make ([a-z-]+) ", MAKEFILE))
    assert phony == TARGETS
    assert phony - explained == {"help", "setup"}


def test_the_command_before_every_change_is_executable() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
