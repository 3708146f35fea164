"""Adding a line to the register: all or nothing, one writer at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from policy_engine.diagnostics import DocumentError, UsageError
from policy_engine.policyset import register_problems as problems
from policy_engine.policyset.register import Register
from policy_engine.policyset.register_entry import Entry, line_of

_NEW_FILE = 0o666


def append(register: Register, entry: Entry) -> Register:
    """The register with the entry as its last line, as it was read back.

    Raises DocumentError for a register with problems, and UsageError when it cannot be written or has
    changed since it was read; then nothing is changed.
    """
    if register.problems:
        raise DocumentError(register.problems)
    path = register.path
    usual = b"\r\n" if b"\r\n" in register.data else b"\n"
    between = usual if register.data and not register.data.endswith(b"\n") else b""
    try:
        with _alone(path) as new:
            if Register.read(path.parent).data != register.data:
                raise UsageError(problems.changed_meanwhile(path))
            _write(new, path, register.data + between + line_of(entry).encode("utf-8") + usual)
    except OSError as error:
        raise UsageError(problems.unwritable(path, error)) from error
    return Register.read(path.parent)


@contextmanager
def _alone(path: Path) -> Iterator[Path]:
    """The file that becomes the new register. While it exists nobody else may add a line.

    Two lines added at once would both follow the same one, and break the chain for good.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _NEW_FILE))
    except FileExistsError:
        raise UsageError(problems.being_written(new)) from None
    try:
        yield new
    finally:
        new.unlink(missing_ok=True)


def _write(new: Path, register: Path, data: bytes) -> None:
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if register.exists():
        os.chmod(new, register.stat().st_mode)
    os.replace(new, register)
