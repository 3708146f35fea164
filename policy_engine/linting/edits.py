"""A change to a file that is safe to make: by the path in the file's own canonical tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from policy_engine.source.tree import Path


@dataclass(frozen=True, slots=True)
class Removal:
    """The entry at the path goes, with whatever holds nothing else."""

    path: Path


@dataclass(frozen=True, slots=True)
class Rewriting:
    """In the expression at the path, the characters [start, end) become `text`."""

    path: Path
    start: int
    end: int
    text: str


Edit: TypeAlias = Removal | Rewriting
