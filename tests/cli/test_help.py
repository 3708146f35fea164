"""Help pages: both languages, an example each, no wider than a terminal; and the page made of them."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Command
from tests.cli.running import ROOT
from tools.cli_document import cli_document

COMMANDS = [
    "check", "score", "explain", "validate", "lint", "fmt", "new", "test", "diff", "impact",
    "show", "issue", "round", "rules", "schema", "completion",
]  # fmt: skip
ROUND = ["show", "replay", "timeline", "append"]
NEW = ["county", "version", "rule"]
PAGES = [
    [], *([name] for name in COMMANDS), *(["round", name] for name in ROUND), *(["new", name] for name in NEW)
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_help_is_the_same_short_and_long(path: list[str], command: Command) -> None:
    assert command(*path, "-h").out == command(*path, "--help").out


@pytest.mark.parametrize("path", PAGES)
def test_help_has_chinese_first_then_english_then_an_example(path: list[str], command: Command) -> None:
    page = command(*path, "-h").out
    chinese = next(place for place, character in enumerate(page) if "\u4e00" <= character <= "\u9fff")
    assert page.index("policy-engine", page.index("示例 Example")) > chinese
    assert page.splitlines()[0].startswith("用法 Usage: policy-engine")
    assert any(line.startswith("  ") and line.strip()[:1].isascii() for line in page.splitlines()[2:])


@pytest.mark.parametrize("path", PAGES)
def test_help_is_no_wider_than_a_terminal(path: list[str], command: Command) -> None:
    assert max(cell_len(line) for line in command(*path, "-h").out.splitlines()) <= 80


def test_the_page_of_the_commands_is_up_to_date() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == cli_document()


def test_the_page_of_the_commands_has_every_command_and_option() -> None:
    page = cli_document()
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings == ["## policy-engine", *(f"## policy-engine {name}" for name in COMMANDS)]
    below = [line for line in page.splitlines() if line.startswith("### ")]
    groups = [("new", NEW), ("round", ROUND)]
    assert below == [f"### policy-engine {group} {name}" for group, names in groups for name in names]
    for option in ("--setup SETUP", "--write-setup FILE", "--calendar FILE", "--evidence FILE"):
        assert f"`{option}" in page
    for option in ("--policies DIR", "--on DATE", "--output FILE", "--fail-on", "--require-issued"):
        assert f"`{option}" in page
