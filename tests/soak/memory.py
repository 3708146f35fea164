"""How much memory this process holds."""

from __future__ import annotations

from pathlib import Path


def resident_kb() -> int:
    """Memory this process holds now, in kB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise AssertionError("this system does not report resident memory")
