"""Pairs of policies laid out from the base of tests/policy_checks, as a case changes each of them."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from policy_engine.diff.compare import compare
from policy_engine.diff.model import Change
from policy_engine.policyset.in_force import Chains, PolicyInForce
from policy_engine.policyset.repository import Repository
from tests.policy_checks.chains import COUNTY, lay_out

CASES = Path(__file__).parent / "cases"
SHIPPED = Path(__file__).parents[2] / "policies"
DAY = datetime.date(2024, 6, 1)
_FOLDERS = tempfile.TemporaryDirectory(prefix="policies-compared-")
MIRRORED = {"added": "removed", "removed": "added", "tighter": "looser", "looser": "tighter"}


def cases() -> list[dict[str, Any]]:
    """Every case of every file, in order."""
    return [
        case
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    ]


_KNOWN: dict[str, Path] = {}


def laid_out(changes: Mapping[str, Any]) -> Path:
    """A folder of policies: the base with the changes of each document, by its name. Made once."""
    key = json.dumps(changes, sort_keys=True, default=str)
    if key not in _KNOWN:
        root = Path(tempfile.mkdtemp(dir=_FOLDERS.name))
        lay_out(root, changes)
        _KNOWN[key] = root
    return _KNOWN[key]


def in_force(root: Path, code: str = COUNTY, on: datetime.date = DAY) -> PolicyInForce:
    return Chains(Repository(root)).in_force(code, on)


def base_with(changes: Mapping[str, Any] | None, code: str = COUNTY) -> PolicyInForce:
    return in_force(laid_out(changes or {}), code)


def found(changes: Sequence[Change]) -> list[list[str]]:
    """Path, kind and direction of each change."""
    return [[change.path, change.kind, change.direction] for change in changes]


def mirrored(changes: Sequence[Change]) -> list[list[str]]:
    """What is to be found the other way round, in any order."""
    return sorted(
        [
            change.path_a,
            MIRRORED.get(change.kind, change.kind),
            MIRRORED.get(change.direction, change.direction),
        ]
        for change in changes
    )


def assert_symmetric(a: PolicyInForce, b: PolicyInForce, class_map: Mapping[str, str]) -> tuple[Change, ...]:
    """The changes from a to b, once the way back has shown the same turned round."""
    there = compare(a, b, class_map)
    back = compare(b, a, {target: source for source, target in class_map.items()})
    assert sorted(found(back)) == mirrored(there)
    return there
