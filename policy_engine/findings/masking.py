"""Personal data is masked in everything that is written out."""

from __future__ import annotations

import re
from typing import Any

from policy_engine.diagnostics import Text
from policy_engine.documents.setup import Setup
from policy_engine.findings.report import Bilingual

_IDENTITY_NUMBER = re.compile(r"(?<!\d)(\d{6})\d{8,11}([\dXx])(?!\d)")


class Masking:
    """Masks the names on one roster, and identity numbers wherever they stand."""

    def __init__(self, setup: Setup) -> None:
        names = {p.name for p in setup.persons or () if len(p.name) > 1 and "*" not in p.name}
        # Longest first, so that no name is masked by a shorter one inside it.
        ordered = sorted(names, key=lambda name: (-len(name), name))
        self._names = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def text(self, text: str) -> str:
        """张三丰 → 张**; an identity number keeps its district and its last digit."""
        masked = _IDENTITY_NUMBER.sub(lambda m: f"{m[1]}********{m[2]}", text)
        if self._names is None:
            return masked
        return self._names.sub(lambda m: m[0][0] + "*" * (len(m[0]) - 1), masked)

    def bilingual(self, text: Text) -> Bilingual:
        """A text of the report in both languages."""
        return Bilingual(zh=self.text(text.zh), en=self.text(text.en))

    def value(self, value: Any) -> Any:
        """The same for a value of the report, at any depth."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        return value
