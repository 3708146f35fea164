"""A file's bytes apart from its lines: byte order mark and line ends, kept as they were."""

from __future__ import annotations

from dataclasses import dataclass

from policy_engine.source.encoding import decode
from policy_engine.source.positions import LINE_BREAK

_UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FileForm:
    """How the text of a file becomes its bytes. The text itself has line feeds only."""

    mark: bytes
    line_end: str

    def encode(self, text: str) -> bytes:
        return self.mark + text.replace("\n", self.line_end).encode("utf-8")


def opened(data: bytes, name: str) -> tuple[str, FileForm]:
    """The text of a file with line feeds, and its form.

    Mixed line ends become those of the first line. Raises DocumentError for what is not UTF-8.
    """
    text = decode(data, name)
    first = LINE_BREAK.search(text)
    mark = _UTF8_MARK if data.startswith(_UTF8_MARK) else b""
    return LINE_BREAK.sub("\n", text), FileForm(mark, "\n" if first is None else first[0])
