"""The shipped policies, ledgers and set-ups."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from policy_engine import Checker, Report

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
CASES = sorted(POLICIES.glob("*/cases/*.yaml"))
LEDGERS = sorted(POLICIES.glob("*/ledger/*.yaml"))
LAYERS = sorted(POLICIES.glob("*/*.yaml"))
COUNTIES = ("330105", "330503", "330522", "330782", "330803", "331004", "331081", "331122")

# One intended fault of a set-up, in the comment on its top: "#   U12  计入上限的岗位 87 个".
_FAULT = re.compile(r"^#   (\S+)  \S", re.MULTILINE)


@functools.cache
def _checker() -> Checker:
    return Checker(POLICIES)


@functools.cache
def report_on(case: Path) -> Report:
    """The report on a set-up, on its own date."""
    return _checker().check(case.read_bytes(), case.relative_to(ROOT).as_posix())


def found_in(report: Report) -> set[str]:
    """The codes of what was found; a county's own rules go by their ids."""
    return {finding.code for finding in report.findings}


def intended(case: Path) -> set[str]:
    """The faults that the set-up says it has."""
    return set(_FAULT.findall(case.read_text(encoding="utf-8")))
