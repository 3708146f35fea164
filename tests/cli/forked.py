"""Commands in processes of their own, without each of them starting a Python of its own.

They are forked from one process that has loaded the command, and begin as Python begins a program: with
their own folder, environment and standard streams, in the encoding that the environment says. They end
as a program ends, too.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

# Elsewhere each command starts a Python of its own after all.
AVAILABLE = hasattr(os, "fork") and hasattr(socket, "send_fds")
_LONGEST = 1 << 20

_SERVER = f"""\
import gc, importlib, io, json, os, pkgutil, runpy, socket, sys
import policy_engine_cli
from policy_engine.program.standard import standard_program
for module in pkgutil.iter_modules(policy_engine_cli.__path__):
    if module.name != "__main__":
        importlib.import_module("policy_engine_cli." + module.name)

def stream(number, mode):
    name, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    errors = "backslashreplace" if number == 2 else errors or "strict"
    raw = open(number, mode + "b", buffering=-1, closefd=False)
    # Of a terminal each line is shown at once; of standard error always.
    at_once = number == 2 or raw.isatty()
    return io.TextIOWrapper(raw, encoding=name or "utf-8", errors=errors, line_buffering=at_once)

standard_program("setup")
gc.freeze()
asked = socket.socket(fileno=int(sys.argv[1]))
while True:
    request, streams, _, _ = socket.recv_fds(asked, {_LONGEST}, 3)
    if not request:
        sys.exit()
    child = os.fork()
    if child == 0:
        break
    for each in streams:
        os.close(each)
    asked.send(str(child).encode() + b"\\n")
    asked.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode() + b"\\n")

asked.close()
for number, each in enumerate(streams):
    os.dup2(each, number)
    os.close(each)
wanted = json.loads(request)
os.environ.clear()
os.environ.update(wanted["environment"])
os.chdir(wanted["folder"])
sys.path[0] = wanted["folder"]
sys.argv[:] = ["policy_engine_cli", *wanted["arguments"]]
for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
    setattr(sys, name, stream(number, mode))
    setattr(sys, f"__{{name}}__", getattr(sys, name))
runpy.run_module("policy_engine_cli", run_name="__main__", alter_sys=True)
"""


class _Server:
    """The process that forks; one command at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asked = ours
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVER, str(theirs.fileno())], pass_fds=[theirs.fileno()]
        )
        theirs.close()
        atexit.register(self.end)

    def end(self) -> None:
        self._asked.close()
        self._process.wait(timeout=20)

    def begin(self, request: bytes, streams: Sequence[int]) -> int:
        """The number of the process."""
        socket.send_fds(self._asked, [request], streams)
        return int(self._asked.recv(_LONGEST))

    def code(self, process: int, timeout: float) -> int:
        """The exit code, when it has ended; one that does not is ended."""
        self._asked.settimeout(timeout)
        try:
            return int(self._asked.recv(_LONGEST))
        except TimeoutError:
            os.kill(process, signal.SIGKILL)
            self._asked.settimeout(None)
            self._asked.recv(_LONGEST)
            raise
        finally:
            self._asked.settimeout(None)


@functools.cache
def _server() -> _Server:
    return _Server()


class Running(Protocol):
    """A command that was begun; `wait` gives its exit code, and raises TimeoutError or TimeoutExpired."""

    def wait(self, timeout: float) -> int: ...


class _Forked:
    def __init__(self, server: _Server, process: int) -> None:
        self._server, self._process = server, process

    def wait(self, timeout: float) -> int:
        return self._server.code(self._process, timeout)


def begin(
    arguments: Sequence[str], folder: Path, streams: Sequence[int], environment: Mapping[str, str]
) -> Running:
    """`policy-engine` with these arguments, on three open streams."""
    if not AVAILABLE:
        command = [sys.executable, "-m", "policy_engine_cli", *arguments]
        read, shown, said = streams
        return subprocess.Popen(
            command, cwd=folder, stdin=read, stdout=shown, stderr=said, env=dict(environment)
        )
    request = {"arguments": arguments, "folder": str(folder), "environment": dict(environment)}
    return _Forked(_server(), _server().begin(json.dumps(request).encode(), streams))
