"""Cases of batches: what is judged, and what the product says of it."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from policy_engine.app.check_actions import ActionChecker
from policy_engine.findings.report import Report
from policy_engine.program.standard import standard_program
from tests.fixtures.counties import Documents, as_json, base, changed, policies_of, read
from tests.fixtures.patching import patched
from tests.round_checks.judged import Judged, judging

HERE = Path(__file__).parent
BASE = read(HERE / "base.yaml")
# Those of other files have their cases elsewhere.
RULES = {rule.id: rule for judges in ("action", "roster") for rule in standard_program(judges).rules}
RULES = {id_: rule for id_, rule in RULES.items() if rule.code.startswith("P")}
_KEYS = {
    "case", "actions", "as_of", "whole_county", "elsewhere",  # judged
    "setup", "policy", "ledger", "later_version",  # what it is judged on
    "finds", "rules", "outcome", "done", "used_up", "pools",  # expected
}  # fmt: skip


@dataclass(frozen=True)
class Examined:
    """What the product says, and all that was judged on the way."""

    report: Report
    judged: Judged


def cases() -> list[dict[str, Any]]:
    """All cases, in the order of the files. A key that no runner reads is refused."""
    found: list[dict[str, Any]] = [
        case for file in sorted((HERE / "cases").glob("*.yaml")) for case in read(file)
    ]
    for case in found:
        if unknown := set(case) - _KEYS:
            raise ValueError(f"{case.get('case')}: unknown keys {sorted(unknown)}")
    return found


@functools.cache
def start() -> Documents:
    """The township and its county before a case changes them."""
    return changed(base(BASE["base"]), BASE["changes"])


def batch_of(case: dict[str, Any]) -> bytes:
    """The case's actions as JSON; each has an id by its place unless the case gives one."""
    actions = [
        {"id": f"A{place}", **BASE["action"], **action}
        for place, action in enumerate(case["actions"], start=1)
    ]
    written = {**BASE["batch"], "actions": actions}
    return as_json({**written, "as_of": case.get("as_of", written["as_of"])})


def setups_of(documents: Documents, case: dict[str, Any]) -> list[tuple[bytes, str]]:
    """The township's set-up; for `whole_county` those of all others too, nearly all without anybody.

    `elsewhere` is what the case changes in all the others.
    """
    found = [(documents.data, "setup.json")]
    if not case.get("whole_county"):
        return found
    small = base("small").setup
    for code in documents.policy["classification"]["townships"]:
        if code == documents.setup["township"]["code"]:
            continue
        other = patched(small, {"set": {"township.code": code}})
        if code != small["township"]["code"]:
            other |= {"persons": [], "assignments": []}
        found.append((as_json(patched(other, case.get("elsewhere", {}))), f"{code}.json"))
    return found


def examined(case: dict[str, Any]) -> Examined:
    """What the product says of the batch, for the township of the base."""
    documents = changed(start(), case)
    checker = _checker(policies_of(documents))
    with judging(pytest.MonkeyPatch()) as judged:
        result = checker.check(batch_of(case), "batch.json", setups_of(documents, case))
    report = next(r for r in result.reports.reports if r.setup and r.setup.path == "setup.json")
    return Examined(report, judged)


@functools.cache
def _checker(policies: Path) -> ActionChecker:
    return ActionChecker(policies)


def named(found: Iterable[dict[str, Any]]) -> list[Any]:
    """One test each, named by its sentence."""
    return [pytest.param(case, id=case["case"]) for case in found]
