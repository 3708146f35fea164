"""One writer at a time: others wait until a file is free.

The lock is the operating system's own, so that it ends with the process that
holds it, however that ends. It is held on a file beside the one that is written,
because that one is replaced as a whole.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0  # seconds
_PAUSE = 0.02
_NEW_FILE = 0o666


class BusyError(Exception):
    """Somebody else has been writing for as long as we would wait. `lock` is the file that says so."""

    def __init__(self, lock: Path) -> None:
        self.lock = lock
        super().__init__(str(lock))


@contextmanager
def alone_with(target: Path, patience: float | None = None) -> Iterator[None]:
    """Within it nobody else who asks in this way writes the file; links to it are the same file.

    Waits up to `patience` seconds, by default PATIENCE. Raises BusyError after that, and OSError where no
    lock can be had at all.
    """
    target = Path(os.path.realpath(target))
    lock = target.with_name(f".{target.name}.lock")
    descriptor = _taken(lock, PATIENCE if patience is None else patience)
    try:
        yield
    finally:
        _give_back(descriptor, lock)


def _taken(lock: Path, patience: float) -> int:
    until = time.monotonic() + patience
    while True:
        descriptor = os.open(lock, os.O_CREAT | os.O_RDWR, _NEW_FILE)
        try:
            # Who held it before has removed it since: then ours is a file that nobody else will find.
            if _try_to_lock(descriptor) and _is_still(descriptor, lock):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() > until:
            raise BusyError(lock)
        time.sleep(_PAUSE)


def _is_still(descriptor: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_to_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _give_back(descriptor: int, _lock: Path) -> None:
        """What is open cannot be removed here; the empty file stays."""
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        os.close(descriptor)

else:
    import fcntl

    def _try_to_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _give_back(descriptor: int, lock: Path) -> None:
        """Removed while it is still held, so that whoever takes it next makes a new one."""
        lock.unlink(missing_ok=True)
        os.close(descriptor)
