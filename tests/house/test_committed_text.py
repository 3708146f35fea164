"""What no committed file may say."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .checkout import ROOT, kept_files

ENTRIES = yaml.load((Path(__file__).parent / "forbidden.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
TEXTS = {".cfg", ".csv", ".html", ".ini", ".json", ".jsonl", ".lark", ".md", ".py", ".sh", ".toml", ".txt",
         ".yaml", ".yml", ""}  # fmt: skip


@functools.cache
def lines() -> dict[str, list[str]]:
    """Every line of the committed text files, with the places ("file:line") where it stands."""
    found: dict[str, list[str]] = {}
    for path in kept_files():
        if path.suffix in TEXTS:
            text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
            for number, line in enumerate(text.splitlines(), 1):
                found.setdefault(line, []).append(f"{path}:{number}")
    return found


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["why"])
def test_nothing_forbidden_is_committed(entry: dict[str, Any]) -> None:
    pattern = re.compile("|".join(entry["patterns"]), re.IGNORECASE)
    committed = lines()
    assert committed
    found = [
        (place, line.strip())
        for line, places in committed.items()
        if pattern.search(line)
        for place in places
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["https://py" + "pi.org/simple", "see /ro" + "ot/notes", "# TO" + "DO later", "the user pro" + "mpt"],
)
def test_the_patterns_do_match_what_they_are_for(line: str) -> None:
    assert any(re.search(pattern, line, re.IGNORECASE) for entry in ENTRIES for pattern in entry["patterns"])
