"""Goldens of whole outputs; RECORD_GOLDENS=1 records them anew, on purpose."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden" / "reports"


def compare(actual: str, name: str) -> None:
    expected = FOLDER / name
    if os.environ.get("RECORD_GOLDENS") == "1":
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_bytes(actual.encode())
    assert actual == expected.read_bytes().decode(), f"RECORD_GOLDENS=1 records {expected} anew"
