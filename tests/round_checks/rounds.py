"""Rounds as cases have them: the base round changed, sealed, and checked."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policy_engine.app.check_round import RoundChecker
from policy_engine.documents.load import load
from policy_engine.documents.round import Round
from policy_engine.findings.report import Report
from policy_engine.procedures.log import seal
from tests.fixtures.counties import Documents, as_json, base, changed, policies_of, read
from tests.fixtures.patching import patched

HERE = Path(__file__).parent
BASE = read(HERE / "base.yaml")


def documents(case: Mapping[str, Any]) -> Documents:
    """The county and the roster of a case."""
    return changed(changed(base("full"), BASE), {name: case[name] for name in case if name != "round"})


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
    county = documents(case)
    on: datetime.date | None = case.get("on")
    checker = _checker(policies_of(county))
    return checker.check(as_json(round_of(case)), "round.json", county.data, "setup.json", on=on).report
