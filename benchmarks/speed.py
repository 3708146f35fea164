"""The comparison: from bytes, and from what has been read already."""

from __future__ import annotations

import gc
import json

from benchmarks.contender_zen import Zen
from benchmarks.contenders import Engine, same_answers, same_job
from benchmarks.measure import Timing, interleaved
from benchmarks.reference import Reference
from benchmarks.setups import complying, faulted
from benchmarks.table import Row
from policy_engine.app.check import Checker
from policy_engine.app.deciding import decide_case
from policy_engine.documents.load import load
from policy_engine.documents.setup import Setup
from policy_engine.resources import shipped

_AT_MOST, _AT_LEAST = 1.5, 3.0
_MS = 1000.0


def compare(turns: int) -> tuple[list[Row], str]:
    """The rows, and what was compared. Raises AssertionError where the answers differ."""
    engine, reference, other = Engine(), Reference(), Zen()
    agreed = same_job(engine, reference)
    same_answers(other, reference)
    # What is built once and kept is no work for the garbage collector in every run.
    gc.collect()
    gc.freeze()
    data = complying()
    about = (
        f"90 posts, 120 persons, {len(data) / 1000:.0f} kB of JSON; {agreed} findings agreed on beforehand"
    )
    return [*_from_bytes(engine, reference, other, data, turns), *_loaded(engine, reference, turns)], about


def _from_bytes(engine: Engine, reference: Reference, other: Zen, data: bytes, turns: int) -> list[Row]:
    took = interleaved(
        {
            "reference": lambda: reference.from_bytes(data),
            "engine": lambda: engine.from_bytes(data),
            "zen": lambda: other.from_bytes(data),
            "json.loads": lambda: json.loads(data),
            "load": lambda: load(Setup, data, "setup.json"),
        },
        turns,
    )
    ratio = took["engine"].median / took["reference"].median
    faster = took["zen"].median / took["engine"].median
    return [
        _row("bytes → findings: reference, plain Python over json.loads", took["reference"]),
        _row("  of which json.loads", took["json.loads"]),
        _row(
            "bytes → findings: engine", took["engine"],
            f"{ratio:.2f} × reference", f"≤ {_AT_MOST} × reference", ratio <= _AT_MOST,
        ),
        _row("  of which reading into the models, guarded", took["load"]),
        _row(
            "bytes → findings: zen-engine, 16 of the checks", took["zen"],
            f"{faster:.2f} × engine", f"≥ {_AT_LEAST:.0f} × engine", faster >= _AT_LEAST,
        ),
    ]  # fmt: skip


def _loaded(engine: Engine, reference: Reference, turns: int) -> list[Row]:
    data = complying()
    read, document = json.loads(data), load(Setup, data, "setup.json").document
    wrong = [(json.loads(each), load(Setup, each, "setup.json").document) for each in faulted()]
    took = interleaved(
        {
            "reference": lambda: reference.judge(read),
            "engine": lambda: engine.judge(document),
            "reference, wrong": lambda: [reference.judge(each) for each, _ in wrong],
            "engine, wrong": lambda: [engine.judge(each) for _, each in wrong],
        },
        turns,
    )
    ratio = took["engine"].median / took["reference"].median
    wrong_ratio = took["engine, wrong"].median / took["reference, wrong"].median
    return [
        _row("loaded → findings: reference", took["reference"]),
        _row(
            "loaded → findings: engine", took["engine"],
            f"{ratio:.2f} × reference", f"≤ {_AT_MOST} × reference", ratio <= _AT_MOST,
        ),
        _row(
            f"{len(wrong)} faulted set-ups, loaded → findings with figures and words: engine",
            took["engine, wrong"], f"{wrong_ratio:.2f} × reference",
        ),
    ]  # fmt: skip


def decision_and_report(turns: int) -> list[Row]:
    """The whole check with report and decision, and the decision network's share of it."""
    checker = Checker(shipped("policies"))
    rows = []
    for name, data in (("complying", complying()), ("faulted", faulted()[1])):
        examined = checker.examine(data, "setup.json")
        report, county = examined.report, examined.county
        took = interleaved(
            {
                "check": lambda data=data: checker.check(data, "setup.json"),  # type: ignore[misc]
                "decision": lambda county=county, report=report: decide_case(  # type: ignore[misc]
                    county, report.class_.id, report.township.form, report.findings
                ),
            },
            turns,
        )
        share = took["decision"].median / took["check"].median
        ms = took["decision"].median * _MS
        rows += [
            _row(f"bytes → report and decision, {name} ({len(report.findings)} findings)", took["check"]),
            _row("  of which the decision network", took["decision"], f"{share:.0%}", "≤ 1 ms", ms <= 1),
        ]
    return rows


def _row(name: str, took: Timing, ratio: str = "", target: str = "", met: bool | None = None) -> Row:
    return Row(name, took.median * _MS, "ms", took.fastest * _MS, ratio, target, met)
