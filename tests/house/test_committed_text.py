"""What no committed file may say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .checkout import ROOT, kept_files

ENTRIES = yaml.safe_load((Path(__file__).parent / "forbidden.yaml").read_text(encoding="utf-8"))
TEXTS = {".cfg", ".csv", ".html", ".ini", ".json", ".jsonl", ".lark", ".md", ".py", ".sh", ".toml", ".txt",
         ".yaml", ".yml", ""}  # fmt: skip


def lines() -> list[tuple[str, str]]:
    """("file:line", its text) of every committed text file."""
    found = []
    for path in kept_files():
        if path.suffix in TEXTS:
            text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
            found += [(f"{path}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]
    return found


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["why"])
def test_nothing_forbidden_is_committed(entry: dict[str, Any]) -> None:
    pattern = re.compile("|".join(entry["patterns"]), re.IGNORECASE)
    committed = lines()
    assert committed
    assert [f"{place}: {line.strip()}" for place, line in committed if pattern.search(line)] == []


@pytest.mark.parametrize(
    "line",
    ["https://py" + "pi.org/simple", "see /ro" + "ot/notes", "# TO" + "DO later", "the user pro" + "mpt"],
)
def test_the_patterns_do_match_what_they_are_for(line: str) -> None:
    assert any(re.search(pattern, line, re.IGNORECASE) for entry in ENTRIES for pattern in entry["patterns"])
