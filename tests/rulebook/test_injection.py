"""One injected fault in a shipped, complying set-up gives exactly the codes that it should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.counties import Documents, base, changed, report_on
from tests.rulebook.data import cases, named

FAULTS = cases(Path(__file__).parent / "injection.yaml")


def codes(documents: Documents) -> set[str]:
    return {finding.code for finding in report_on(documents).findings}


@pytest.mark.parametrize("name", sorted({fault["base"] for fault in FAULTS}))
def test_the_shipped_set_up_complies_without_a_fault(name: str) -> None:
    report = report_on(base(name))
    assert report.outcome != "rejected"
    # 路北街道 meets the version of 2024, and is told of the one of 2025.
    assert [finding.code for finding in report.findings] == (["U33"] if name == "lubei" else [])


@pytest.mark.parametrize("fault", named(FAULTS))
def test_the_fault_gives_exactly_these_codes(fault: dict[str, Any]) -> None:
    sound = base(fault["base"])
    assert codes(changed(sound, fault)) - codes(sound) == set(fault["codes"])


def test_there_is_a_fault_for_every_published_code() -> None:
    caught = {code for fault in FAULTS for code in fault["codes"]}
    assert caught == {f"U{number:02}" for number in range(1, 34)}
