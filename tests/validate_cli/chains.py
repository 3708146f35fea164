"""Small folders of policies, laid out from base.yaml as a case changes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
BASE: dict[str, str] = yaml.load((HERE / "base.yaml").read_text("utf-8"), yaml.CSafeLoader)
CASES: list[dict[str, Any]] = yaml.load((HERE / "cases.yaml").read_text("utf-8"), yaml.CSafeLoader)
NATION, PROVINCE, COUNTY = BASE
_SHORT = {"$N": NATION, "$P": PROVINCE, "$C": COUNTY}


def full(name: str) -> str:
    """A name of a case with $N, $P or $C put in full."""
    for short, long in _SHORT.items():
        name = name.replace(short, long)
    return name


def files_of(case: dict[str, Any]) -> dict[str, str]:
    """Path → content: the base, with `files`, `move`, `replace` and `append` done to it in this order."""
    files = dict(BASE)
    for path, text in case.get("files", {}).items():
        files[full(path)] = BASE[full(text)] if text in _SHORT else text
    for before, after in case.get("move", []):
        files[full(after)] = files.pop(full(before))
    for path, pairs in case.get("replace", {}).items():
        for before, after in pairs:
            assert before in files[full(path)], f"{before!r} is not in {path}"
            files[full(path)] = files[full(path)].replace(before, after, 1)
    for path, text in case.get("append", {}).items():
        files[full(path)] += text
    return files


def lay_out(folder: Path, case: dict[str, Any]) -> None:
    """The files of a case, written below the folder."""
    for path, text in files_of(case).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
