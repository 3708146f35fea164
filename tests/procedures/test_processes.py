"""What only a process of its own can show: resuming after a kill, and crashes of the native library."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

# Replays the log in a file; when told to, it kills itself after the fourth entry.
REPLAY = """
import json, os, signal, sys
from policy_engine.documents.load import load
from policy_engine.documents.round import Round
from policy_engine.engines.chart import Run
from policy_engine.procedures.replay import replay_round
from tests.procedures.makers import five
take, taken = Run.take, []
def killing(self, *event):
    taken.append(event)
    if len(taken) == 4 and sys.argv[2] == "kill":
        take(self, *event)
        os.kill(os.getpid(), signal.SIGKILL)
    return take(self, *event)
Run.take = killing
with open(sys.argv[1], "rb") as file:
    replayed = replay_round(five(), load(Round, file.read(), "round").document)
print([turn.model_dump_json() for turn in replayed.turns], replayed.procedure, replayed.next)
"""
LOG = """
kind: round
jurisdiction: "331004"
township: "331004003"
as_of: 2024-09-02
number: 1号
promotes: false
events:
  - {step: announce, date: 2024-09-02}
  - {step: match, date: 2024-09-03}
  - {step: register, date: 2024-09-06}
  - {step: match, date: 2024-09-12}
  - {step: picnic, date: 2024-09-13}
"""

# The library frees memory that it never allocated when a state is deleted in which nothing was done.
NOTHING_DONE = """
from policy_engine.engines.chart import running
from policy_engine.procedures.replay import replay
from tests.procedures.makers import five
for n in range(50):
    assert replay(five(), []).next[0].step == "announce"
    try:
        with running(five().chart):
            raise LookupError
    except LookupError:
        pass
print("done")
"""

# Every other run fails inside the network, whose rule set is then torn down.
TORN_DOWN = """
from policy_engine.engines import chart
from policy_engine.engines.chart import ProcedureError, running
from tests.procedures.makers import five
from tests.soak.memory import resident_kb
definition, stand, failed = five().chart, chart._Chart._stand, 0
def fail(self, c, state):
    if state > 0:
        raise OverflowError
    stand(self, c, state)
for n in range(600):
    if n == 60:
        warm = resident_kb()
    chart._Chart._stand = fail if n % 2 else stand
    try:
        with running(definition) as run:
            run.take("picnic", False)
            run.take("announce", False)
    except ProcedureError:
        failed += 1
assert resident_kb() - warm < 20_000
print(failed)
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def printed(code: str, *arguments: str) -> str:
    """What the code prints. A crash of the process fails the test with its signal."""
    done = run(code, *arguments)
    assert done.returncode == 0, (done.returncode, done.stderr)
    return done.stdout.strip()


def test_a_killed_process_resumes_from_the_log_with_the_same_state(tmp_path: Path) -> None:
    log = tmp_path / "round.yaml"
    log.write_text(LOG, encoding="utf-8")
    undisturbed = printed(REPLAY, str(log), "live")
    assert run(REPLAY, str(log), "kill").returncode == -signal.SIGKILL
    assert log.read_text(encoding="utf-8") == LOG
    assert printed(REPLAY, str(log), "live") == undisturbed
    assert "state='match'" in undisturbed


def test_a_run_in_which_nothing_was_done_does_not_crash() -> None:
    assert printed(NOTHING_DONE) == "done"


def test_charts_that_failed_are_torn_down_without_harm_to_the_process() -> None:
    assert printed(TORN_DOWN) == "300"


def test_a_missing_library_is_named() -> None:
    code = """
import sys
sys.modules["durable"] = None
from policy_engine.diagnostics import UsageError
from policy_engine.procedures.replay import replay
from tests.procedures.makers import five
try:
    replay(five(), [])
except UsageError as error:
    print(error.diagnostic.code)
"""
    assert printed(code) == "engine.durable-missing"
