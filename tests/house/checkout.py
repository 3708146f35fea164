"""What the tests of the house know about the checkout they stand in."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def kept_files() -> list[Path]:
    """Every file that is or would be committed, relative to the checkout, sorted."""
    # A checkout may belong to another user than the one who runs the tests.
    git = ["git", "-c", "safe.directory=*"]
    listing = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run([*git, *listing], cwd=ROOT, capture_output=True, text=True, check=True)
    named = sorted({Path(name) for name in run.stdout.split("\0") if name})
    return [path for path in named if (ROOT / path).is_file()]
