"""Keeping policies: linting thousands of files, comparing two counties, and two hundred."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.county_files import write_counties
from benchmarks.measure import interleaved, seconds
from benchmarks.table import Row
from benchmarks.validation import apart, peak
from policy_engine.app.diff import compared
from policy_engine.app.diff_sides import sides_of
from policy_engine.app.diff_targets import Targets
from policy_engine.app.lint import lint
from policy_engine.resources import shipped

_SMALLER = 10
_CACHE_TIMES = 10.0
_GROWTH = 1.2
_DIFF_TIMES = 2.0
_PAIR = ("331004", "330105")
_COLUMNS = 200
_TABLE_SECONDS = 10.0


def keeping(counties: int, turns: int) -> list[Row]:
    """Each part in a process of its own, so that each has its own peak of memory."""
    rows = _differing(turns)
    if counties == 0:
        return rows
    with tempfile.TemporaryDirectory(prefix="counties-") as folder:
        root, fewer_root = Path(folder) / "policies", Path(folder) / "fewer"
        files = write_counties(root, counties)
        fewer = write_counties(fewer_root, max(1, counties // _SMALLER))
        some, _, some_memory = apart(_lint, fewer_root, Path(folder) / "cache-of-fewer")
        whole, again, memory = apart(_lint, root, Path(folder) / "cache")
        columns = sorted(path.name[:6] for path in root.glob("*-county"))[:_COLUMNS]
        table, _ = apart(_matrix, root, columns)
    growth = (whole / files) / (some / fewer)
    saved = whole / again
    return [
        *rows,
        Row(
            f"a table of {len(columns)} counties",
            table,
            "s",
            target=f"≤ {_TABLE_SECONDS:g} s",
            met=table <= _TABLE_SECONDS,
        ),
        Row(f"validating and linting {files} files: {files / whole:.0f} files per second", whole, "s"),
        Row(
            f"time per file, against {fewer} files",
            1000 * whole / files,
            "ms",
            ratio=f"{growth:.2f} ×",
            target=f"linear (≤ {_GROWTH:g} ×)",
            met=growth <= _GROWTH,
        ),
        Row(f"peak memory of linting {fewer} files", some_memory, "MB"),
        Row(f"peak memory of linting {files} files", memory, "MB"),
        Row(
            "again, nothing edited, with the cache",
            again,
            "s",
            ratio=f"all takes {saved:.0f} ×",
            target=f"≥ {_CACHE_TIMES:g} ×",
            met=saved >= _CACHE_TIMES,
        ),
    ]


def _differing(turns: int) -> list[Row]:
    """Comparing two counties, reading their files included, beside reading them."""
    took = interleaved({"load": _load, "diff": _diff}, turns)
    times = took["diff"].median / took["load"].median
    return [
        Row("loading two counties, all layers merged", 1000 * took["load"].median, "ms"),
        Row(
            "comparing them, loading included",
            1000 * took["diff"].median,
            "ms",
            ratio=f"{times:.2f} × loading",
            target=f"≤ {_DIFF_TIMES:g} ×",
            met=times <= _DIFF_TIMES,
        ),
    ]


def _load() -> None:
    with Targets(shipped("policies")) as targets:
        sides, failed = sides_of(targets, _PAIR)
    if failed or len(sides) != len(_PAIR):
        raise AssertionError(f"the shipped policies cannot be read: {failed}")


def _diff() -> None:
    with Targets(shipped("policies")) as targets:
        comparison = compared(targets, _PAIR)
    if comparison.made is None:
        raise AssertionError(f"the shipped policies cannot be compared: {comparison.failed}")


def _matrix(root: Path, columns: list[str]) -> tuple[float, float]:
    def table() -> None:
        with Targets(root) as targets:
            comparison = compared(targets, columns)
        if comparison.made is None:
            raise AssertionError(f"the files made for this cannot be compared: {comparison.failed[:3]}")

    return seconds(table), peak()


def _lint(root: Path, cache: Path) -> tuple[float, float, float]:
    """Seconds at first and again, and the peak of memory at first."""

    def run() -> None:
        found = lint([root], cache=cache)
        if found.outcome != "valid":
            raise AssertionError(f"the files made for this are not valid: {found.problems[:3]}")

    first = seconds(run)
    memory = peak()
    return first, seconds(run), memory
