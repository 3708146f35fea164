"""Batches as cases have them: some of the base's actions, changed, and checked one after the other."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policy_engine.app.check_actions import ActionChecker
from policy_engine.findings.report import Report
from tests.fixtures.counties import Documents, as_json, base, changed, policies_of, read
from tests.fixtures.patching import patched

BASE = read(Path(__file__).parent / "base.yaml")


def documents(case: Mapping[str, Any]) -> Documents:
    """The county and the roster of a case."""
    return changed(changed(base("full"), BASE), case)


def batch_of(case: Mapping[str, Any]) -> Any:
    """The case's actions, each `of` one of the base's and changed; ids go by their places."""
    actions = [
        {"id": f"A{place}", **patched(BASE["actions"][each["of"]], _changes(each))}
        for place, each in enumerate(case["actions"], start=1)
    ]
    return patched({**BASE["batch"], "actions": actions}, case.get("batch", {}))


def _changes(each: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in each.items() if name != "of"}


@functools.cache
def _checker(policies: Path) -> ActionChecker:
    return ActionChecker(policies)


def report_on(case: Mapping[str, Any]) -> Report:
    """The report on the case's batch."""
    county = documents(case)
    checker = _checker(policies_of(county))
    setups = [(county.data, "setup.json")]
    (report,) = checker.check(as_json(batch_of(case)), "actions.json", setups).reports.reports
    return report
