"""Small folders of policies, laid out from base.yaml as a case changes it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from policy_engine.app.issue import issue
from tests.fixtures.counties import as_yaml, read
from tests.fixtures.patching import patched
from tests.issuing.hands import do
from tests.issuing.offices import MARK, nothing_blocks

HERE = Path(__file__).parent
BASE: Mapping[str, Any] = read(HERE / "base.yaml")
COUNTY = BASE["county"]["document"]["jurisdiction"]
# Laid out in every case. The others only where a case names them.
ALWAYS = ("nation", "province", "county")
LATER = "@"


def lay_out(root: Path, changes: Mapping[str, Any]) -> dict[str, str]:
    """Write the chain below the folder; the name of each file as cases have it, by its path.

    `changes` gives what is different in a document, by its name; `county@2025-01-01` is one more
    version, of that day. Raises KeyError for a name that base.yaml does not have.
    """
    names: dict[str, str] = {}
    for name in (*ALWAYS, *(each for each in changes if each not in ALWAYS)):
        path, document = _document(name, changes.get(name) or {}, city="city" in changes)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(as_yaml(document))
        names[(root / path).as_posix()] = name
    return names


def laid_out(root: Path, case: Mapping[str, Any]) -> dict[str, str]:
    """The chain of a case with what was done to it: files issued, and changed by hands (tests/issuing)."""
    names = lay_out(root, case.get("chain", {}))
    files = {name: Path(path) for path, name in names.items()}
    date = case.get("issued_on", MARK.date)
    for name in case.get("issue", []):
        issue(root, files[name], number=MARK.number, by=MARK.by, date=date, blocking=nothing_blocks)
    for step in case.get("hands", []):
        do(root, step)
    return names


@cache
def _version(name: str, day: str) -> Any:
    """A later version of a document of the base, that says how it deals with the earlier one."""
    changes: dict[str, Any] = {"effective.from": datetime.date.fromisoformat(day)}
    if name != "ledger":
        changes |= {"version": f"{day[:4]}.1", "transition": {"until": None, "text": None}}
    return patched(BASE[name]["document"], {"set": changes})


def _document(name: str, changes: Mapping[str, Any], *, city: bool) -> tuple[Path, Any]:
    of, _, day = name.partition(LATER)
    document = _version(of, day) if day else BASE[of]["document"]
    if city and of in ("county", "neighbour"):
        document = patched(document, {"set": {"parent": BASE["city"]["document"]["jurisdiction"]}})
    document = patched(document, changes)
    first = document.get("effective", document.get("有效期"))["from"]
    return Path(BASE[of]["folder"]) / f"{day or first}.yaml", document
