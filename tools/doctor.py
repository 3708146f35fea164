"""Says in one sentence what this machine lacks, before anything is installed.

    python3 tools/doctor.py                    may the checkout be set up here?
    python3 tools/doctor.py --wheels-of FILE   do the wheels described by FILE fit here?
    python3 tools/doctor.py --describe         describe this Python, to make such a FILE

Exit code 0: nothing is missing; 1: the sentence says what is.
It may be run by whatever `python3` a machine has, so it uses the standard library
only and nothing that Python 3.8 does not understand.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import NamedTuple

OLDEST = "3.11"


class Machine(NamedTuple):
    """What matters about this machine. `compiler_fault` is empty when a file can be compiled."""

    python: str
    system: str
    architecture: str
    has_venv: bool
    has_headers: bool
    has_compiler: bool
    compiler_fault: str


class Lack(NamedTuple):
    """One missing thing and the Debian package that brings it."""

    zh: str
    en: str
    package: str


def look() -> Machine:
    """This machine as it is."""
    include = sysconfig.get_path("include")
    # An environment variable wins over what Python was built with: setuptools does the same.
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    has_headers = Path(include, "Python.h").is_file()
    has_compiler = shutil.which(compiler[0]) is not None
    return Machine(
        python=python_version(),
        system=platform.system(),
        architecture=platform.machine(),
        has_venv=all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
        has_headers=has_headers,
        has_compiler=has_compiler,
        compiler_fault=compile_fault(compiler, include) if has_headers and has_compiler else "",
    )


def python_version() -> str:
    """Such as "3.11": the part that decides which wheels fit."""
    return ".".join(platform.python_version_tuple()[:2])


def compile_fault(compiler: list[str], include: str) -> str:
    """The compiler's first complaint about a file that only includes Python's headers, or ""."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "probe.c")
        source.write_text("#include <Python.h>\n", encoding="ascii")
        command = [*compiler, "-I", include, "-c", str(source), "-o", str(Path(folder, "probe.o"))]
        run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if run.returncode == 0:
        return ""
    complaints = [line for line in run.stderr.splitlines() if "error" in line]
    return (complaints or [f"exit code {run.returncode}"])[0].strip()


def lacks_for_building(machine: Machine) -> list[Lack]:
    """What is missing to make a virtual environment and to compile durable-rules in it."""
    lacks = lacks_for_installing(machine)
    if not machine.has_headers:
        lacks.append(Lack("Python 头文件 Python.h", "Python's header files", "python3-dev"))
    if not machine.has_compiler:
        lacks.append(Lack("C 编译器", "a C compiler", "build-essential"))
    if machine.compiler_fault:
        lacks.append(
            Lack(
                f"可用的 C 编译环境（编译器报：{machine.compiler_fault}）",
                f"a working C compiler (it says: {machine.compiler_fault})",
                "build-essential",
            )
        )
    return lacks


def lacks_for_installing(machine: Machine) -> list[Lack]:
    """What is missing to make a virtual environment."""
    if machine.has_venv:
        return []
    return [Lack("Python 的 venv 模块", "Python's venv module", "python3-venv")]


def version_sentence(machine: Machine) -> str:
    """The sentence for a Python that is too old; "" when it is not."""
    if as_numbers(machine.python) >= as_numbers(OLDEST):
        return ""
    return (
        f"需要 Python {OLDEST} 或更高版本，本机的 python3 是 {machine.python}："
        f"请安装较新的 Python，再以“make PYTHON=python{OLDEST} demo”的方式指明。"
        f" Python {OLDEST} or newer is needed and this one is {machine.python}:"
        f" install a newer one and name it, as in `make PYTHON=python{OLDEST} demo`."
    )


def wheels_sentence(machine: Machine, made_for: dict[str, str]) -> str:
    """The sentence for wheels that were made for another kind of machine; "" when they fit."""
    here = describe(machine)
    if here == made_for:
        return ""
    return (
        f"本安装包为 Python {made_for['python']}（{made_for['system']} {made_for['architecture']}）制作，"
        f"本机是 Python {here['python']}（{here['system']} {here['architecture']}）："
        f"请改用与安装包一致的 Python（以“PYTHON=python{made_for['python']} sh install.sh”指明），"
        "或在同样的机器上用“make bundle”重新制作。"
        f" These wheels are made for Python {made_for['python']} on {made_for['system']}"
        f" {made_for['architecture']} and this is Python {here['python']} on {here['system']}"
        f" {here['architecture']}: use that Python, as in `PYTHON=python{made_for['python']} sh install.sh`,"
        " or make the bundle again with `make bundle` on a machine like this one."
    )


def lacks_sentence(lacks: list[Lack]) -> str:
    """One sentence that names everything missing and the packages to install; "" for nothing."""
    if not lacks:
        return ""
    packages = " ".join(dict.fromkeys(lack.package for lack in lacks))
    return (
        f"本机缺少{'、'.join(lack.zh for lack in lacks)}："
        f"请先安装（Debian、Ubuntu 等：sudo apt install {packages}），然后重试。"
        f" This machine lacks {', '.join(lack.en for lack in lacks)}:"
        f" install what is missing (on Debian and its kin: sudo apt install {packages}) and try again."
    )


def describe(machine: Machine) -> dict[str, str]:
    """The kind of machine that a set of wheels is made for."""
    return {"python": machine.python, "system": machine.system, "architecture": machine.architecture}


def as_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def verdict(machine: Machine, made_for: dict[str, str] | None) -> str:
    """The one sentence to say, or "" when everything needed is there."""
    if made_for is None:
        return version_sentence(machine) or lacks_sentence(lacks_for_building(machine))
    return wheels_sentence(machine, made_for) or lacks_sentence(lacks_for_installing(machine))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="what this machine lacks, in one sentence")
    parser.add_argument("--wheels-of", metavar="FILE", type=Path, help="check against a bundle's description")
    parser.add_argument("--describe", action="store_true", help="describe this Python as JSON")
    options = parser.parse_args(arguments)
    machine = look()
    if options.describe:
        print(json.dumps(describe(machine)))
        return 0
    made_for = json.loads(options.wheels_of.read_text(encoding="utf-8")) if options.wheels_of else None
    sentence = verdict(machine, made_for)
    if sentence:
        print(sentence, file=sys.stderr)
    return 1 if sentence else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
