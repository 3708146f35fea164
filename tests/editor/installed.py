"""The pinned yaml-language-server, installed once into .cache/ of the checkout.

package.json and package-lock.json beside this file say which; the lock has the
packages' checksums and no addresses, so that npm asks the registry that the
machine is configured for.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
_FILES = ("package.json", "package-lock.json")
_INSTALL = (
    "npm",
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--fetch-retries=0",
    "--prefer-offline",
)
_INSTALL_WITHIN = 60  # seconds
# npm's codes for "the registry cannot be reached, or does not give it". All else is a failure, a wrong
# checksum above all.
_NO_WAY = re.compile(
    r"\bcode (ENOTFOUND|EAI_AGAIN|ECONN\w+|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED"
    r"|\w*CERT\w*|E[45]\d\d)\b"
)
_OLDEST_NODE = 18


class NotAvailableError(Exception):
    """The language server cannot run on this machine; says why."""


def language_server_command() -> list[str]:
    """How to start the server. Raises NotAvailableError, and CalledProcessError when npm fails otherwise."""
    missing = [program for program in ("node", "npm") if shutil.which(program) is None]
    if missing:
        raise NotAvailableError(f"{' and '.join(missing)} not found: Node.js is not installed")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").partition(".")[0]) < _OLDEST_NODE:
        raise NotAvailableError(f"Node.js {version} is too old, {_OLDEST_NODE} is needed")
    content = b"".join((FOLDER / name).read_bytes() for name in _FILES)
    place = ROOT / ".cache" / f"yaml-language-server-{hashlib.sha256(content).hexdigest()[:12]}"
    if not place.is_dir():
        _install(place)
    program = place / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
    return ["node", str(program), "--stdio"]


def _install(place: Path) -> None:
    """Beside its place first: another process may be installing too, and one of them may be stopped."""
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as made:
        ready = Path(made) / "ready"
        ready.mkdir()
        for name in _FILES:
            shutil.copy(FOLDER / name, ready)
        _run_npm(ready)
        try:
            os.rename(ready, place)
        except OSError:
            if not place.is_dir():  # else another process was quicker
                raise


def _run_npm(folder: Path) -> None:
    try:
        subprocess.run(
            _INSTALL, cwd=folder, capture_output=True, text=True, check=True, timeout=_INSTALL_WITHIN
        )
    except subprocess.TimeoutExpired as error:
        raise NotAvailableError(f"npm did not finish within {_INSTALL_WITHIN} s") from error
    except subprocess.CalledProcessError as error:
        code = _NO_WAY.search(error.stderr)
        if code is None:
            error.add_note(error.stderr)
            raise
        raise NotAvailableError(f"npm does not get it from its registry ({code[1]})") from error
