"""Runs the command in a folder of its own, beside the shipped policies."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cli.forked import begin

ROOT = Path(__file__).resolve().parents[2]
CASES = {
    "approved.yaml": "330105-gongshu/cases/xiangfu-2024-complies.yaml",
    "conditional.yaml": "331004-luqiao/cases/lubei-2024-complies.yaml",
    "rejected.yaml": "331004-luqiao/cases/pengjie-2024-faults.yaml",
}


@dataclass(frozen=True)
class Run:
    """What a run left behind: exit code, standard output and standard error."""

    code: int
    shown: bytes
    said: bytes

    @property
    def out(self) -> str:
        return self.shown.decode()

    @property
    def error(self) -> str:
        return self.said.decode()


def lay_out(folder: Path) -> Path:
    """The shipped policies and three set-ups, one of each outcome."""
    (folder / "policies").symlink_to(ROOT / "policies", target_is_directory=True)
    for name, case in CASES.items():
        (folder / name).write_bytes((ROOT / "policies" / case).read_bytes())
    return folder


def run(
    *arguments: str, folder: Path, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> Run:
    """In a process of its own, with UTF-8 unless the environment says otherwise."""
    variables = os.environ | {"PYTHONIOENCODING": "utf-8"} | dict(environment or {})
    with (
        tempfile.TemporaryFile() as read,
        tempfile.TemporaryFile() as shown,
        tempfile.TemporaryFile() as said,
    ):
        read.write(given)
        read.seek(0)
        streams = [each.fileno() for each in (read, shown, said)]
        code = begin(arguments, folder, streams, variables).wait(timeout=60)
        shown.seek(0)
        said.seek(0)
        return Run(code, shown.read(), said.read())


def run_anew(
    *arguments: str, folder: Path, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> Run:
    """The same, with a Python of its own."""
    command = [sys.executable, "-m", "policy_engine_cli", *arguments]
    variables = os.environ | {"PYTHONIOENCODING": "utf-8"} | dict(environment or {})
    done = subprocess.run(
        command, cwd=folder, input=given, capture_output=True, env=variables, check=False, timeout=60
    )
    return Run(done.returncode, done.stdout, done.stderr)
