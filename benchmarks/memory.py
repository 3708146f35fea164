"""Memory over many set-ups, in a process of its own: python -m benchmarks.memory.

Writes the resident memory in MB after a tenth of them and after all, as JSON.
Every set-up has bytes of its own, so that nothing could be kept by content.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.setups import complying, faulted
from policy_engine.app.check import Checker
from policy_engine.resources import shipped

# One of ten has mistakes; reports with findings cost most.
_FAULTED_ONE_IN = 10


def main(count: int) -> None:
    checker = Checker(shipped("policies"))
    good, bad = complying(), faulted()
    measured: list[float] = []
    for number in range(1, count + 1):
        data = bad[number % len(bad)] if number % _FAULTED_ONE_IN == 0 else good
        checker.check(data.replace(b"illustrative", b"illustrative %d" % number), f"{number}.json")
        if number in (count // 10, count):
            measured.append(_resident())
    print(json.dumps(measured))


def _resident() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell the resident memory in /proc/self/status")


if __name__ == "__main__":
    main(int(sys.argv[1]))
