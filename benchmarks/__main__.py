"""Measures the speed: python -m benchmarks (make bench). Takes about six minutes."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.actions import actions
from benchmarks.bench_traces import traces
from benchmarks.costs import building, memory, starting
from benchmarks.keeping import keeping
from benchmarks.speed import compare, decision_and_report
from benchmarks.table import Row, as_json, show
from benchmarks.validation import validation


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here, too")
    parser.add_argument("--turns", type=int, default=100, help="turns of each contender (default 100)")
    parser.add_argument(
        "--setups",
        type=int,
        default=10_000,
        help="set-ups of the memory test (default 10000; 0: leave it out)",
    )
    parser.add_argument(
        "--counties",
        type=int,
        default=3_000,
        help="county files of the tests of validation and lint (default 3000; 0: leave them out)",
    )
    parser.add_argument(
        "--traces",
        type=int,
        default=1_000_000,
        help="rows of the table of traces (default 1000000; 0: leave it out)",
    )
    options = parser.parse_args()
    rows: list[Row]
    rows, about = compare(options.turns)
    rows += decision_and_report(max(3, options.turns // 20))
    rows += actions(max(3, options.turns // 20))
    rows += building(5)
    rows += starting(15)
    if options.setups > 0:
        rows += memory(options.setups)
    rows += validation(options.counties)
    rows += keeping(options.counties, max(3, options.turns // 10))
    if options.traces > 0:
        rows += traces(options.traces)
    show(rows, about)
    if options.json is not None:
        options.json.write_text(as_json(rows, about), encoding="utf-8")


if __name__ == "__main__":
    main()
