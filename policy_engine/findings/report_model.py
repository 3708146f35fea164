"""What every part of a report is made of."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from policy_engine.diagnostics import Text
from policy_engine.policyset.in_force import LayerKind

# Whole numbers and decimals as numbers where a reader gets them back exactly, else as text ("2/3").
Shown = int | float | bool | str | list[Any] | dict[str, Any] | None


class ReportModel(BaseModel):
    """Base of every part of a report."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Bilingual(ReportModel):
    """A text in both languages."""

    zh: str
    en: str

    @classmethod
    def of(cls, text: Text) -> Bilingual:
        return cls(zh=text.zh, en=text.en)

    @property
    def text(self) -> Text:
        """The same as the program has it."""
        return Text(self.zh, self.en)

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Clause(ReportModel):
    """The line of policy behind a finding."""

    file: str
    line: int
    path: str
    layer: LayerKind
    value: Shown
