"""What is missing is said in one sentence, before anything is installed."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import doctor

from .checkout import ROOT

CASES = yaml.load((Path(__file__).parent / "doctor.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
COMPLETE = doctor.Machine(
    python="3.12",
    system="Linux",
    architecture="x86_64",
    has_venv=True,
    has_headers=True,
    has_compiler=True,
    compiler_fault="",
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_sentence(case: dict[str, Any]) -> None:
    sentence = doctor.verdict(COMPLETE._replace(**case["machine"]), case.get("wheels_of"))
    assert bool(sentence) == bool(case["says"])
    assert "\n" not in sentence
    assert [words for words in case["says"] if words not in sentence] == []
    assert [words for words in case.get("silent_about", []) if words in sentence] == []


def test_this_machine_which_runs_the_tests_lacks_no_venv() -> None:
    assert doctor.lacks_for_installing(doctor.look()) == []


def test_a_missing_ensurepip_counts_as_a_missing_venv_module(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name))
    assert not doctor.look().has_venv


def test_missing_headers_are_seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    assert not doctor.look().has_headers


def test_a_compiler_that_is_not_there_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "/nowhere/cc")
    assert not doctor.look().has_compiler


def test_a_compiler_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    compiler = script(tmp_path / "cc", "echo 'probe.c:1: fatal error: stdio.h missing' >&2; exit 1")
    monkeypatch.setenv("CC", f"{compiler} -pthread")
    (tmp_path / "Python.h").touch()
    monkeypatch.setattr(sysconfig, "get_path", lambda _name: str(tmp_path))
    assert doctor.look().compiler_fault == "probe.c:1: fatal error: stdio.h missing"


def test_an_old_python_can_read_the_doctor_to_the_end() -> None:
    source = Path(doctor.__file__).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))


def test_make_stops_before_it_makes_anything(tmp_path: Path) -> None:
    environment = os.environ | {"CC": "/nowhere/cc"}
    run = subprocess.run(
        ["make", "setup", f"VENV={tmp_path / 'venv'}"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode != 0
    assert "sudo apt install build-essential" in run.stderr
    assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("command", ["demo", "test", "lint"])
def test_make_without_any_python_says_what_to_install(command: str, tmp_path: Path) -> None:
    run = subprocess.run(
        ["make", command, "PYTHON=no-such-python", f"VENV={tmp_path / 'venv'}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode != 0
    assert "sudo apt install python3 python3-venv python3-dev" in run.stderr


def test_a_bundle_for_another_python_installs_nothing(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for name in ("doctor.py", "install.sh"):
        (bundle / name).write_bytes((ROOT / "tools" / name).read_bytes())
    made_for = doctor.describe(doctor.look()) | {"python": "3.99"}
    (bundle / "made-for.json").write_text(json.dumps(made_for), encoding="utf-8")
    run = subprocess.run(
        ["sh", str(bundle / "install.sh"), "installed"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "PYTHON=python3.99 sh install.sh" in run.stderr
    assert not (tmp_path / "installed").exists()


def test_a_bundle_never_overwrites_a_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    run = subprocess.run(
        ["sh", str(ROOT / "tools" / "install.sh"), "letters"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "letters" in run.stderr


def script(path: Path, body: str) -> Path:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path
