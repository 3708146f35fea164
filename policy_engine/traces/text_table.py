"""A table as text: its encoding, separator and headings; what is not in UTF-8 is copied into it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from policy_engine.diagnostics import DocumentError
from policy_engine.source.positions import LINE_BREAK
from policy_engine.traces import file_problems
from policy_engine.traces.columns import Wanted
from policy_engine.traces.files import WIDE_MARKS
from policy_engine.traces.headings import (
    ROWS_SEARCHED,
    Layout,
    TableRow,
    heading_row,
    layout_of,
    matching,
    none_found,
    problems,
)
from policy_engine.traces.model import Progress

_HEAD = 64 * 1024
_CHUNK = 1024 * 1024
_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table in UTF-8, perhaps in a copy of what was given. `simple_head`: nothing above the first row of
    values makes lines and records differ."""

    path: Path
    separator: str
    layout: Layout
    simple_head: bool


def open_text(
    path: Path,
    name: str,
    wanted: Wanted,
    work: Path,
    progress: Progress | None = None,
    *,
    thoroughly: bool = True,
) -> TextTable:
    """Finds out how the table is written; by its beginning alone unless `thoroughly`, when what follows may
    turn out to be something else. Raises DocumentError; OSError where it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    encoding = _encoding(path, head, name, wanted, thoroughly)
    if encoding != "utf-8":
        path = _transcoded(path, encoding, name, work, progress)
        with path.open("rb") as file:
            head = file.read(_HEAD)
    text = codecs.getincrementaldecoder("utf-8-sig")("strict").decode(head)
    separator, rows = _rows(text, wanted)
    row = heading_row(rows, wanted)
    if row is None:
        raise DocumentError([none_found(rows, wanted, name)])
    found = list(problems(row, wanted, name))
    if found:
        raise DocumentError(found)
    above = LINE_BREAK.split(text)[: row.line]
    simple = all(line and line.count('"') % 2 == 0 for line in above)
    return TextTable(path, separator, layout_of(row, wanted), simple)


def records(table: TextTable) -> Iterator[TableRow]:
    """Every row below the headings, with the line on which it begins. Raises csv.Error, whose row begins on
    the line after the last one that was given."""
    with table.path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=table.separator, strict=True, skipinitialspace=True)
        line = 1
        for cells in reader:
            if cells and line > table.layout.line:
                yield TableRow(line, cells)
            line = reader.line_num + 1


def _rows(text: str, wanted: Wanted) -> tuple[str, list[TableRow]]:
    """The first rows, by the separator that finds most headings, and of several that makes most cells."""

    def fit(reading: tuple[str, list[TableRow]]) -> tuple[int, int]:
        return max(((matching(row, wanted), len(row.cells)) for row in reading[1]), default=(0, 0))

    return max(((separator, _first_rows(text, separator)) for separator in _SEPARATORS), key=fit)


def _first_rows(text: str, separator: str) -> list[TableRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    rows, line = [], 1
    for cells in islice(reader, ROWS_SEARCHED):
        rows.append(TableRow(line, cells))
        line = reader.line_num + 1
    return rows


def _encoding(path: Path, head: bytes, name: str, wanted: Wanted, thoroughly: bool) -> str:
    """UTF-8 where the whole file is; UTF-16 by its mark; GB18030, which GBK is part of, otherwise."""
    if head.startswith(WIDE_MARKS):
        return "utf-16"
    if b"\0" in head:
        line = 1 + head.count(b"\n", 0, head.index(b"\0"))
        raise DocumentError(
            [file_problems.not_a_table(name) if line == 1 else file_problems.bad_bytes(name, line)]
        )
    if not thoroughly and _is_utf8(head):
        return "utf-8"
    broken = _first_broken(path, "utf-8")
    if broken is None:
        return "utf-8"
    # Headings that can be read as UTF-8: a damaged file, not one in another encoding.
    readable = codecs.getincrementaldecoder("utf-8-sig")("ignore").decode(head)
    if any(not heading.isascii() and heading in readable for heading in wanted.headings.values()):
        raise DocumentError([file_problems.bad_bytes(name, broken)])
    return "gb18030"


def _is_utf8(head: bytes) -> bool:
    """As far as can be told: the last character may go on where the head ends."""
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _first_broken(path: Path, encoding: str) -> int | None:
    """The line of the first byte that is none of the encoding."""
    decoder, line = codecs.getincrementaldecoder(encoding)("strict"), 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return line + chunk.count(b"\n", 0, error.start)
            if not chunk:
                return None
            line += chunk.count(b"\n")


def _transcoded(path: Path, encoding: str, name: str, work: Path, progress: Progress | None) -> Path:
    """A copy in UTF-8, made piece by piece."""
    copy, size, line = work / "table.csv", path.stat().st_size, 1
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as source, copy.open("w", encoding="utf-8", newline="") as target:
        while True:
            chunk = source.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                line += error.object[: error.start].decode(error.encoding, "ignore").count("\n")
                raise DocumentError([file_problems.bad_bytes(name, line)]) from None
            if "\0" in text:
                line += text.count("\n", 0, text.index("\0"))
                raise DocumentError([file_problems.bad_bytes(name, line)])
            target.write(text)
            if not chunk:
                return copy
            line += text.count("\n")
            if progress is not None:
                progress(min(1.0, source.tell() / size))
