"""Cases as data: one YAML file per table, one test per entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent


def cases(file: str, section: str | None = None) -> list[Any]:
    """The entries of a file (or of one section), each named by its text."""
    loaded = yaml.load((FOLDER / file).read_text("utf-8"), yaml.CSafeLoader)
    entries = loaded if section is None else loaded[section]
    return [pytest.param(entry, id=_name(entry)) for entry in entries]


def _name(entry: Any) -> str:
    return str(entry["expression"] if "expression" in entry else entry["call"])
