"""The native library is brought in and torn down without harm, each time in a process of its own."""

from __future__ import annotations

import subprocess
import sys

FIRST_USE = """
import sys
flags = sys.getdlopenflags()
from policy_engine.engines import rete
assert "durable" not in sys.modules
{before}
from tests.decision.makers import case, declaration
from policy_engine.diagnostics import UsageError
try:
    print(rete.decide(case(), declaration([])).outcome)
except UsageError as error:
    print(error.diagnostic.code)
assert sys.getdlopenflags() == flags
"""

# Every other case fails inside the network, whose rule set is then torn down.
TORN_DOWN = """
from policy_engine.engines.rete import DecisionError, decide
from tests.decision.makers import case, declaration
decision = declaration([{"id": "r", "for": {"f": "findings"}, "when": "f.code == 'U01'", "route": "a"}])
other = declaration([])
good, bad = case([{"code": "U01"}] * 9), case([{"code": "U01", "severity": "?"}])
from policy_engine.engines.rete_session import Session
fire = Session.fire
def fail(self, rules, fact):
    raise OverflowError
failed = 0
def resident_kb():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS:")).split()[1])
for n in range(600):
    if n == 60:
        warm = resident_kb()
    Session.fire = fail if n % 3 == 0 else fire
    try:
        decide(bad if n % 3 == 1 else good, decision)
    except DecisionError:
        failed += 1
    Session.fire = fire
    assert decide(good, other).outcome == "rejected"
assert resident_kb() - warm < 20_000   # what is left of each would be 130 kB
print(failed)
"""

# Fails after a waiver was posted, and before any action was started.
FAILED_BEFORE_ANY_ACTION = """
from policy_engine.engines.rete import DecisionError, decide
from tests.decision.makers import case, declaration
try:
    decide(case([{"code": "U01", "status": "?"}], [{"code": "U01", "subject": "P1"}]), declaration([]))
except DecisionError as error:
    print(error.diagnostic.code)
"""


def run(code: str) -> str:
    """What the code prints. A crash of the process fails the test with its signal."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return done.stdout.strip()


def test_the_library_is_imported_on_first_use_and_the_loader_flags_are_restored() -> None:
    assert run(FIRST_USE.format(before="")) == "approved"


def test_a_missing_library_is_named() -> None:
    assert run(FIRST_USE.format(before="sys.modules['durable'] = None")) == "engine.durable-missing"


def test_networks_that_failed_are_torn_down_without_harm_to_the_process() -> None:
    assert run(TORN_DOWN) == "400"


def test_a_case_that_fails_before_any_action_does_not_crash_the_process() -> None:
    assert run(FAILED_BEFORE_ANY_ACTION) == "decision.network-failed"
