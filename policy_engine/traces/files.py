"""The file itself: what kind it is by its content, its digest, and whether it stayed what it was."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import zipfile
from enum import Enum
from pathlib import Path

from policy_engine.diagnostics import DocumentError
from policy_engine.traces import file_problems

_PARQUET = b"PAR1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream that holds an encrypted workbook, as old Office files write names.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_PART = b"xl/workbook.xml"
_OTHERS = (b"%PDF", b"\x1f\x8b", b"SQLite format 3", b"7z\xbc\xaf", b"Rar!", b"\x89PNG", b"\xff\xd8\xff")


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


def _refuse_other_archives(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = set(archive.namelist())
    except zipfile.BadZipFile:
        raise DocumentError([file_problems.damaged(name)]) from None
    if _WORKBOOK_PART.decode() in parts:
        return
    other = "xl/workbook.bin" in parts or {"mimetype", "content.xml"} <= parts
    raise DocumentError([file_problems.legacy_workbook(name) if other else file_problems.not_a_table(name)])


def digest_of(path: Path) -> str:
    """SHA-256 of the file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def state_of(path: Path) -> tuple[int, int, int]:
    """Differs when the file was written or replaced in between. Raises OSError for what is no file."""
    found = path.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):
        # A table is read more than once, which a pipe cannot be.
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
    return found.st_ino, found.st_size, found.st_mtime_ns
