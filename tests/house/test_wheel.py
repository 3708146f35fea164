"""The wheel holds what the checkout holds, all of it and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from policy_engine.resources import Resource, shipped

from .checkout import ROOT, kept_files

INSTALLED_AS = {
    "policy_engine": "policy_engine",
    "cli": "policy_engine_cli",
    "policies": "policy_engine_policies",
    "schemas": "policy_engine_schemas",
}
NEEDED_TO_BUILD = {"pyproject.toml", "README.md", "LICENSE", "NOTICE"}
RESOURCES: tuple[Resource, ...] = ("policies", "schemas", "rulebook")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: setuptools writes into the tree that it builds from."""
    copy = tmp_path_factory.mktemp("copy")
    for path in kept_files():
        if path.parts[0] in INSTALLED_AS or str(path) in NEEDED_TO_BUILD or path.parts[0] == "tests":
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, copy / path)
    for folder in ("policy_engine", "policies"):
        (copy / folder / "__pycache__").mkdir(parents=True)
        (copy / folder / "__pycache__" / "left_over.pyc").write_bytes(b"")
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "pip", "wheel", ".", "--quiet", "--quiet", "--no-index"]
    command += ["--no-deps", "--no-build-isolation", "--wheel-dir", str(out)]
    run = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return next(out.glob("*.whl"))


def test_it_holds_the_packages_and_their_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = {
        str(PurePosixPath(INSTALLED_AS[path.parts[0]], *path.parts[1:]))
        for path in kept_files()
        if path.parts[0] in INSTALLED_AS
    }
    assert {"missing": sorted(expected - held), "too much": sorted(held - expected)} == {
        "missing": [],
        "too much": [],
    }, "name new packages and kinds of data files in pyproject.toml, [tool.setuptools]"


def test_it_carries_the_licence_and_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        about = {name.partition(".dist-info/")[2]: name for name in archive.namelist()}
        commands = archive.read(about["entry_points.txt"]).decode()
    assert {"licenses/LICENSE", "licenses/NOTICE"} <= about.keys()
    assert "policy-engine = policy_engine_cli.main:main" in commands


def test_installed_and_checkout_find_the_same_files(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    for resource in RESOURCES:
        installed = installed_folder(tmp_path, resource)
        assert installed.is_relative_to(tmp_path)
        data = data_files(shipped(resource))
        assert data
        assert data_files(installed) == data


def installed_folder(site: Path, resource: Resource) -> Path:
    """What the unpacked wheel answers, in a process of its own and outside the checkout."""
    code = f"from policy_engine.resources import shipped; print(shipped({resource!r}))"
    environment = os.environ | {"PYTHONPATH": str(site), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=True)
    return Path(run.stdout.strip())


def data_files(folder: Path) -> dict[str, bytes]:
    """Relative path → content of every YAML, JSON and CSV file below the folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".yaml", ".json", ".jsonl", ".csv"}
    }
