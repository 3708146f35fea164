"""Ending in order: temporary files are removed also when the process is told to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# As shells have it.
_ENDED_BY_SIGNAL = 128 + signal.SIGTERM


@contextmanager
def ending_in_order() -> Iterator[None]:
    """SIGTERM ends what is done here as an exception does, unless the program has its own way of ending."""
    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    ):
        yield
        return

    def end(*_: object) -> None:
        raise SystemExit(_ENDED_BY_SIGNAL)

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
