"""What a report format is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from policy_engine.findings.report import Report, Reports
from policy_engine.reports.words import Language

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Format(Generic[Made]):
    """One way to write down what was made: reports on set-ups, or a validation of policies.

    `render` gives the whole text; the same input gives the same text. A
    format `for_reading` may be put into a terminal's own encoding; every other
    one is UTF-8 wherever it goes. `byte_order_mark` is for programs that take
    UTF-8 for something else without it. A `binary` format is no text at all:
    its files are what `binary` makes, and `render` is what people read of it.
    """

    media_type: str
    extension: str
    render: Callable[[Made, Language], str]
    for_reading: bool = False
    byte_order_mark: bool = False
    binary: Callable[[Made, Language], bytes] | None = None

    def content(self, made: Made, language: Language) -> bytes:
        """What a file of this format holds."""
        if self.binary is not None:
            return self.binary(made, language)
        return self.encode(self.render(made, language))

    def encode(self, text: str) -> bytes:
        """The text as a file's content."""
        return text.encode("utf-8-sig" if self.byte_order_mark else "utf-8")


def each(made: Report | Reports) -> tuple[Report, ...]:
    """The reports of one set-up or of several."""
    return made.reports if isinstance(made, Reports) else (made,)
