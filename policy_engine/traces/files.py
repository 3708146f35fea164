"""The file itself: what kind it is by its content, its digest, and whether it stayed what it was."""

from __future__ import annotations

import codecs
import errno
import hashlib
import lzma
import os
import shutil
import stat
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from policy_engine.diagnostics import DocumentError
from policy_engine.traces import file_problems

_CHUNK = 256 * 1024
_PARQUET = b"PAR1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted workbook, as old Office files write names.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_PART = b"xl/workbook.xml"
_OTHERS = (b"%PDF", b"\x1f\x8b", b"SQLite format 3", b"7z\xbc\xaf", b"Rar!", b"\x89PNG", b"\xff\xd8\xff")

# What zipfile raises where an archive is not what it should be. NotImplementedError, for a method or a
# version that it does not know, is a RuntimeError; what is wrong with a name or a place, a ValueError.
_ARCHIVE_ERRORS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, LookupError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip
_ENCRYPTED_PART = 0x1
# What UTF-16 begins with.
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class DamagedArchiveError(Exception):
    """The archive is not what a workbook should be."""


class Kind(Enum):
    TEXT = "text"
    WORKBOOK = "workbook"
    PARQUET = "parquet"


def kind_of(path: Path, name: str) -> Kind:
    """By content; extensions are often wrong. Raises DocumentError for what is no table, OSError."""
    with path.open("rb") as file:
        head = file.read(1024)
        if not head.strip():
            raise DocumentError([file_problems.empty(name)])
        if head.startswith(_PARQUET):
            return Kind.PARQUET
        if head.startswith(_ZIP):
            _refuse_other_archives(path, name)
            return Kind.WORKBOOK
        if head.startswith(_OLE):
            encrypted = _ENCRYPTED in head + file.read()
            problem = file_problems.encrypted if encrypted else file_problems.legacy_workbook
            raise DocumentError([problem(name)])
    if head.startswith(_OTHERS):
        raise DocumentError([file_problems.not_a_table(name)])
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        raise DocumentError([file_problems.web_page(name)])
    return Kind.TEXT


@contextmanager
def reading_archive() -> Iterator[None]:
    """Raises DamagedArchiveError for whatever zipfile says of an archive; OSError for the file itself."""
    try:
        yield
    except _ARCHIVE_ERRORS as error:
        raise DamagedArchiveError(str(error)) from None
    except OSError as error:
        # A place outside the file, or what cannot be unpacked.
        if error.errno in (None, errno.EINVAL):
            raise DamagedArchiveError(str(error)) from None
        raise


def _refuse_other_archives(path: Path, name: str) -> None:
    try:
        with reading_archive(), zipfile.ZipFile(path) as archive:
            parts = set(archive.namelist())
            encrypted = any(part.flag_bits & _ENCRYPTED_PART for part in archive.infolist())
    except DamagedArchiveError:
        raise DocumentError([file_problems.damaged(name)]) from None
    if encrypted:
        raise DocumentError([file_problems.encrypted(name)])
    if _WORKBOOK_PART.decode() in parts:
        return
    other = "xl/workbook.bin" in parts or {"mimetype", "content.xml"} <= parts
    raise DocumentError([file_problems.legacy_workbook(name) if other else file_problems.not_a_table(name)])


@dataclass(frozen=True, slots=True)
class Content:
    """Of a file's bytes: SHA-256 in hexadecimal digits, and where the first byte 0 is (from 0); None where
    there is none, and in UTF-16, which is full of them."""

    sha256: str
    nul: int | None


def content_of(path: Path, given_up: threading.Event) -> Content:
    """Reads the whole file, piece by piece; no further where nobody wants to know any more."""
    digest, read, nul, wide = hashlib.sha256(), 0, None, False
    with path.open("rb", buffering=0) as file:
        while not given_up.is_set() and (chunk := file.read(_CHUNK)):
            digest.update(chunk)
            wide = wide or (read == 0 and chunk.startswith(WIDE_MARKS))
            if nul is None and not wide and b"\0" in chunk:
                nul = read + chunk.index(b"\0")
            read += len(chunk)
    return Content(digest.hexdigest(), nul)


def named_in_unicode(path: Path, work: Path) -> Path:
    """The file, or a copy of it in `work` where its name is no text, which DuckDB asks for."""
    try:
        str(path.absolute()).encode()
    except UnicodeEncodeError:
        return Path(shutil.copyfile(path, work / "given"))
    return path


def in_unicode(name: str) -> str:
    """A name as it can be written out: what is no text in it is �."""
    return "".join("\ufffd" if "\ud800" <= each <= "\udfff" else each for each in name)


def line_at(path: Path, place: int) -> int:
    """The line (from 1) of the byte at this place."""
    breaks, left = 0, place
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(left, _CHUNK))):
            breaks += chunk.count(b"\n")
            left -= len(chunk)
    return breaks + 1


def state_of(path: Path) -> tuple[int, int, int]:
    """Differs when the file was written or replaced in between. Raises OSError for what is no file."""
    found = path.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        # A table is read more than once, which a pipe cannot be.
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
    return found.st_ino, found.st_size, found.st_mtime_ns
