"""Ending in order: temporary files are removed also when the process is told to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# What ends a process on the spot unless it says otherwise. The second is that its terminal was closed, which
# there is not on Windows.
_ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
# As shells have it.
_ENDED_BY_SIGNAL = 128


@contextmanager
def ending_in_order() -> Iterator[None]:
    """These signals end what is done here as an exception does, unless the program has its own way of ending
    (nohup, which goes on when the terminal is closed, is one)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _: object) -> None:
        raise SystemExit(_ENDED_BY_SIGNAL + number)

    taken = [each for each in _ENDING if signal.getsignal(each) is signal.SIG_DFL]
    for each in taken:
        signal.signal(each, end)
    try:
        yield
    finally:
        for each in taken:
            signal.signal(each, signal.SIG_DFL)
