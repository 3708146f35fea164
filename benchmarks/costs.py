"""What is paid once, or never grows: building programs, starting the command, memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import Timing, commands, seconds
from benchmarks.reference_policy import COUNTY, TOWNSHIP, Policy
from benchmarks.setups import AS_OF
from benchmarks.table import Row
from policy_engine.app.counties import Counties
from policy_engine.divisions import division_form
from policy_engine.program.fold import Township
from policy_engine.program.standard import standard_program
from policy_engine.resources import shipped

_MS = 1000.0
# What takes long to import; `--version` needs none of it.
_HEAVY = ("pydantic", "yaml", "jsonschema", "lark", "durable", "rich", "policy_engine.documents.setup")
_GROWTH_ALLOWED = 0.02
# It complies, so that the command ends well.
_SETUP = "330105-gongshu/cases/xiangfu-2024-complies.yaml"


def building(turns: int) -> list[Row]:
    """Typing the rulebook once per process; a county's program once per policy in force."""
    typed, built = [], []
    for _ in range(turns):
        standard_program.cache_clear()
        typed.append(seconds(standard_program))
        built.append(seconds(_build))
    return [
        _row("reading and typing the rulebook, once per process", Timing.of(typed)),
        _row("a county's program, from its policy files to compiled code", Timing.of(built)),
    ]


def _build() -> None:
    county = Counties(shipped("policies")).on(COUNTY, AS_OF)
    form = division_form(TOWNSHIP)
    assert form is not None  # noqa: S101
    county.compiled(Township(Policy().class_, form))


def starting(turns: int) -> list[Row]:
    """`--version` and the check of one set-up beside an empty Python."""
    command = str(Path(sys.executable).with_name("policy-engine"))
    one_setup = [command, "check", str(shipped("policies") / _SETUP), "--policies", str(shipped("policies"))]
    took = commands(
        {"python": [sys.executable, "-c", "pass"], "version": [command, "--version"], "check": one_setup},
        turns,
    )
    imported = _imported_by_version()
    return [
        _row("python -c pass", took["python"]),
        _row(
            "policy-engine --version", took["version"],
            f"{took['version'].median / took['python'].median:.2f} × python",
            "imports nothing heavy", not imported,
        ),
        _row(
            "policy-engine check of one set-up", took["check"],
            f"{took['check'].median / took['python'].median:.0f} × python",
        ),
        *(Row(f"  imports {name}", 1, "module") for name in imported),
    ]  # fmt: skip


def _imported_by_version() -> list[str]:
    script = (
        "import sys\n"
        "from policy_engine_cli.main import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        f"print(*[name for name in {_HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)  # noqa: S603
    return done.stderr.split()


def memory(count: int) -> list[Row]:
    """Resident memory after a tenth of the set-ups and after all of them."""
    command = [sys.executable, "-m", "benchmarks.memory", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    early, late = json.loads(done.stdout)
    growth = late / early - 1
    return [
        Row(f"resident memory after {count // 10:,} set-ups", early, "MB"),
        Row(
            f"resident memory after {count:,} set-ups", late, "MB", None,
            f"{growth:+.1%}", f"flat: ≤ {_GROWTH_ALLOWED:+.0%}", growth <= _GROWTH_ALLOWED,
        ),
    ]  # fmt: skip


def _row(name: str, took: Timing, ratio: str = "", target: str = "", met: bool | None = None) -> Row:
    return Row(name, took.median * _MS, "ms", took.fastest * _MS, ratio, target, met)
