"""How this run speaks to its reader, and what it read that is in no file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

STANDARD_INPUT = "-"
Language = Literal["zh", "en"]


@dataclass
class Presentation:
    """`read` keeps what cannot be read twice (standard input, pipes), for messages that show its lines."""

    language: Language = "zh"
    read: dict[str, bytes] = field(default_factory=dict)

    def source(self, file: str) -> bytes | None:
        """The content of a file that a message names; None when it is gone or was never a file."""
        if file in self.read:
            return self.read[file]
        from policy_engine.diagnostics import DocumentError, UsageError
        from policy_engine.source.files import read_bytes

        try:
            return read_bytes(Path(file)) if Path(file).is_file() else None
        except (DocumentError, UsageError, ValueError):
            return None  # the message is complete without the line it speaks of
