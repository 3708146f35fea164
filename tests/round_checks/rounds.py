"""Rounds as cases have them: the base round changed, sealed, and checked."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from policy_engine.app.check_round import RoundChecker
from policy_engine.documents.load import load
from policy_engine.documents.round import Round
from policy_engine.findings.report import Report
from policy_engine.procedures.log import seal
from tests.fixtures.counties import Documents, as_json, as_yaml, base, changed, policies_of, read
from tests.fixtures.patching import patched

HERE = Path(__file__).parent
BASE = read(HERE / "base.yaml")


@functools.cache
def _documents(changes: str) -> Documents:
    return changed(changed(base("full"), BASE), yaml.load(changes, yaml.CSafeLoader))


@functools.cache
def _policies(changes: str) -> Path:
    return policies_of(_documents(changes))


def round_of(case: Mapping[str, Any]) -> Any:
    """The case's round. It is sealed as it stands, unless `sealed` is false, and then `tampered` with."""
    document = patched(BASE["round"], case.get("round", {}))
    if case.get("sealed", True):
        document = _sealed(document)
    return patched(document, case.get("tampered", {}))


def _sealed(document: Any) -> Any:
    digests = seal(load(Round, as_json(document), "round.json").document)
    sealed = json.loads(as_json(document))
    for event, digest in zip(sealed["events"], digests.previous, strict=True):
        event["previous"] = digest
    return {**sealed, "last": digests.last}


@functools.cache
def _checker(policies: Path) -> RoundChecker:
    return RoundChecker(policies)


def report_on(case: Mapping[str, Any]) -> Report:
    """The report on the case's round."""
    around = {name: case[name] for name in ("policy", "setup", "later_version") if name in case}
    changes = as_yaml(around).decode()
    round_, county = as_json(round_of(case)), _documents(changes)
    checker = _checker(_policies(changes))
    return checker.check(round_, "round.json", county.data, "setup.json").report
