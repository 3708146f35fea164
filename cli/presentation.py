"""How this run speaks to its reader, and what it read that is in no file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

STANDARD_INPUT = "-"
Language = Literal["zh", "en"]


@dataclass
class Presentation:
    """`read` keeps what came from standard input, for messages that show its lines."""

    language: Language = "zh"
    read: dict[str, bytes] = field(default_factory=dict)

    def source(self, file: str) -> bytes | None:
        """The content of a file that a message names; None when it is gone or was never a file."""
        if file in self.read:
            return self.read[file]
        try:
            return Path(file).read_bytes()
        except (OSError, ValueError):
            return None  # the message is complete without the line it speaks of
