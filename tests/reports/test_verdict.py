"""When a report says that a set-up complies."""

from __future__ import annotations

from typing import Any

import pytest

from policy_engine.findings.report import Finding
from policy_engine.reports.verdict import complies
from tests.reports import makers

CASES: list[tuple[str, list[Finding], dict[str, Any], bool, bool]] = [
    ("nothing found", [], {}, True, True),
    ("only information", [makers.information()], {}, True, True),
    ("a warning is a condition", [makers.warning()], {}, True, False),
    ("a warning, although approved", [makers.warning()], {"outcome": "approved"}, True, False),
    ("conditions of the policy's own", [], {"outcome": "conditional"}, True, False),
    ("something blocks", [makers.over_cap()], {}, False, False),
    ("something blocks, although approved", [makers.over_cap()], {"outcome": "approved"}, False, False),
    ("what could not be judged blocks", [makers.incomplete()], {"outcome": "approved"}, False, False),
    ("rejected by the policy's own rule", [], {"outcome": "rejected"}, False, False),
    ("what blocks was waived", [makers.waived()], {}, True, True),
]


@pytest.mark.parametrize(("name", "findings", "changes", "block", "warn"), CASES)
def test_complying(
    name: str, findings: list[Finding], changes: dict[str, Any], block: bool, warn: bool
) -> None:
    report = makers.report(*findings, **changes)
    assert (complies(report, "block"), complies(report, "warn")) == (block, warn), name
