"""Finds the Pythons to test with: prints one line "3.12=/path/to/python" for each that starts.

A version that is not found is named on standard error, so that nobody takes
"tested with what there was" for "tested with all". Exit code 1: none was found.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13")


def candidates(version: str) -> Iterator[str]:
    """Every `python3.x` on the search path, then what pyenv keeps but does not activate."""
    for folder in os.get_exec_path():
        found = shutil.which(f"python{version}", path=folder)
        if found:
            yield found
    if shutil.which("pyenv"):
        for kept in output("pyenv", "versions", "--bare").split():
            if kept.startswith(f"{version}."):
                yield str(Path(output("pyenv", "prefix", kept)) / "bin" / "python")


def output(*command: str) -> str:
    """What the command prints; "" when it cannot be started or fails (a pyenv shim may)."""
    try:
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""


def starts(python: str, version: str) -> bool:
    """Whether it really is that version when run: a shim that exists need not start."""
    return output(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])") == version


def find(version: str) -> str | None:
    """The path of the first interpreter of that version that starts."""
    return next((python for python in candidates(version) if starts(python, version)), None)


def main() -> int:
    found = {version: find(version) for version in VERSIONS}
    for version, python in found.items():
        if python is None:
            print(f"Python {version}：本机没有，未测试。 not on this machine, not tested.", file=sys.stderr)
        else:
            print(f"{version}={python}")
    return 0 if any(found.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
