"""Whether a report says that the set-up complies."""

from __future__ import annotations

from typing import Literal

from policy_engine.findings.report import Report

FailOn = Literal["block", "warn"]


def complies(report: Report, fail_on: FailOn = "block") -> bool:
    """False when anything not waived is at or above `fail_on`.

    What could not be judged counts as blocking. The outcome and the findings
    must both allow it: neither alone is taken for a "complies".
    """
    strict = fail_on == "warn"
    if report.outcome == "rejected" or (strict and report.outcome != "approved"):
        return False
    unwaived = [finding for finding in report.findings if finding.status != "waived"]
    failing = ("block", "warn") if strict else ("block",)
    return not any(f.status == "incomplete" or f.severity in failing for f in unwaived)
