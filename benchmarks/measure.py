"""Timing: contenders take turns, so that what else the machine does meets all of them."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Runs in a row before the next contender's turn: enough for its own data to be in the caches.
_RUNS_PER_TURN = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds."""

    median: float
    fastest: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Timing:
        return cls(statistics.median(seconds), min(seconds))


def interleaved(contenders: Mapping[str, Callable[[], Any]], turns: int) -> dict[str, Timing]:
    """A B C A B C …: the time of one run of each contender."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for run in contenders.values():
        run()  # whatever is made once and kept is no part of it
    for _ in range(turns):
        for name, run in contenders.items():
            for _ in range(_RUNS_PER_TURN):
                taken[name].append(seconds(run))
    return {name: Timing.of(times) for name, times in taken.items()}


def seconds(run: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def commands(contenders: Mapping[str, Sequence[str]], turns: int) -> dict[str, Timing]:
    """The same for commands. Raises CalledProcessError where one fails."""
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(turns):
        for name, command in contenders.items():
            taken[name].append(seconds(lambda command=command: _run(command)))  # type: ignore[misc]
    return {name: Timing.of(times) for name, times in taken.items()}


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands
