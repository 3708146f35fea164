"""A county with waivers, and what every path says of its township under them.

The base of the tests of actions stands at its cap of eight posts; with the special task counted it has
nine, one over it.
"""

from __future__ import annotations

import atexit
import datetime
import itertools
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policy_engine.app.check import Checker
from policy_engine.app.check_actions import ActionChecker
from policy_engine.findings.report import Finding, Report
from tests.action_checks.batches import BASE, start
from tests.fixtures.counties import Documents, as_json, as_yaml, changed, policies_of

COUNTY, TOWNSHIP = "331122", "331122101"
NAME = "2024-3.yaml"
_FOLDERS = tempfile.TemporaryDirectory(prefix="waivers-of-tests-")
atexit.register(_FOLDERS.cleanup)
_numbers = itertools.count()

# The special task counts towards the cap: nine posts, eight allowed.
OVER = {
    "policy": {
        "set": {
            "posts.counted_kinds": [
                "leader", "mid_level", "general", "featured", "comprehensive", "special_task",
            ],
            "duties.per_post": {"min": 0, "max": 20},
        }
    }
}  # fmt: skip
ENTRY: Mapping[str, Any] = {
    "code": "U12", "township": TOWNSHIP, "granted": 9,
    "from": "2024-02-01", "until": "2024-12-31", "reason": "过渡期",
}  # fmt: skip
WAIVER: Mapping[str, Any] = {
    "kind": "waiver", "jurisdiction": COUNTY, "number": "缙编〔2024〕3号", "by": "缙云县委编委",
    "date": "2024-02-01", "status": "issued", "entries": [ENTRY],
}  # fmt: skip


def entry(**changes: Any) -> dict[str, Any]:
    """The usual entry with changes; None takes a key out."""
    made = {**ENTRY, **{key.rstrip("_"): value for key, value in changes.items()}}
    return {key: value for key, value in made.items() if value is not None}


def waiver(*entries: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    return {**WAIVER, "entries": list(entries) or [ENTRY], **changes}


def over_cap() -> Documents:
    """One post over the cap, and nothing else wrong."""
    return changed(start(), OVER)


def folder_of(documents: Documents, *waivers: Mapping[str, Any]) -> Path:
    """The policies with these waivers beside them."""
    root = Path(_FOLDERS.name) / str(next(_numbers))
    shutil.copytree(policies_of(documents), root)
    folder = root / documents.county.name / "waivers"
    folder.mkdir()
    for number, each in enumerate(waivers):
        (folder / (NAME if number == 0 else f"2024-3-{number}.yaml")).write_bytes(as_yaml(dict(each)))
    return root


def checked(documents: Documents, *waivers: Mapping[str, Any], on: str | None = None) -> Report:
    """The report on the set-up."""
    day = None if on is None else datetime.date.fromisoformat(on)
    return Checker(folder_of(documents, *waivers)).check(documents.data, "setup.json", day)


def acted(
    documents: Documents,
    actions: Sequence[Mapping[str, Any]],
    *waivers: Mapping[str, Any],
    whole: bool = False,
) -> tuple[Report, Any]:
    """The report on a batch, and the set-up that it leaves."""
    numbered = [{"id": f"A{n}", "from": "2024-03-10", **action} for n, action in enumerate(actions, start=1)]
    batch = as_json({**BASE["batch"], "actions": numbered})
    checker = ActionChecker(folder_of(documents, *waivers))
    examined = checker.check(batch, "actions.json", [(documents.data, "setup.json")], None, whole)
    (report,) = examined.reports.reports
    return report, examined.setups[TOWNSHIP]


def new_task(post: str, person: str = "R7", **changes: Any) -> dict[str, Any]:
    """A further special task with a post of its own."""
    return {
        "action": "special_assignment", "persons": [person], "post": post, "task": "城南片区征迁",
        "until": "2024-07-05", "leaves": ["T1"],
        "new_post": {
            "id": post, "name": f"征迁{post}岗", "institution": "I2", "kind": "special_task", "seats": 1,
            "task": "城南片区征迁", "from": "2024-03-10", "until": "2024-07-05", "reports_to": "P1",
            "statement": {"basics": "政策宣传", "integrity_risks": "补偿风险"},
        },
        **changes,
    }  # fmt: skip


def of(report: Report, *codes: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.code in codes]


def about_waivers(report: Report) -> list[str]:
    """The ids of what is said of waivers themselves, that the approver is not regulated apart."""
    of_waivers = [f.id for f in report.findings if f.code.startswith("V")]
    return [id_ for id_ in of_waivers if id_ != "waiver-approver-unregulated"]
