"""DuckDB as it is used here: offline, in memory with a bound, telling how far it is."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy_engine.diagnostics import Diagnostic, DocumentError, Text
from policy_engine.traces.model import Progress

if TYPE_CHECKING:
    import duckdb

_MEMORY = "512MB"
_MOST_THREADS = 4
_SECONDS_BETWEEN_LOOKS = 0.2


class InputError(Exception):
    """The input is not what the statement takes it for."""


class Session:
    """A connection of its own, made when first used; what memory cannot hold goes to the folder `work`."""

    def __init__(self, work: Path, progress: Progress | None) -> None:
        self._work, self._progress = work, progress
        self._made: duckdb.DuckDBPyConnection | None = None
        self._working = threading.Lock()

    @property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        if self._made is None:
            self._made = _connected(self._work, self._progress is not None)
        return self._made

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the statement gives. Raises InputError; DocumentError where there is no room."""
        import duckdb

        connection = self._connection
        try:
            with self._telling():
                return _fetched(connection, self._working, sql)
        except duckdb.OutOfMemoryException:
            raise DocumentError([no_room()]) from None
        except duckdb.Error as error:
            raise InputError(str(error)) from error

    def close(self) -> None:
        """Also while a statement runs that nobody waited for: who presses Ctrl-C again, or in the moment
        in which the other thread starts."""
        if self._made is None:
            return
        self._made.interrupt()
        while not self._working.acquire(timeout=_SECONDS_BETWEEN_LOOKS):
            self._made.interrupt()
        try:
            self._made.close()
        finally:
            self._working.release()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        if self._progress is None:
            yield
            return
        done = threading.Event()
        teller = threading.Thread(target=self._tell, args=(self._progress, done), daemon=True)
        teller.start()
        try:
            yield
        finally:
            done.set()
            teller.join()

    def _tell(self, progress: Progress, done: threading.Event) -> None:
        while not done.wait(_SECONDS_BETWEEN_LOOKS):
            percent = self._connection.query_progress()
            # Before it knows it says -1.
            if 0 <= percent <= 100:
                progress(percent / 100)


def _fetched(
    connection: duckdb.DuckDBPyConnection, working: threading.Lock, sql: str
) -> list[tuple[Any, ...]]:
    """What the statement gives. It runs in another thread, as DuckDB looks for signals only now and then;
    who presses Ctrl-C waits for nothing. `working` is held while it runs."""

    def run() -> list[tuple[Any, ...]]:
        with working:
            return connection.execute(sql).fetchall()

    with ThreadPoolExecutor(1) as beside:
        result = beside.submit(run)
        try:
            return result.result()
        except (KeyboardInterrupt, SystemExit):
            connection.interrupt()
            raise


def _connected(work: Path, tells_progress: bool) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(
        config={
            "memory_limit": _MEMORY,
            "temp_directory": str(work),
            "threads": min(_MOST_THREADS, os.cpu_count() or 1),
            # Nothing is ever fetched, and nothing beyond what the wheel brings is run.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    # It would work out for every row what only rows written in an unusual way need.
    connection.execute("SET disabled_optimizers = 'common_subexpressions'")
    # DuckDB would write a bar of its own to the terminal.
    connection.execute("SET enable_progress_bar_print = false")
    connection.execute(f"SET enable_progress_bar = {str(tells_progress).lower()}")
    return connection


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def exact_path(path: Path) -> str:
    """The literal for one file: what would be a pattern to DuckDB ([1], *, ?) stands for itself."""
    # Absolute, as ~ would be a home and a colon another file system.
    whole = str(path.absolute())
    return quoted("".join(f"[{character}]" if character in "*?[" else character for character in whole))


def no_room() -> Diagnostic:
    """Memory or disk are full."""
    return Diagnostic(
        "traces.no-room",
        Text("痕迹表太大，内存和临时文件夹的空间不够，未能算完。",
             "The table of traces is too large: memory and the temporary folder do not suffice."),
        help=Text("请清理磁盘空间，或把环境变量 TMPDIR 指到空间更大的磁盘，再运行一次。",
                  "Free some disk space, or point the environment variable TMPDIR to a larger disk; "
                  "then run it again."),
    )  # fmt: skip
