"""Validating a folder of thousands of counties: against parsing alone, how it grows, what the cache saves."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from benchmarks.county_files import write_counties
from benchmarks.table import Row
from policy_engine.app.validate import validate

_COMPOSE_TIMES = 6.0
_CACHE_TIMES = 20.0
_GROWTH = 1.2


def validation(counties: int) -> list[Row]:
    """Each part in a process of its own, so that each has its own peak of memory."""
    if counties == 0:
        return []
    with tempfile.TemporaryDirectory(prefix="counties-") as folder:
        root = Path(folder) / "policies"
        quarter = Path(folder) / "quarter"
        files = write_counties(root, counties)
        fewer = write_counties(quarter, counties // 4)
        composed, _ = apart(_compose_all, root)
        some, some_memory = apart(_validate_all, quarter)
        cold, warm, edited, memory = apart(_with_cache, root, Path(folder) / "cache")
        whole, whole_memory = apart(_validate_all, root)
    del cold, memory
    growth = (whole / files) / (some / fewer)
    times = whole / composed
    saved = whole / edited
    return [
        Row(f"libyaml compose of {files} policy files", composed, "s"),
        Row(
            f"validating them: {files / whole:.0f} files per second",
            whole,
            "s",
            ratio=f"{times:.2f} × compose",
            target=f"≤ {_COMPOSE_TIMES:g} ×",
            met=times <= _COMPOSE_TIMES,
        ),
        Row(
            f"time per file, against {fewer} files",
            1000 * whole / files,
            "ms",
            ratio=f"{growth:.2f} ×",
            target=f"linear (≤ {_GROWTH:g} ×)",
            met=growth <= _GROWTH,
        ),
        Row("peak memory of validating a quarter", some_memory, "MB"),
        Row("peak memory of validating all", whole_memory, "MB"),
        Row("again, nothing edited, with the cache", warm, "s"),
        Row(
            "again, one file edited, with the cache",
            edited,
            "s",
            ratio=f"all takes {saved:.0f} ×",
            target=f"≥ {_CACHE_TIMES:g} ×",
            met=saved >= _CACHE_TIMES,
        ),
    ]


def apart(run: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a function in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(run, arguments)


def peak() -> float:
    """The most memory that this process has had, in MB. What getrusage tells begins with the peak of the
    process that started it."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("this system does not tell the peak of memory in /proc/self/status")


def _compose_all(root: Path) -> tuple[float, float]:
    data = [file.read_bytes() for file in sorted(root.rglob("*.yaml"))]
    begin = time.perf_counter()
    for each in data:
        yaml.compose(each, Loader=yaml.CSafeLoader)
    return time.perf_counter() - begin, peak()


def _validate_all(root: Path) -> tuple[float, float]:
    return _timed(root, None), peak()


def _with_cache(root: Path, cache: Path) -> tuple[float, float, float, float]:
    cold, warm = _timed(root, cache), _timed(root, cache)
    county = sorted(root.glob("*/2024-01-01.yaml"))[-1]
    county.write_text(county.read_text("utf-8") + "# edited\n", "utf-8")
    return cold, warm, _timed(root, cache), peak()


def _timed(root: Path, cache: Path | None) -> float:
    begin = time.perf_counter()
    made = validate([root], cache=cache)
    taken = time.perf_counter() - begin
    if made.outcome != "valid" or made.problems:
        raise AssertionError(f"the files made for this are not valid: {made.problems[:3]}")
    return taken
